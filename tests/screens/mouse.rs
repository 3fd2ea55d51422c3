//! The mouse: a click means what is drawn there, the wheel scrolls what is under it.

use std::fmt::Write as _;

use super::lessons::shelf;
use super::*;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use xtutor::app::Focus;

fn click(screen: &mut Screen, column: u16, row: u16) {
    mouse(screen, MouseEventKind::Down(MouseButton::Left), column, row);
}

fn mouse(screen: &mut Screen, kind: MouseEventKind, column: u16, row: u16) {
    let modifiers = KeyModifiers::NONE;
    let event = Event::Mouse(MouseEvent {
        kind,
        column,
        row,
        modifiers,
    });
    if let Some(message) = tui::message(&screen.state, event) {
        screen.tell(message);
    }
}

/// Clicks on the first letter of this text.
fn click_on(screen: &mut Screen, text: &str) {
    let shown = screen.text();
    let place = shown.lines().enumerate().find_map(|(row, line)| {
        let at = line.find(text)?;
        Some((line[..at].chars().count(), row))
    });
    let (column, row) = place.unwrap_or_else(|| panic!("`{text}` is not on the screen:\n{shown}"));
    click(
        screen,
        u16::try_from(column).unwrap(),
        u16::try_from(row).unwrap(),
    );
}

#[test]
fn a_click_means_what_is_drawn_there() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits();
    click_on(&mut screen, "3 worker-2");
    assert_eq!(screen.state.active, 2);
    click_on(&mut screen, "pending 1 ");
    assert!(screen.text().contains("[pending 1]"), "{}", screen.text());
    click_on(&mut screen, "worker-2>");
    assert_eq!(screen.state.camera.focus, Focus::Prompt);
    screen.typed("XREAD").key(KeyCode::Tab).key(KeyCode::Tab);
    click_on(&mut screen, "XREADGROUP");
    assert_eq!(screen.state.desk().prompt.text(), "XREADGROUP ");
    screen.key(KeyCode::F(1));
    click(&mut screen, 1, 1);
    assert!(screen.state.layers.is_empty(), "a click beside a page closes it");
    screen.state.shelf = shelf();
    screen.key(KeyCode::F(5));
    click_on(&mut screen, "Three bananas");
    click_on(&mut screen, "Three bananas");
    assert!(screen.text().contains("step 1/4"), "{}", screen.text());
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["100 XADD long * n 1"]);
    mouse(&mut screen, MouseEventKind::ScrollUp, 20, 5);
    assert!(
        screen.text().contains("│   1700000000000-90 "),
        "{}",
        screen.text()
    );
    mouse(&mut screen, MouseEventKind::ScrollUp, 20, 16);
    assert_eq!(screen.state.desk().back.up, 3);
    mouse(&mut screen, MouseEventKind::ScrollDown, 20, 16);
    mouse(&mut screen, MouseEventKind::ScrollDown, 20, 16);
    assert_eq!(screen.state.desk().back.up, 0);
}

/// The row of the screen with this text.
fn row_of(screen: &Screen, text: &str) -> u16 {
    let shown = screen.text();
    let row = shown.lines().position(|line| line.contains(text));
    u16::try_from(row.unwrap_or_else(|| panic!("`{text}` is not on the screen:\n{shown}"))).unwrap()
}

/// Several screens, each with a word on what led to it.
#[derive(Default)]
struct Seen(String);

impl Seen {
    fn see(&mut self, screen: &Screen, what: &str) {
        writeln!(self.0, "# {what}\n{}", screen.text()).unwrap();
    }
}

#[test]
fn a_click_puts_the_cursor_on_an_entry_and_a_second_one_opens_its_card() {
    let (mut screen, mut seen) = (Screen::new(MIDDLE), Seen::default());
    screen.fruits();
    // The row is hit beside its text, too.
    let row = row_of(&screen, "20-0");
    click(&mut screen, 1, row);
    seen.see(&screen, "a click on the second entry");
    click(&mut screen, 1, row);
    seen.see(&screen, "another");
    click_on(&mut screen, "in each group");
    assert_eq!(
        screen.state.layers.len(),
        1,
        "a click on a card does not close it"
    );
    click_on(&mut screen, "XCLAIM");
    seen.see(&screen, "a click on the second line of the card");
    click(&mut screen, 1, row);
    click(&mut screen, 1, row);
    click(&mut screen, 0, 0);
    assert!(screen.state.layers.is_empty(), "a click beside a card closes it");
    shot("click_entry_80", &seen.0);
}

#[test]
fn a_click_puts_the_cursor_on_groups_consumers_and_pending_entries() {
    let (mut screen, mut seen) = (Screen::new(LARGE), Seen::default());
    screen.fruits().run(&[
        "XGROUP CREATE fruits other-group 0",
        "XREADGROUP GROUP fruits-group ann COUNT 1 STREAMS fruits >",
    ]);
    click_on(&mut screen, "ann  ");
    seen.see(&screen, "a click on a consumer");
    click_on(&mut screen, "ann  ");
    seen.see(&screen, "another");
    screen.key(KeyCode::Esc);
    // Below the heading and the entry that worker-1 has.
    let pending = row_of(&screen, "pending · fruits-group") + 3;
    click(&mut screen, LARGE.0 - 3, pending);
    seen.see(&screen, "a click on a pending entry");
    click_on(&mut screen, "▸ other-group");
    seen.see(&screen, "a click on the other group");
    click_on(&mut screen, "▾ other-group");
    seen.see(&screen, "another");
    shot("click_groups_120", &seen.0);
}

#[test]
fn a_click_in_the_list_of_keys_looks_at_that_key() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&["RPUSH basket a b c"]);
    screen.key(KeyCode::F(4)).key(KeyCode::Char('k'));
    click_on(&mut screen, "expires");
    assert_eq!(screen.state.layers.len(), 1, "there is nothing to look at");
    click_on(&mut screen, "basket ");
    assert!(screen.state.layers.is_empty());
    click_on(&mut screen, "1       b");
    shot("click_keys_80", screen.text());
}

#[test]
fn the_wheel_scrolls_groups_and_pending_entries() {
    let (mut screen, mut seen) = (Screen::new(LARGE), Seen::default());
    screen.run(&["30 XADD long * n 1", "XGROUP CREATE long all 0"]);
    screen.run(&["XGROUP CREATE long few 0"]);
    for name in ["ann", "bob", "cid", "dot", "eve", "fay", "gus", "hal"] {
        screen.run(&[&format!("XREADGROUP GROUP all {name} COUNT 2 STREAMS long >")]);
    }
    seen.see(&screen, "before");
    let (column, groups, pending) = {
        let text = screen.text();
        let find = |what: &str| {
            text.lines().enumerate().find_map(|(row, line)| {
                let at = line.find(what)?;
                Some((line[..at].chars().count(), row))
            })
        };
        let (column, groups) = find(" groups ").unwrap();
        let (_, pending) = find("pending · all").unwrap();
        let narrow = |number: usize| u16::try_from(number).unwrap();
        (narrow(column), narrow(groups) + 1, narrow(pending) + 1)
    };
    mouse(&mut screen, MouseEventKind::ScrollUp, column, pending);
    seen.see(&screen, "the wheel over pending, which takes no keys");
    for _ in 0..3 {
        mouse(&mut screen, MouseEventKind::ScrollDown, column, groups);
    }
    seen.see(&screen, "thrice over the groups");
    mouse(&mut screen, MouseEventKind::ScrollUp, column, groups);
    mouse(&mut screen, MouseEventKind::ScrollDown, column, pending);
    seen.see(&screen, "and back");
    screen.typed("XLEN");
    for _ in 0..20 {
        mouse(&mut screen, MouseEventKind::ScrollDown, column, groups);
    }
    seen.see(
        &screen,
        "to the very end, with the keys at the prompt all the time",
    );
    assert_eq!(screen.state.camera.focus, Focus::Prompt);
    assert_eq!(screen.state.desk().prompt.text(), "XLEN");
    shot("wheel_120", &seen.0);
}

#[test]
fn the_wheel_scrolls_the_terminal_under_it_whichever_has_the_prompt() {
    let mut screen = Screen::new(LARGE);
    screen.run(&["30 XADD long * n 1"]);
    screen.key(KeyCode::F(3)).run(&["XRANGE long - +"]);
    screen.key(KeyCode::F(2)).run(&[":split 2"]);
    let row = LARGE.1 - 6;
    mouse(&mut screen, MouseEventKind::ScrollUp, 90, row);
    let up = |screen: &Screen| -> Vec<usize> { screen.state.desks.iter().map(|desk| desk.back.up).collect() };
    assert_eq!((up(&screen), screen.state.active), (vec![0, 3, 0], 0));
    mouse(&mut screen, MouseEventKind::ScrollUp, 20, row);
    assert_eq!(up(&screen), [3, 3, 0]);
    shot("wheel_split_120", screen.text());
}

const LEFT: MouseButton = MouseButton::Left;

fn copied(screen: &mut Screen) -> Vec<String> {
    let copies = screen.effects.drain(..).filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    copies.collect()
}

#[test]
fn dragging_over_lines_marks_them_and_letting_go_copies_them() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&["XRANGE fruits - + COUNT 1", "XLEN fruits"]);
    let (first, last) = (row_of(&screen, "\"banana\""), row_of(&screen, "\"yellow\""));
    click(&mut screen, 12, first);
    mouse(&mut screen, MouseEventKind::Drag(LEFT), 30, first + 1);
    mouse(&mut screen, MouseEventKind::Drag(LEFT), 30, last);
    shot("drag_80", screen.text());
    shot("drag_80_roles", screen.roles());
    mouse(&mut screen, MouseEventKind::Up(LEFT), 30, last);
    let lines = "      2) \"banana\"\n      3) \"color\"\n      4) \"yellow\"";
    assert_eq!(copied(&mut screen), [lines]);
    assert!(screen.state.layers.is_empty());
    assert!(screen.text().contains("copied 3 lines"), "{}", screen.text());
    // Upwards, and one line alone; a click without a drag copies nothing.
    click(&mut screen, 12, last);
    mouse(&mut screen, MouseEventKind::Up(LEFT), 12, last);
    assert_eq!(copied(&mut screen), [""; 0]);
    click(&mut screen, 12, last);
    mouse(&mut screen, MouseEventKind::Drag(LEFT), 12, last - 1);
    mouse(&mut screen, MouseEventKind::Drag(LEFT), 12, last);
    mouse(&mut screen, MouseEventKind::Up(LEFT), 12, last);
    assert_eq!(copied(&mut screen), ["      4) \"yellow\""]);
    // Where nothing was pressed nothing is dragged.
    mouse(&mut screen, MouseEventKind::Drag(LEFT), 12, first);
    mouse(&mut screen, MouseEventKind::Up(LEFT), 12, first);
    assert_eq!(copied(&mut screen), [""; 0]);
}

#[test]
fn dragging_beyond_what_is_seen_scrolls_and_typing_ends_it() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["30 XADD long * n 1"]);
    let prompt = row_of(&screen, "(Right takes it)");
    let above = prompt - 1;
    click(&mut screen, 12, above);
    for _ in 0..12 {
        // The pane above, again and again.
        mouse(&mut screen, MouseEventKind::Drag(LEFT), 12, 3);
    }
    let up = screen.state.desk().back.up;
    assert_eq!(up, 12, "a row for each move of the mouse");
    assert!(screen.text().contains("rows below"), "{}", screen.text());
    mouse(&mut screen, MouseEventKind::Drag(LEFT), 12, MIDDLE.1 - 1);
    assert_eq!(screen.state.desk().back.up, up - 1);
    screen.key(KeyCode::Esc);
    mouse(&mut screen, MouseEventKind::Up(LEFT), 12, 3);
    assert_eq!(copied(&mut screen), [""; 0]);
}
