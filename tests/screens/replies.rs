//! The three views of replies.

use super::*;

#[test]
fn replies_are_looked_at_as_text_as_tables_and_as_bytes() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen
            .fruits()
            .run(&["XADD fruits 40-0 name バナナ color a\\r\\nb", "clear"])
            .run(&["XRANGE fruits - +", "XPENDING fruits fruits-group - + 5", "XLEN"]);
        screen.run(&[":view table"]);
        shot(format!("view_table_{name}"), screen.text());
        screen.alt(KeyCode::Char('v'));
        shot(format!("view_resp_{name}"), screen.text());
        if name == "120" {
            shot("view_resp_120_roles", screen.roles());
        }
        let resp = screen.text();
        screen.alt(KeyCode::Char('v')).alt(KeyCode::Char('v'));
        screen.alt(KeyCode::Char('v'));
        assert_eq!(screen.text(), resp, "there and back again");
        screen.key(KeyCode::F(2));
        assert!(
            !screen.text().contains("*4\\r\\n"),
            "each terminal has its own view"
        );
    }
}

#[test]
fn the_bytes_are_those_of_the_terminals_protocol() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":view resp", "XADD s 1-0 a b", "clear"]);
    screen.run(&[
        "XREAD STREAMS s 0",
        "HELLO 3",
        "clear",
        "XREAD STREAMS s 0",
        "XREAD STREAMS s 1",
    ]);
    shot("view_resp3_80", screen.text());
    screen.run(&[":view json"]);
    assert!(screen.text().contains("there is no view `json`"));
}

#[test]
fn the_scrollback_scrolls_to_its_beginning_and_typing_returns() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["30 PING"]).key(KeyCode::PageUp);
    shot("scrolled_back_80", screen.text());
    for _ in 0..20 {
        screen.key(KeyCode::PageUp);
    }
    assert!(screen.text().contains("shop> 30 PING"), "{}", screen.text());
    let top = screen.text();
    screen.key(KeyCode::PageDown).key(KeyCode::PageUp);
    assert_eq!(screen.text(), top);
    screen.typed("X");
    assert!(!screen.text().contains("rows below"));
}

#[test]
fn the_tab_says_how_replies_are_shown_when_not_as_in_redis_cli() {
    let mut screen = Screen::new(LARGE);
    screen.fruits().run(&[":view table"]);
    assert!(
        screen
            .text()
            .contains("╭ 1 shop ─[2 worker-1] table ─ 3 worker-2 ─"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::F(2));
    assert!(
        screen
            .text()
            .contains("╭[1 shop]─ 2 worker-1 table ─ 3 worker-2 ─"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::F(3)).run(&[":view cli"]);
    assert!(
        screen.text().contains("╭ 1 shop ─[2 worker-1]─ 3 worker-2 ─"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_view_is_named_on_the_tab_where_there_is_room() {
    let row = |screen: &Screen| {
        let text = screen.text();
        let row = text.lines().find(|row| row.contains("1 shop"));
        row.unwrap_or_default().trim_end().to_owned()
    };
    let mut screen = Screen::new(LARGE);
    screen.alt(KeyCode::Char('v')).run(&[":split 3"]);
    let mut rows = vec![row(&screen)];
    for columns in [80, 50, 40] {
        screen.tell(Message::Resized(columns, 24));
        rows.push(row(&screen));
        screen.run(&[":split off"]);
        rows.push(row(&screen));
        screen.run(&[":split 3"]);
    }
    shot("view_on_tabs", rows.join("\n"));
}
