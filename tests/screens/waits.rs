//! Every kind of wait: what its terminal says meanwhile, and how its end is told where it was waited.

use super::*;

const WAITS: [&str; 6] = [
    "XREAD BLOCK 0 STREAMS s $",
    "XREAD BLOCK 3000 STREAMS s t $ $",
    "XREADGROUP GROUP g c BLOCK 61000 STREAMS s >",
    "BLPOP jobs 2.5",
    "WAIT 1 0",
    "SUBSCRIBE news",
];

/// A terminal for each wait, and the first one free.
fn waiting(clock: Clock) -> Screen {
    let mut screen = Screen::new((100, 30));
    screen.state = State::new(clock, Version::default(), Look::default(), NOW);
    screen.tell(Message::Resized(100, 30));
    screen.run(&["XGROUP CREATE s g $ MKSTREAM"]);
    for (at, wait) in WAITS.iter().enumerate() {
        screen.run(&[&format!(":terminal w{}", at + 1), wait]);
    }
    screen.alt(KeyCode::Char('1'));
    screen
}

/// The tabs, and the last lines of each waiting terminal.
fn told(screen: &mut Screen) -> String {
    let mut told = String::new();
    for (at, wait) in WAITS.iter().enumerate() {
        screen.state.active = at + 3;
        let text = screen.text();
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('│')).collect();
        let said = rows.iter().map(|row| row.trim_matches(['│', ' ']));
        let said: Vec<&str> = said.filter(|row| !row.is_empty()).collect();
        let from = said.iter().rposition(|row| row.contains(wait)).unwrap_or(0);
        told += &[&said[from..].join("\n"), "\n\n"].concat();
    }
    screen.state.active = 0;
    let text = screen.text();
    let tabs = text
        .lines()
        .find(|line| line.contains("[1 shop]"))
        .unwrap_or_default();
    format!("{tabs}\n\n{told}")
}

#[test]
fn every_wait_says_what_it_waits_for_and_its_end_is_told_where_it_was_waited() {
    let mut screen = waiting(Clock::held(NOW, 0));
    shot("waits_held", told(&mut screen));
    screen.run(&[":clock +3s"]);
    shot("waits_held_3s_later", told(&mut screen));
    screen.run(&["XADD s 1-0 a b", "PUBLISH news hello"]);
    shot("waits_held_served", told(&mut screen));
    let mut screen = waiting(Clock::default());
    screen.tell(Message::Tick(NOW + 1200));
    shot("waits_running", told(&mut screen));
    screen.tell(Message::Tick(NOW + 62_000));
    shot("waits_running_a_minute_later", told(&mut screen));
}

#[test]
fn every_wait_can_be_given_up() {
    let mut screen = waiting(Clock::held(NOW, 0));
    for (at, wait) in WAITS.iter().enumerate().take(WAITS.len() - 1) {
        screen.state.active = at + 3;
        screen.control('c');
        assert!(!screen.state.lab.is_waiting(screen.state.here()), "{wait}");
        assert!(screen.text().contains("waits no longer"), "{}", screen.text());
    }
}

/// What is typed meanwhile is seen, and how the wait ends, however much is waited for.
#[test]
fn a_long_wait_on_a_small_screen_leaves_room_for_the_line() {
    let mut screen = Screen::new((36, 10));
    let keys = "temperature-of-room-1 temperature-of-room-2 temperature-of-room-3";
    screen.run(&[&format!("XREAD BLOCK 0 STREAMS {keys} $ $ $")]);
    screen.typed("XADD fru");
    shot("long_wait_36", screen.text());
    let text = screen.text();
    assert!(
        text.contains("shop> XADD fru") && text.contains("Ctrl-C gives up"),
        "{text}"
    );
}
