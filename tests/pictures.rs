//! The pictures of the README, drawn from the real screen: keys in, a picture out. The test fails when a picture no
//! longer shows what the program shows; `XTUTOR_DRAW=1 cargo test --test pictures` draws them anew.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/svg.rs"]
mod svg;

use std::fs;
use std::path::Path;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use xtutor::app::{Look, Message, State, update};
use xtutor::command::Version;
use xtutor::lab::Clock;
use xtutor::tui;

const NOW: i64 = 1_700_000_000_000;
const SIZE: (u16, u16) = (110, 32);

struct Screen(State);

impl Screen {
    fn new() -> Screen {
        let mut state = State::new(Clock::held(NOW, 0), Version::default(), Look::default(), NOW);
        drop(update(&mut state, Message::Resized(SIZE.0, SIZE.1)));
        Screen(state)
    }

    fn key(&mut self, code: KeyCode) -> &mut Self {
        let event = Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        if let Some(message) = tui::message(&self.0, event) {
            drop(update(&mut self.0, message));
        }
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.key(KeyCode::Char(letter));
        }
        self
    }

    fn run(&mut self, lines: &[&str]) -> &mut Self {
        for line in lines {
            self.types(line).key(KeyCode::Enter);
        }
        self
    }

    fn draw(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        let frame = terminal.draw(|frame| tui::view(&self.0, frame)).unwrap();
        svg::drawn(frame.buffer)
    }
}

fn compare(name: &str, picture: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pictures")
        .join(name);
    if std::env::var_os("XTUTOR_DRAW").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, picture).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == picture,
        "{name} is out of date; draw it anew: XTUTOR_DRAW=1 cargo test --test pictures"
    );
}

#[test]
fn the_sandbox() {
    let mut screen = Screen::new();
    screen.run(&[
        "XADD fruits 10-0 name banana color yellow",
        "XADD fruits 20-0 name apple color red",
        "XADD fruits 30-0 name orange color orange",
        "XADD fruits 40-0 name strawberry color red",
        "XGROUP CREATE fruits fruits-group 0",
    ]);
    screen.key(KeyCode::F(3)).run(&[
        "XREADGROUP GROUP fruits-group worker-1 COUNT 2 STREAMS fruits >",
        ":clock +25s",
        "XACK fruits fruits-group 10-0",
    ]);
    screen
        .key(KeyCode::F(3))
        .run(&["XREADGROUP GROUP fruits-group worker-2 COUNT 1 STREAMS fruits >"]);
    screen.types("XAUTOCLAIM fruits fruits-group worker-2 ");
    compare("sandbox.svg", &screen.draw());
}
