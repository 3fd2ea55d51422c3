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
use xtutor::engine::Input;
use xtutor::lab::Clock;
use xtutor::tui;
use xtutor::wire::{ArgvBuf, ClientId, Protocol, Sink};

const NOW: i64 = 1_700_000_000_000;
const SIZE: (u16, u16) = (110, 32);
const SMALL: (u16, u16) = (40, 12);

struct Screen(State);

impl Screen {
    fn new(size: (u16, u16)) -> Screen {
        let mut state = State::new(Clock::held(NOW, 0), Version::default(), Look::default(), NOW);
        drop(update(&mut state, Message::Resized(size.0, size.1)));
        Screen(state)
    }

    fn key(&mut self, code: KeyCode) -> &mut Self {
        self.press(code, KeyModifiers::NONE)
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) -> &mut Self {
        let event = Event::Key(KeyEvent::new(code, modifiers));
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

    /// A program comes over the network.
    fn comes(&mut self) -> ClientId {
        let client = self.0.next_remote();
        self.0.network_out().attach(client, Sink::bytes(Protocol::Resp2));
        self.0
            .hear(Input::Arrive(client, "127.0.0.1:50000", "127.0.0.1:6379"), NOW);
        self.says(client, "CLIENT SETINFO LIB-NAME redis-py");
        client
    }

    fn says(&mut self, client: ClientId, line: &str) {
        let argv: ArgvBuf = line.split(' ').collect();
        self.0.hear(Input::Command(client, argv.as_argv()), NOW);
        self.0.network_out().send(client, Vec::clear);
        self.0.was_heard();
    }

    fn draw(&self) -> String {
        let (columns, rows) = self.0.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
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
    let mut screen = Screen::new(SIZE);
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

#[test]
fn a_lesson_half_way() {
    let mut screen = Screen::new(SIZE);
    screen.0.learn(Some("fruits-crash")).unwrap();
    for _ in 0..3 {
        screen.key(KeyCode::Enter);
    }
    // The step gives the line with a blank in it; this learner writes another worker's name into it.
    screen
        .press(KeyCode::Char('u'), KeyModifiers::CONTROL)
        .run(&["XREADGROUP GROUP fruits-group worker-2 COUNT 1 STREAMS fruits >"]);
    compare("lesson.svg", &screen.draw());
}

#[test]
fn a_reader_that_waits() {
    let mut screen = Screen::new(SIZE);
    screen.run(&[
        ":split",
        "XADD orders 10-0 item banana",
        "XGROUP CREATE orders crew 0",
    ]);
    screen
        .key(KeyCode::F(3))
        .run(&["XREADGROUP GROUP crew worker-1 COUNT 1 STREAMS orders >"]);
    screen
        .key(KeyCode::F(3))
        .run(&["XREADGROUP GROUP crew worker-2 BLOCK 0 STREAMS orders >"]);
    screen.key(KeyCode::F(3)).types("XADD orders 20-0 item apple");
    compare("waiting.svg", &screen.draw());
}

#[test]
fn programs_of_ones_own() {
    let mut screen = Screen::new(SIZE);
    screen.0.network.addresses = vec!["127.0.0.1:6379".to_owned()];
    let [shop, bob, alice] = ["", "bob", "alice"].map(|_| screen.comes());
    screen.says(shop, "CLIENT SETNAME shop-program");
    screen.says(shop, "XGROUP CREATE orders packers 0 MKSTREAM");
    for number in 1..=4 {
        screen.says(shop, &format!("XADD orders {number}0-0 item lamp no {number}"));
    }
    for (client, name) in [(bob, "bob"), (alice, "alice")] {
        screen.says(
            client,
            &format!("XREADGROUP GROUP packers {name} COUNT 2 STREAMS orders >"),
        );
    }
    screen.says(alice, "XACK orders packers 30-0 40-0");
    screen.0.hear(Input::Disconnect(bob), NOW);
    screen.says(alice, "XREADGROUP GROUP packers alice BLOCK 0 STREAMS orders >");
    compare("programs.svg", &screen.draw());
}

#[test]
fn a_small_screen() {
    let mut screen = Screen::new(SMALL);
    screen.run(&[
        "XADD fruits 10-0 name banana",
        "XADD fruits 20-0 name apple",
        "XGROUP CREATE fruits pickers 0",
        "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
    ]);
    compare("small.svg", &screen.draw());
}

/// A picture that no test draws any more would not be noticed to be out of date.
#[test]
fn the_readme_shows_the_pictures_there_are() {
    let readme = include_str!("../README.md");
    let mut shown: Vec<&str> = readme
        .split("tests/pictures/")
        .skip(1)
        .filter_map(|rest| rest.split([')', '"']).next())
        .collect();
    let own = include_str!("pictures.rs");
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")).unwrap();
    let mut kept: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    shown.sort_unstable();
    kept.sort_unstable();
    assert_eq!(shown, kept);
    for name in kept {
        assert!(
            own.contains(&format!("compare(\"{name}\"")),
            "nothing draws {name}"
        );
    }
}
