//! Any key at any size: no panic.

use super::lessons::{lesson, shelf};
use super::*;

#[test]
fn no_size_and_no_key_makes_it_panic() {
    let keys = [
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::Esc,
        KeyCode::Up,
        KeyCode::PageUp,
        KeyCode::F(1),
        KeyCode::F(4),
        KeyCode::Left,
        KeyCode::Backspace,
        KeyCode::Delete,
    ];
    for columns in [1, 20, 36, 41, 60, 99, 120] {
        for rows in [1, 10, 13, 18, 24, 37] {
            let mut screen = Screen::new((columns, rows));
            screen.fruits().typed("XREADGROUP GROUP バナナ");
            for key in keys {
                screen.key(key).text();
                screen.alt(key).text();
            }
            let mut screen = lesson((columns, rows));
            for key in keys.iter().chain(&keys) {
                screen.key(*key).text();
            }
        }
    }
}

#[test]
fn random_keys_never_make_it_panic() {
    let lines = [
        "XADD fruits * a b",
        "XGROUP CREATE fruits g $ MKSTREAM",
        "XREADGROUP GROUP g c BLOCK 0 STREAMS fruits >",
        "XDEL fruits 1-0",
        "FLUSHALL",
        ":crash",
        ":start",
        ":terminal t",
        ":clock +5s",
        ":lesson bananas",
        ":undo 3",
        "2 XTRIM fruits MAXLEN 1",
        "SELECT 3",
        "RPUSH list a b c",
        "SET text value",
        "SUBSCRIBE news",
        "XCLAIM fruits g d 0 1-0",
        "XGROUP DESTROY fruits g",
        "\"unclosed",
        "バナナ \u{1b}",
    ];
    let codes = [
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::Esc,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::PageUp,
        KeyCode::Backspace,
        KeyCode::F(2),
        KeyCode::F(3),
        KeyCode::F(4),
        KeyCode::F(5),
        KeyCode::F(6),
        KeyCode::F(7),
        KeyCode::Char('u'),
        KeyCode::Char('y'),
        KeyCode::Char('r'),
        KeyCode::Char('w'),
        KeyCode::Char('k'),
        KeyCode::Char('n'),
        KeyCode::Char('f'),
        KeyCode::Char('/'),
        KeyCode::Char('['),
        KeyCode::Char(']'),
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageDown,
        KeyCode::Char('c'),
        KeyCode::Char('1'),
    ];
    let modifiers = [
        KeyModifiers::NONE,
        KeyModifiers::NONE,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
    ];
    // Knuth's generator: the same keys every time.
    let mut seed: u64 = 42;
    let mut random = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for size in [LARGE, MIDDLE, SMALL] {
        let mut screen = Screen::new(size);
        screen.state.shelf = shelf();
        for turn in 0..1500 {
            match random(4) {
                0 => drop(screen.typed(lines[random(lines.len())]).key(KeyCode::Enter)),
                _ => drop(screen.press(codes[random(codes.len())], modifiers[random(modifiers.len())])),
            }
            if turn % 5 == 0 {
                screen.text();
            }
        }
    }
}
