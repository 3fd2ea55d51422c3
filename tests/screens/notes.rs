//! The why card, and what others did.

use super::*;

#[test]
fn the_last_command_is_explained() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.key(KeyCode::F(8));
        assert!(
            screen.text().contains("nothing to explain yet"),
            "{}",
            screen.text()
        );
        screen.fruits().key(KeyCode::F(8));
        shot(format!("why_{name}"), screen.text());
        screen
            .key(KeyCode::Esc)
            .run(&["XACK fruits fruits-group 10-0 30-0"])
            .key(KeyCode::F(8));
        shot(format!("why_not_{name}"), screen.text());
        screen.key(KeyCode::Esc).run(&["XADD fruits 5-0 a b", ":why"]);
        shot(format!("why_refused_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().key(KeyCode::F(8));
    shot("why_80_roles", screen.roles());
}

#[test]
fn the_end_of_a_wait_is_explained_where_it_was_waited() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XREAD BLOCK 0 STREAMS s $"]).key(KeyCode::F(3));
    screen
        .run(&["XADD s 1-0 a b"])
        .key(KeyCode::F(2))
        .key(KeyCode::F(8));
    shot("why_woken_80", screen.text());
    screen
        .key(KeyCode::Esc)
        .run(&["XREAD BLOCK 1000 STREAMS s $", ":clock +1s"])
        .key(KeyCode::F(8));
    shot("why_timed_out_80", screen.text());
}

/// The card is about the moment, and closes back to it.
#[test]
fn the_command_of_an_earlier_moment_is_explained_while_looking_back() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen
            .fruits()
            .run(&["XACK fruits fruits-group 10-0 30-0", "XLENN fruits"]);
        screen.alt(KeyCode::Left);
        let moment = screen.text();
        screen.key(KeyCode::F(8));
        shot(format!("why_of_a_moment_{name}"), screen.text());
        screen.key(KeyCode::Esc);
        assert_eq!(screen.text(), moment);
        screen.key(KeyCode::F(1)).key(KeyCode::Esc);
        assert_eq!(screen.text(), moment);
    }
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[
        "XADD fruits 1-0 a b",
        "XADD fruits 1-0 a b",
        ":clock +5s",
        "XLEN fruits",
    ]);
    let shows = |screen: &mut Screen, what: &str| {
        screen.alt(KeyCode::Left).key(KeyCode::F(8));
        assert!(screen.text().contains(what), "{}", screen.text());
    };
    shows(&mut screen, "F8 explains commands, and this was letting 5 s pass");
    shows(&mut screen, "why: XADD fruits 1-0 a b");
    assert!(screen.text().contains("equal or smaller"), "{}", screen.text());
    screen.key(KeyCode::Esc);
    shows(&mut screen, "why: XADD fruits 1-0 a b");
    assert!(screen.text().contains("1-0 added"), "{}", screen.text());
    screen.key(KeyCode::Esc);
    shows(&mut screen, "this is the beginning");
}

/// Who looks at an entry of an earlier moment does not make that moment the present.
#[test]
fn enter_in_a_pane_opens_the_card_of_the_moment_that_is_looked_at() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&["XDEL fruits 30-0"]);
    let (present, steps) = (screen.text(), screen.state.lab.steps());
    screen
        .alt(KeyCode::Left)
        .key(KeyCode::F(4))
        .key(KeyCode::End)
        .key(KeyCode::Enter);
    shot("card_of_a_moment_80", screen.text());
    screen.key(KeyCode::Esc);
    assert!(
        screen.text().contains("looking back") && screen.text().contains("Enter card"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::Enter).key(KeyCode::Enter);
    assert_eq!(
        (screen.state.lab.steps(), screen.state.looks_back()),
        (steps, false)
    );
    assert!(
        screen.state.desk().prompt.text().starts_with('X'),
        "{}",
        screen.text()
    );
    screen.control('u').key(KeyCode::F(4)).key(KeyCode::Esc);
    assert_eq!(screen.text().lines().nth(2), present.lines().nth(2));
}

/// A look is no progress, and no reason to offer a hint.
#[test]
fn a_lesson_is_not_noted_where_it_is_only_looked_back_at() {
    let mut screen = filling::course(MIDDLE, "fruits-crash", "apple");
    screen
        .control('u')
        .run(&["XLEN fruits", "XADD fruits 40-0 name plum"]);
    screen.effects.clear();
    screen
        .alt(KeyCode::Left)
        .alt(KeyCode::Left)
        .alt(KeyCode::Left)
        .alt(KeyCode::Right);
    assert_eq!(screen.effects, []);
    let view = |screen: &Screen| screen.state.study.as_ref().unwrap().view(&screen.state.lab);
    let looked = view(&screen);
    screen.tell(Message::Tick(NOW + 3_600_000));
    assert_eq!(view(&screen), looked);
    screen.key(KeyCode::Esc);
    assert_eq!(screen.effects, []);
}

#[test]
fn what_others_did_is_said_under_the_terminal_and_on_a_card() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.key(KeyCode::F(9));
        assert!(
            screen.text().contains("nobody else has done anything"),
            "{}",
            screen.text()
        );
        screen.fruits().run(&["XLEN fruits"]).key(KeyCode::F(2));
        shot(format!("news_{name}"), screen.text());
        screen.key(KeyCode::F(9));
        shot(format!("feed_{name}"), screen.text());
        screen.key(KeyCode::Esc).run(&["PING"]);
        assert!(!screen.text().contains("worker-1: XACK"), "it has been seen");
    }
}
