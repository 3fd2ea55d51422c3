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
