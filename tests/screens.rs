//! Keys in, whole screens out: the text of every cell, and for some screens a second grid with the role of every
//! cell as a letter, so that a change of colours does not churn them. The clock is held, so nothing moves by itself.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "screens/coming_back.rs"]
mod coming_back;
#[path = "screens/copying.rs"]
mod copying;
#[path = "screens/course.rs"]
mod course;
#[path = "screens/endurance.rs"]
mod endurance;
#[path = "screens/filling.rs"]
mod filling;
#[path = "screens/help.rs"]
mod help;
#[path = "screens/lessons.rs"]
mod lessons;
#[path = "screens/looking.rs"]
mod looking;
#[path = "screens/mouse.rs"]
mod mouse;
#[path = "screens/moving.rs"]
mod moving;
#[path = "screens/network.rs"]
mod network;
#[path = "screens/notes.rs"]
mod notes;
#[path = "screens/panes.rs"]
mod panes;
#[path = "screens/prompt.rs"]
mod prompt;
#[path = "screens/replies.rs"]
mod replies;
#[path = "screens/scripts.rs"]
mod scripts;
#[path = "screens/shape.rs"]
mod shape;
#[path = "screens/split.rs"]
mod split;
#[path = "screens/terminals.rs"]
mod terminals;
#[path = "screens/waits.rs"]
mod waits;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr as _;
use xtutor::app::{Colours, Effect, Look, Message, State, update};
use xtutor::command::Version;
use xtutor::lab::Clock;
use xtutor::tui::{self, LETTERS, Theme};

/// How often anything is done at most before something else must have come of it.
const ENOUGH: usize = 500;
const NOW: i64 = 1_700_000_000_000;
const LARGE: (u16, u16) = (120, 36);
const MIDDLE: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

struct Screen {
    state: State,
    effects: Vec<Effect>,
}

impl Screen {
    fn new(size: (u16, u16)) -> Screen {
        Screen::with(size, Look::default())
    }

    fn with(size: (u16, u16), look: Look) -> Screen {
        let state = State::new(Clock::held(NOW, 0), Version::default(), look, NOW);
        let mut screen = Screen {
            state,
            effects: Vec::new(),
        };
        screen.tell(Message::Resized(size.0, size.1));
        screen
    }

    fn tell(&mut self, message: Message) {
        let effects = update(&mut self.state, message);
        self.effects.extend(effects);
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) -> &mut Self {
        let event = Event::Key(KeyEvent::new(code, modifiers));
        if let Some(message) = tui::message(&self.state, event) {
            self.tell(message);
        }
        self
    }

    fn key(&mut self, code: KeyCode) -> &mut Self {
        self.press(code, KeyModifiers::NONE)
    }

    fn alt(&mut self, code: KeyCode) -> &mut Self {
        self.press(code, KeyModifiers::ALT)
    }

    fn control(&mut self, letter: char) -> &mut Self {
        self.press(KeyCode::Char(letter), KeyModifiers::CONTROL)
    }

    fn typed(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            self.key(KeyCode::Char(character));
        }
        self
    }

    /// Acts again and again, until the screen is as wanted.
    #[track_caller]
    fn until(&mut self, wanted: impl Fn(&Screen) -> bool, mut act: impl FnMut(&mut Screen)) {
        for _ in 0..ENOUGH {
            if wanted(self) {
                return;
            }
            act(self);
        }
        panic!("it goes on for ever\n{}", self.text());
    }

    /// Types lines and runs each.
    fn run(&mut self, lines: &[&str]) -> &mut Self {
        for line in lines {
            self.typed(line).key(KeyCode::Enter);
        }
        self
    }

    /// A stream with a group, one entry acknowledged, one pending, one not delivered.
    fn fruits(&mut self) -> &mut Self {
        self.run(&[
            "XADD fruits 10-0 name banana color yellow",
            "XADD fruits 20-0 name apple color red",
            "XADD fruits 30-0 name orange color orange",
            "XGROUP CREATE fruits fruits-group 0",
        ]);
        self.key(KeyCode::F(3)).run(&[
            "XREADGROUP GROUP fruits-group worker-1 COUNT 2 STREAMS fruits >",
            ":clock +25s",
            "XACK fruits fruits-group 10-0",
        ])
    }

    fn buffer(&self, theme: &Theme) -> Buffer {
        let (columns, rows) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let frame = terminal
            .draw(|frame| tui::view_in(&self.state, theme, frame))
            .unwrap();
        frame.buffer.clone()
    }

    /// The characters on the screen, blanks at the ends of rows left out.
    fn text(&self) -> String {
        let buffer = self.buffer(&Theme::new(self.state.look));
        grid(&buffer, |buffer, x, y| buffer[(x, y)].symbol().to_owned())
    }

    /// The role of every cell that shows something.
    fn roles(&self) -> String {
        let buffer = self.buffer(&Theme::letters(self.state.look));
        grid(&buffer, |buffer, x, y| {
            let cell = &buffer[(x, y)];
            match cell.fg {
                Color::Indexed(at) if !cell.symbol().trim().is_empty() => {
                    LETTERS[usize::from(at)].1.to_string()
                }
                _ => " ".to_owned(),
            }
        })
    }
}

fn grid(buffer: &Buffer, cell: impl Fn(&Buffer, u16, u16) -> String) -> String {
    let area = buffer.area;
    // The cell behind a wide character shows nothing of its own.
    let hidden = |x: u16, y: u16| x > 0 && buffer[(x - 1, y)].symbol().width() > 1;
    let shown = |y: u16| (0..area.width).filter(move |x| !hidden(*x, y));
    let row = |y: u16| -> String { shown(y).map(|x| cell(buffer, x, y)).collect() };
    let rows: Vec<String> = (0..area.height).map(|y| row(y).trim_end().to_owned()).collect();
    rows.join("\n")
}

/// Compares a whole screen with the one kept as `tests/snapshots/screens__NAME.snap`.
#[track_caller]
fn shot(name: impl AsRef<str>, grid: impl AsRef<str>) {
    assert_snapshot!(name.as_ref(), grid.as_ref());
}
