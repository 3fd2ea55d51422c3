//! Looking through a terminal's lines, searching in them, copying them.

use super::*;

fn copied(screen: &Screen) -> Vec<&str> {
    let copies = screen.effects.iter().filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    copies.collect()
}

#[test]
fn lines_are_marked_and_copied() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().run(&["XRANGE fruits - +"]);
        screen.alt(KeyCode::Char('w')).key(KeyCode::Up).typed(" ");
        screen.key(KeyCode::Up).key(KeyCode::Up);
        shot(format!("pick_{name}"), screen.text());
        if name == "80" {
            shot("pick_80_roles", screen.roles());
        }
        screen.key(KeyCode::Enter);
        let lines = "   2) 1) \"name\"\n      2) \"orange\"\n      3) \"color\"";
        assert_eq!(copied(&screen), [lines]);
        assert!(screen.text().contains("copied 3 lines"), "{}", screen.text());
    }
}

#[test]
fn a_whole_reply_the_last_reply_and_the_last_command_are_copied() {
    let mut screen = Screen::new(MIDDLE);
    screen.alt(KeyCode::Char('r'));
    assert!(screen.text().contains("nothing to copy yet"));
    screen.run(&["RPUSH jobs a b\\x1b", "LRANGE jobs 0 -1"]);
    screen.alt(KeyCode::Char('r')).alt(KeyCode::Char('e'));
    screen.alt(KeyCode::Char('w')).typed("a").key(KeyCode::Enter);
    let reply = "1) \"a\"\n2) \"b\\\\x1b\"";
    assert_eq!(copied(&screen), [reply, "LRANGE jobs 0 -1", reply]);
    screen.alt(KeyCode::Char('w')).key(KeyCode::Esc).typed("XLEN");
    assert_eq!(screen.state.desk().prompt.text(), "XLEN");
}

#[test]
fn lines_are_searched_and_found_again() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XADD s 1-0 name banana", "XADD s 2-0 name apple", "XRANGE s - +"]);
    screen.alt(KeyCode::Char('w')).typed("/BANA");
    shot("find_80", screen.text());
    screen.key(KeyCode::Enter).typed("n").key(KeyCode::Enter);
    assert_eq!(copied(&screen), ["XADD s 1-0 name banana"]);
    screen
        .alt(KeyCode::Char('w'))
        .typed("/nowhere")
        .key(KeyCode::Esc)
        .key(KeyCode::Esc);
    assert_eq!(screen.state.layers.len(), 0);
}
