//! Cursors and windows: moving through entries, groups, consumers and pending entries, however many there are; what is
//! gone, and the nodes.

use super::*;

/// A screen with the keys in the stream (1), the groups (2) or the pending list (3).
fn focused(screen: &mut Screen, pane: usize) -> &mut Screen {
    screen.key(KeyCode::Esc);
    for _ in 0..pane {
        screen.key(KeyCode::F(4));
    }
    screen
}

/// The row under the cursor, without its edges.
fn under(screen: &Screen) -> String {
    let text = screen.text();
    let row = text.lines().find(|row| row.contains('❯')).unwrap_or_default();
    let row = row.split_once('❯').map_or("", |(_, row)| row);
    let row = row.split(['│', '┃']).next().unwrap_or_default();
    row.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hundreds(screen: &mut Screen) -> &mut Screen {
    let entries = (1..=300).map(|ms| format!("XADD log {ms}-0 n {ms}\n"));
    screen.tell(Message::Paste(entries.collect()));
    screen
}

#[test]
fn a_cursor_goes_through_a_long_stream_and_the_window_follows() {
    let mut screen = Screen::new(MIDDLE);
    focused(hundreds(&mut screen), 1);
    assert_eq!(under(&screen), "+ 300-0 300");
    screen.key(KeyCode::Up).key(KeyCode::Up);
    assert_eq!(under(&screen), "298-0 298");
    shot("cursor_near_end_80", screen.text());
    screen.key(KeyCode::PageUp).key(KeyCode::PageUp);
    assert_eq!(under(&screen), "286-0 286");
    shot("cursor_pages_up_80", screen.text());
    // The cursor moves inside the window before the window moves.
    screen.key(KeyCode::Down);
    let first = |screen: &Screen| screen.text().lines().nth(3).unwrap().to_owned();
    let top = first(&screen);
    screen.key(KeyCode::Down);
    assert_eq!((under(&screen).as_str(), first(&screen)), ("288-0 288", top));
    screen.key(KeyCode::Home);
    assert_eq!(under(&screen), "1-0 1");
    screen.key(KeyCode::Up);
    assert_eq!(under(&screen), "1-0 1");
    screen.key(KeyCode::End);
    assert_eq!(under(&screen), "+ 300-0 300");
    screen.key(KeyCode::Esc).run(&["XADD log 301-0 n 301"]);
    assert!(screen.text().contains("301-0"), "what is new is shown");
}

#[test]
fn scrolling_from_the_prompt_moves_the_window_even_after_a_cursor_was_there() {
    let mut screen = Screen::new(MIDDLE);
    focused(hundreds(&mut screen), 1)
        .key(KeyCode::Up)
        .key(KeyCode::Esc);
    let last = |screen: &Screen| screen.text().lines().nth(9).unwrap().to_owned();
    assert!(last(&screen).contains("300-0"), "{}", screen.text());
    screen.alt(KeyCode::Up);
    assert!(last(&screen).contains("299-0"), "{}", screen.text());
    screen.alt(KeyCode::Down);
    assert!(last(&screen).contains("300-0"), "{}", screen.text());
}

#[test]
fn what_is_gone_leaves_its_place_as_far_as_the_stream_knows() {
    let mut screen = Screen::new(MIDDLE);
    hundreds(&mut screen).run(&["XTRIM log MAXLEN 8"]);
    focused(&mut screen, 1).key(KeyCode::Home);
    shot("trimmed_80", screen.text());
    screen.run(&["XDEL log 295-0 296-0 298-0"]);
    shot("deleted_80", screen.text());
    screen.run(&["PING"]);
    shot("deleted_80_later", screen.text());
    screen.run(&["XTRIM log MAXLEN 0", "PING"]);
    assert!(
        screen
            .text()
            .contains("the stream is empty; the 300 entries it had are gone")
    );
}

#[test]
fn nodes_show_why_a_soft_trim_keeps_more() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["CONFIG SET stream-node-max-entries 3"]);
    let entries = (1..=8).map(|ms| format!("XADD log {ms}-0 n {ms}\n"));
    screen.tell(Message::Paste(entries.collect()));
    screen.run(&["XDEL log 5-0", "XTRIM log MAXLEN ~ 5"]);
    focused(&mut screen, 1).typed("n").key(KeyCode::Home);
    shot("nodes_80", screen.text());
    screen.typed("n");
    assert!(!screen.text().contains("a node:"));
}

#[test]
fn many_fields_are_gone_through_sideways() {
    let mut screen = Screen::new(MIDDLE);
    let fields = |row: usize, names: usize| -> String {
        (0..names).fold(String::new(), |line, at| {
            format!("{line} field-{at} value-{row}-{at}")
        })
    };
    screen.run(&[
        &format!("XADD log 1-0{}", fields(1, 12)),
        &format!("XADD log 2-0{}", fields(2, 12)),
    ]);
    shot(
        "fields_80",
        screen.text().lines().take(6).collect::<Vec<_>>().join("\n"),
    );
    focused(&mut screen, 1).key(KeyCode::Right).key(KeyCode::Right);
    shot(
        "fields_right_80",
        screen.text().lines().take(6).collect::<Vec<_>>().join("\n"),
    );
    screen.run(&[&format!("XADD log 3-0{}", fields(3, 200))]);
    focused(&mut screen, 1).key(KeyCode::Right);
    shot(
        "fields_200_80",
        screen.text().lines().take(6).collect::<Vec<_>>().join("\n"),
    );
    for _ in 0..300 {
        screen.key(KeyCode::Right);
    }
    screen.text();
}

#[test]
fn a_thousand_consumers_are_a_window_too() {
    let mut screen = Screen::new(LARGE);
    screen.run(&[
        "XADD log 1-0 n 1",
        "XGROUP CREATE log workers 0",
        "XGROUP CREATE log others 0",
    ]);
    let consumers = (0..1000).map(|at| format!("XGROUP CREATECONSUMER log workers w{at:03}\n"));
    screen.tell(Message::Paste(consumers.collect()));
    focused(&mut screen, 2);
    assert!(under(&screen).starts_with("▾ workers"), "{}", screen.text());
    screen
        .key(KeyCode::PageDown)
        .key(KeyCode::PageDown)
        .key(KeyCode::Down);
    shot("consumers_120", screen.text());
    screen.key(KeyCode::Up).key(KeyCode::PageUp).key(KeyCode::PageUp);
    assert!(under(&screen).starts_with("w000"), "{}", screen.text());
    screen.key(KeyCode::PageUp);
    assert!(under(&screen).starts_with("▾ workers"), "{}", screen.text());
    screen.key(KeyCode::Up);
    assert!(under(&screen).starts_with("▾ others"), "{}", screen.text());
    screen.key(KeyCode::Down);
    assert!(under(&screen).starts_with("▾ workers"), "{}", screen.text());
}

#[test]
fn the_pending_list_scrolls_and_can_be_one_consumers() {
    let mut screen = Screen::new(MIDDLE);
    hundreds(&mut screen).run(&[
        "XGROUP CREATE log workers 0",
        "XREADGROUP GROUP workers ada COUNT 250 STREAMS log >",
        "XREADGROUP GROUP workers bob COUNT 30 STREAMS log >",
        "XDEL log 279-0",
    ]);
    focused(&mut screen, 3).key(KeyCode::End);
    shot("pending_end_80", screen.text());
    screen.typed("f").key(KeyCode::Home);
    shot("pending_bob_80", screen.text());
    screen.typed("f").key(KeyCode::PageDown);
    assert!(under(&screen).contains("ada"), "{}", screen.text());
}

#[test]
fn what_moved_what_left_and_what_ended_is_marked_until_the_next_command() {
    let mut screen = Screen::new(LARGE);
    screen
        .fruits()
        .run(&["XCLAIM fruits fruits-group worker-2 0 20-0"]);
    shot("claimed_120", screen.text());
    screen.run(&["XGROUP DELCONSUMER fruits fruits-group worker-2"]);
    shot("consumer_left_120", screen.text());
    screen.run(&["XGROUP CREATE fruits audit 0", "XGROUP DESTROY fruits audit"]);
    shot("group_ended_120", screen.text());
}

#[test]
fn a_lag_that_is_not_known_says_why() {
    let mut screen = Screen::new(LARGE);
    screen.fruits().run(&["XGROUP SETID fruits fruits-group 20-0"]);
    assert!(
        screen.text().contains("lag ?: began midway, never counted"),
        "{}",
        screen.text()
    );
    screen.run(&["XDEL fruits 30-0"]);
    assert!(
        screen.text().contains("lag ?: entries ahead were deleted"),
        "{}",
        screen.text()
    );
    screen.run(&["XGROUP SETID fruits fruits-group 99-0"]);
    assert!(
        screen.text().contains("lag ?: its bookmark is past the last ID"),
        "{}",
        screen.text()
    );
}
