//! Terminals and time: waits, crashes, undo, looking back, pasted notes, errors.

use super::*;

#[test]
fn a_blocked_terminal_says_what_it_waits_for_and_the_others_stay_usable() {
    let wait = "XREADGROUP GROUP fruits-group worker-2 BLOCK 3000 STREAMS fruits >";
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().key(KeyCode::F(3)).run(&[wait, wait]);
        shot(format!("blocked_{name}"), screen.text());
        screen
            .key(KeyCode::F(3))
            .run(&["XADD fruits 40-0 name kiwi color green"]);
        shot(format!("woken_{name}"), screen.text());
    }
}

#[test]
fn a_held_clock_ends_a_wait_when_it_is_moved() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XREAD BLOCK 3000 STREAMS fruits $", ":clock +3s"]);
    shot("timed_out_80", screen.text());
}

#[test]
fn ctrl_c_ends_a_wait_then_clears_the_line_and_never_leaves() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XREAD BLOCK 0 STREAMS fruits $"]).control('c');
    assert!(!screen.state.lab.is_waiting(screen.state.here()));
    screen.typed("XADD").control('c');
    assert_eq!(screen.state.desk().prompt.text(), "");
    screen.control('c');
    assert!(screen.text().contains("Ctrl-D or :quit leaves"));
    assert!(!screen.effects.contains(&Effect::Quit));
    screen.control('d');
    assert!(screen.effects.contains(&Effect::Quit));
}

#[test]
fn an_error_points_at_its_place_and_says_the_mend() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().run(&["XADD fruits abc name kiwi"]);
        shot(format!("error_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XADD fruits abc name kiwi", "SET k \"open"]);
    shot("error_80_roles", screen.roles());
}

#[test]
fn steps_are_taken_back_and_looked_at_without_disturbing_anything() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().alt(KeyCode::Char('u'));
    shot("undone_80", screen.text());
    screen.alt(KeyCode::Char('y'));
    let before = screen.state.lab.steps();
    screen.alt(KeyCode::Left).alt(KeyCode::Left).alt(KeyCode::Left);
    shot("past_80", screen.text());
    screen.key(KeyCode::Esc);
    assert_eq!(screen.state.lab.steps(), before);
    screen.alt(KeyCode::Left).key(KeyCode::Enter);
    assert_eq!(screen.state.lab.steps(), (before.0 - 1, before.1));
}

#[test]
fn pasted_notes_run_line_by_line_and_a_wait_holds_them_back() {
    let mut screen = Screen::new(LARGE);
    let notes =
        "XADD fruits 1-0 a b // first\n// a note\nXREAD BLOCK 500 STREAMS fruits $\nXLEN fruits\nXRANGE fr";
    screen.tell(Message::Paste(notes.to_owned()));
    assert!(screen.state.lab.is_waiting(screen.state.here()));
    assert_eq!(screen.state.desk().script.waiting(), 1);
    screen.tell(Message::Terminal(xtutor::app::Turn::Next));
    screen.run(&["XADD fruits 2-0 a b"]).key(KeyCode::F(2));
    shot("pasted_120", screen.text());
}

#[test]
fn crashed_terminals_say_so() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&[":crash"]);
    screen.run(&["PING"]);
    shot("crashed_80", screen.text());
    screen.control('u').run(&[":start", "PING"]);
    assert!(screen.text().contains("PONG"));
}

#[test]
fn each_terminal_keeps_its_own_draft_and_scrollback() {
    let mut screen = Screen::new(MIDDLE);
    screen
        .typed("XADD fr")
        .alt(KeyCode::Char('3'))
        .typed("XLEN")
        .alt(KeyCode::Char('1'));
    assert_eq!(screen.state.desk().prompt.text(), "XADD fr");
    screen.control('u').run(&[":terminal audit"]);
    assert!(screen.text().contains("[4 audit]"));
    screen.alt(KeyCode::Char('u'));
    assert!(!screen.text().contains("audit]"), "opening it was undone");
    screen.control('u').run(&["20 PING"]).key(KeyCode::PageUp);
    assert!(screen.text().contains("rows below"));
}

#[test]
fn time_that_is_shown_wakes_the_screen_once_a_second_and_else_nobody_does() {
    let mut state = State::new(Clock::default(), Version::default(), Look::default(), NOW);
    assert_eq!(state.rest(), None);
    for line in [
        "XADD s 1-0 a b",
        "XGROUP CREATE s g 0",
        "XREADGROUP GROUP g c STREAMS s >",
    ] {
        update(&mut state, Message::Paste(format!("{line}\n")));
    }
    update(&mut state, Message::Tick(NOW + 300));
    assert_eq!(state.rest(), Some(700));
    update(&mut state, Message::Tick(NOW + 120_000));
    assert_eq!(state.rest(), Some(60_000 - (NOW + 120_000) % 60_000));
    update(&mut state, Message::Paste(":clock hold\n".to_owned()));
    assert_eq!(state.rest(), None);
}

#[test]
fn undo_takes_reads_and_refusals_along_and_says_so() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&[
        "XLEN fruits",
        "XADD fruits 1-0 a b",
        "XPENDING fruits fruits-group",
    ]);
    screen.alt(KeyCode::Char('u'));
    shot("undone_with_80", screen.text());
    screen.alt(KeyCode::Char('y'));
    shot("redone_with_80", screen.text());
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XLEN fruits"]).alt(KeyCode::Char('u'));
    assert!(
        screen
            .text()
            .contains("nothing to undo: nothing was changed since the beginning"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_terminal_is_closed_for_good_and_undo_opens_it_again_as_it_was() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&[":terminal audit", "XLEN fruits"]);
    screen.key(KeyCode::F(2)).key(KeyCode::F(2)).run(&[":close"]);
    shot("closed_80", screen.text());
    screen.run(&["XLEN fruits", ":close audit"]);
    assert!(
        screen.text().contains("[2 worker-2]") && !screen.text().contains("audit ─"),
        "{}",
        screen.text()
    );
    screen.alt(KeyCode::Char('u')).alt(KeyCode::Char('u'));
    shot("closed_undone_80", screen.text());
    screen.key(KeyCode::F(2));
    assert!(
        screen.text().contains("XACK fruits fruits-group 10-0"),
        "{}",
        screen.text()
    );
    screen.run(&[
        ":close worker-2",
        ":close worker-1",
        ":close audit",
        ":close nobody",
        ":close",
    ]);
    shot("closed_last_80", screen.text());
    screen.run(&[":terminal audit"]);
    assert!(!screen.text().contains("XLEN"), "a new one: {}", screen.text());
}

#[test]
fn what_another_terminal_did_is_told_whole_as_far_as_it_fits() {
    let mut screen = Screen::new(LARGE);
    screen.run(&[
        "XADD fruits 10-0 name banana",
        "XGROUP CREATE fruits crew 0",
        "XREADGROUP GROUP crew bob STREAMS fruits >",
    ]);
    screen.key(KeyCode::F(3));
    let rows = |screen: &Screen| -> Vec<String> {
        let text = screen.text();
        let rows = text.lines().skip(LARGE.1 as usize - 3).take(2);
        rows.map(|row| row.trim_matches(['│', ' ']).to_owned()).collect()
    };
    assert_eq!(
        rows(&screen),
        [
            "shop: bob joined crew ∙ 10-0 handed to bob, delivery 1 ∙ crew: last-delivered 0-0 → 10-0 ∙ crew: pending 0 → 1",
            "XREADGROUP GROUP crew bob STREAMS fruits >"
        ]
    );
    screen.tell(Message::Resized(60, LARGE.1));
    assert_eq!(
        rows(&screen),
        [
            "crew: last-delivered 0-0 → 10-0 ∙ crew: pending 0 → 1",
            "XREADGROUP GROUP crew bob STREAMS fruits >"
        ]
    );
}
