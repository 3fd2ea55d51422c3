//! What the panes show: entries, fates, bookmarks, groups, pending entries, hostile data.

use super::*;

#[test]
fn the_first_start_shows_a_way_in() {
    shot("empty_120", Screen::new(LARGE).text());
    shot("empty_160", Screen::new((160, 45)).text());
    shot("empty_80", Screen::new(MIDDLE).text());
    shot("empty_40", Screen::new(SMALL).text());
}

#[test]
fn the_other_keys_are_named_or_counted_beside_the_signs() {
    let mut screen = Screen::new(LARGE);
    screen
        .fruits()
        .run(&["XADD vegetables 1-0 name leek", "XADD baskets 1-0 owner ann"]);
    screen.run(&["XACK fruits fruits-group 20-0"]);
    shot("other_keys_120", screen.text());
    screen.tell(Message::Resized(200, 30));
    shot("other_keys_200", screen.text());
}

#[test]
fn entries_carry_their_fate_and_groups_are_bookmarks() {
    shot("fruits_120", Screen::new(LARGE).fruits().text());
    shot("fruits_80", Screen::new(MIDDLE).fruits().text());
    shot("fruits_40", Screen::new(SMALL).fruits().text());
    shot("fruits_120_roles", Screen::new(LARGE).fruits().roles());
}

#[test]
fn the_other_panes_are_one_key_away() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().key(KeyCode::F(4)).key(KeyCode::F(4));
    shot("groups_80", screen.text());
    shot("pending_80", screen.key(KeyCode::F(4)).text());
    screen.typed("?");
    assert!(
        screen.text().contains("┏ help "),
        "`?` outside the prompt is a question"
    );
    screen.key(KeyCode::Esc).key(KeyCode::Esc).typed("?");
    assert!(
        screen.text().contains("worker-1> ?"),
        "inside the prompt it is a letter"
    );
}

#[test]
fn an_entry_that_was_given_back_is_pending_for_nobody() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE)] {
        let mut screen = Screen::new(size);
        screen
            .fruits()
            .run(&[":profile 8.8", "XNACK fruits fruits-group FAIL IDS 1 20-0"]);
        shot(format!("released_{name}"), screen.text());
    }
}

#[test]
fn a_deleted_entry_that_is_still_pending_stays_as_a_ghost() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().run(&["XDEL fruits 10-0 20-0"]);
        shot(format!("ghost_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&["XDEL fruits 10-0 20-0", "PING"]);
    shot("ghost_80_later", screen.text());
}

#[test]
fn wide_long_and_hostile_values_stay_in_their_columns() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[
        "XADD fruits 1-0 name バナナ note \"\\x1b[2J\\r\\n\"",
        "XADD fruits 2-0 name x note \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
        "XADD fruits 3-0 other y",
        "XADD fruits 4-0 a 1 a 2 b 3",
    ]);
    shot("hostile_80", screen.text());
}

#[test]
fn a_long_stream_shows_its_end_and_scrolls() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["1000 XADD long * n 1"]);
    assert!(screen.text().contains("long · 1,000 entries"));
    screen.alt(KeyCode::Up).alt(KeyCode::Up);
    shot(
        "scrolled_80",
        screen.text().lines().take(10).collect::<Vec<_>>().join("\n"),
    );
    screen.alt(KeyCode::Down).alt(KeyCode::Down).alt(KeyCode::Down);
    assert!(!screen.text().contains("↓ more"));
}

/// The rows of the stream's pane in a lesson at 80x24.
fn three_rows(screen: &Screen) -> String {
    let text = screen.text();
    let rows = text.lines().skip_while(|row| !row.starts_with("─ tickets"));
    rows.skip(1)
        .take(4)
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_pane_goes_where_something_was_changed_and_stays_there() {
    let mut screen = Screen::new(MIDDLE);
    screen.state.learn(Some("tickets-two-doors")).unwrap();
    let mut seen = vec![three_rows(&screen)];
    // The lesson shows the group being made and a ticket being handed out.
    screen.key(KeyCode::Enter);
    for _ in 0..2 {
        screen.key(KeyCode::Enter);
        seen.push(three_rows(&screen));
    }
    for line in [
        "XLEN tickets",
        "XGROUP CREATE tickets stats $",
        "XACK tickets doors 1720975546055-0",
        "XADD tickets * seat A5",
    ] {
        screen.key(KeyCode::Esc).control('u').run(&[line]);
        seen.push(format!("{line}\n{}", three_rows(&screen)));
    }
    shot("followed_80", seen.join("\n\n"));
    // Who scrolls is not taken anywhere, and told where it is.
    screen.alt(KeyCode::Up);
    shot("followed_scrolled_80", three_rows(&screen));
}

#[test]
fn the_pending_list_goes_where_something_was_changed() {
    let mut screen = Screen::new(LARGE);
    let entries = (1..=30).map(|ms| format!("XADD log {ms}-0 n {ms}\n"));
    screen.tell(Message::Paste(entries.collect()));
    let pending = |screen: &Screen| {
        let text = screen.text();
        let rows = text
            .lines()
            .skip_while(|row| !row.contains(" pending · "))
            .take(7);
        let side = rows.map(|row| row.chars().skip(72).collect::<String>());
        side.collect::<Vec<_>>().join("\n")
    };
    let mut seen = Vec::new();
    for line in [
        "XGROUP CREATE log workers 0",
        "XREADGROUP GROUP workers ada COUNT 20 STREAMS log >",
        "XLEN log",
        "XACK log workers 3-0",
        "XCLAIM log workers bob 0 12-0",
    ] {
        screen.run(&[line]);
        seen.push(format!("{line}\n{}", pending(&screen)));
    }
    // The cursor comes where the change was, and goes on from there.
    for key in [KeyCode::F(4), KeyCode::F(4), KeyCode::F(4), KeyCode::Up] {
        screen.key(key);
    }
    seen.push(pending(&screen));
    shot("pending_followed_120", seen.join("\n\n"));
}

#[test]
fn a_clock_that_is_held_says_how_it_goes_on() {
    let mut screen = Screen::new(LARGE);
    screen.state = State::new(Clock::held(NOW, 250), Version::default(), Look::default(), NOW);
    screen.tell(Message::Resized(160, 45));
    screen.run(&["PING", ":clock"]);
    let said = "the clock is held at 1700000000250 ms, 0 s since it began; each command moves it by 250 ms, \
                `:clock +60s` as far as you like";
    assert!(screen.text().contains(said), "{}", screen.text());
}

#[test]
fn several_groups_each_have_their_bookmark() {
    let mut screen = Screen::new(LARGE);
    screen.fruits().run(&[
        "XGROUP CREATE fruits audit 10-0",
        "XGROUP CREATE fruits stats $",
        "RPUSH jobs a b",
    ]);
    screen.key(KeyCode::F(4)).key(KeyCode::F(4)).key(KeyCode::Up);
    shot("groups_120", screen.text());
}

#[test]
fn ascii_only_and_without_colour() {
    let look = Look {
        ascii: true,
        colours: Colours::None,
        ..Look::default()
    };
    let mut screen = Screen::with(MIDDLE, look);
    screen.fruits().run(&["XDEL fruits 10-0 20-0"]);
    let text = screen.text();
    assert!(text.is_ascii(), "{text}");
    shot("ascii_80", text);
    screen.key(KeyCode::F(1));
    assert!(screen.text().is_ascii());
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    shot("tiny", Screen::new((30, 8)).text());
}
