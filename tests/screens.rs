//! Keys in, whole screens out: the text of every cell, and for some screens a second grid with the role of every
//! cell as a letter, so that a change of colours does not churn them. The clock is held, so nothing moves by itself.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr as _;
use xtutor::app::{Effect, Look, Message, State, update};
use xtutor::command::Version;
use xtutor::lab::Clock;
use xtutor::lesson::Shelf;
use xtutor::tui::{self, LETTERS, Theme};

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

#[test]
fn the_first_start_shows_a_way_in() {
    assert_snapshot!("empty_120", Screen::new(LARGE).text());
    assert_snapshot!("empty_80", Screen::new(MIDDLE).text());
    assert_snapshot!("empty_40", Screen::new(SMALL).text());
}

#[test]
fn entries_carry_their_fate_and_groups_are_bookmarks() {
    assert_snapshot!("fruits_120", Screen::new(LARGE).fruits().text());
    assert_snapshot!("fruits_80", Screen::new(MIDDLE).fruits().text());
    assert_snapshot!("fruits_40", Screen::new(SMALL).fruits().text());
    assert_snapshot!("fruits_120_roles", Screen::new(LARGE).fruits().roles());
}

#[test]
fn the_other_panes_are_one_key_away() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().key(KeyCode::F(4)).key(KeyCode::F(4));
    assert_snapshot!("groups_80", screen.text());
    assert_snapshot!("pending_80", screen.key(KeyCode::F(4)).text());
    screen.typed("?");
    assert!(
        screen.text().contains("╭ help "),
        "`?` outside the prompt is a question"
    );
    screen.key(KeyCode::Esc).key(KeyCode::Esc).typed("?");
    assert!(
        screen.text().contains("worker-1> ?"),
        "inside the prompt it is a letter"
    );
}

#[test]
fn a_blocked_terminal_says_what_it_waits_for_and_the_others_stay_usable() {
    let wait = "XREADGROUP GROUP fruits-group worker-2 BLOCK 3000 STREAMS fruits >";
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().key(KeyCode::F(3)).run(&[wait, wait]);
        assert_snapshot!(format!("blocked_{name}"), screen.text());
        screen
            .key(KeyCode::F(3))
            .run(&["XADD fruits 40-0 name kiwi color green"]);
        assert_snapshot!(format!("woken_{name}"), screen.text());
    }
}

#[test]
fn a_held_clock_ends_a_wait_when_it_is_moved() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XREAD BLOCK 3000 STREAMS fruits $", ":clock +3s"]);
    assert_snapshot!("timed_out_80", screen.text());
}

#[test]
fn ctrl_c_ends_a_wait_then_clears_the_line_and_never_leaves() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XREAD BLOCK 0 STREAMS fruits $"]).control('c');
    assert!(!screen.state.lab.is_waiting(screen.state.here()));
    screen.typed("XADD").control('c');
    assert_eq!(screen.state.desk().prompt.text(), "");
    screen.control('c');
    assert!(screen.text().contains("Ctrl-D or :quit leaves"));
    assert!(!screen.effects.contains(&Effect::Quit));
    screen.control('d');
    assert!(screen.effects.contains(&Effect::Quit));
}

#[test]
fn an_error_points_at_its_place_and_says_the_mend() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().run(&["XADD fruits abc name kiwi"]);
        assert_snapshot!(format!("error_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XADD fruits abc name kiwi", "SET k \"open"]);
    assert_snapshot!("error_80_roles", screen.roles());
}

#[test]
fn completions_open_beside_the_word() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().typed("XREAD").key(KeyCode::Tab).key(KeyCode::Tab);
        assert_snapshot!(format!("popup_{name}"), screen.text());
        screen.key(KeyCode::Enter);
        assert_eq!(screen.state.desk().prompt.text(), "XREADGROUP ");
    }
}

#[test]
fn help_lies_over_everything() {
    assert_snapshot!("help_120", Screen::new(LARGE).key(KeyCode::F(1)).text());
    assert_snapshot!("help_80", Screen::new(MIDDLE).key(KeyCode::F(1)).text());
    assert_snapshot!("help_40", Screen::new(SMALL).key(KeyCode::F(1)).text());
    assert_snapshot!("help_command_80", Screen::new(MIDDLE).run(&["help XACK"]).text());
}

#[test]
fn a_deleted_entry_that_is_still_pending_stays_as_a_ghost() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().run(&["XDEL fruits 10-0 20-0"]);
        assert_snapshot!(format!("ghost_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&["XDEL fruits 10-0 20-0", "PING"]);
    assert_snapshot!("ghost_80_later", screen.text());
}

#[test]
fn steps_are_taken_back_and_looked_at_without_disturbing_anything() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().alt(KeyCode::Char('u'));
    assert_snapshot!("undone_80", screen.text());
    screen.alt(KeyCode::Char('y'));
    let before = screen.state.lab.steps();
    screen.alt(KeyCode::Left).alt(KeyCode::Left).alt(KeyCode::Left);
    assert_snapshot!("past_80", screen.text());
    screen.key(KeyCode::Esc);
    assert_eq!(screen.state.lab.steps(), before);
    screen.alt(KeyCode::Left).key(KeyCode::Enter);
    assert_eq!(screen.state.lab.steps(), (before.0 - 1, before.1));
}

#[test]
fn pasted_notes_run_line_by_line_and_a_wait_holds_them_back() {
    let mut screen = Screen::new(LARGE);
    let notes =
        "XADD fruits 1-0 a b // first\n// a note\nXREAD BLOCK 500 STREAMS fruits $\nXLEN fruits\nXRANGE fr";
    screen.tell(Message::Paste(notes.to_owned()));
    assert!(screen.state.lab.is_waiting(screen.state.here()));
    assert_eq!(screen.state.desk().queue.len(), 1);
    screen.tell(Message::Terminal(xtutor::app::Turn::Next));
    screen.run(&["XADD fruits 2-0 a b"]).key(KeyCode::F(2));
    assert_snapshot!("pasted_120", screen.text());
}

#[test]
fn wide_long_and_hostile_values_stay_in_their_columns() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[
        "XADD fruits 1-0 name バナナ note \"\\x1b[2J\\r\\n\"",
        "XADD fruits 2-0 name x note \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
        "XADD fruits 3-0 other y",
        "XADD fruits 4-0 a 1 a 2 b 3",
    ]);
    assert_snapshot!("hostile_80", screen.text());
}

#[test]
fn a_long_stream_shows_its_end_and_scrolls() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["1000 XADD long * n 1"]);
    assert!(screen.text().contains("long · 1,000 entries"));
    screen.alt(KeyCode::Up).alt(KeyCode::Up);
    assert_snapshot!(
        "scrolled_80",
        screen.text().lines().take(10).collect::<Vec<_>>().join("\n")
    );
    screen.alt(KeyCode::Down).alt(KeyCode::Down).alt(KeyCode::Down);
    assert!(!screen.text().contains("↓ more"));
}

#[test]
fn several_groups_each_have_their_bookmark() {
    let mut screen = Screen::new(LARGE);
    screen.fruits().run(&[
        "XGROUP CREATE fruits audit 10-0",
        "XGROUP CREATE fruits stats $",
        "RPUSH jobs a b",
    ]);
    screen.key(KeyCode::F(4)).key(KeyCode::F(4)).key(KeyCode::Up);
    assert_snapshot!("groups_120", screen.text());
}

#[test]
fn crashed_terminals_say_so() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&[":crash"]);
    screen.run(&["PING"]);
    assert_snapshot!("crashed_80", screen.text());
    screen.control('u').run(&[":start", "PING"]);
    assert!(screen.text().contains("PONG"));
}

#[test]
fn lines_typed_before_are_found_again() {
    let mut screen = Screen::new(MIDDLE);
    screen
        .run(&["XADD fruits 1-0 a b", "XLEN fruits", "XADD fruits 2-0 a b"])
        .typed("dra");
    screen.control('r').typed("XAD");
    assert!(screen.text().contains("(search `XAD`) XADD fruits 2-0 a b"));
    screen.control('r');
    assert_eq!(screen.state.desk().prompt.text(), "XADD fruits 1-0 a b");
    screen.key(KeyCode::Esc);
    assert_eq!(screen.state.desk().prompt.text(), "dra");
    screen
        .control('u')
        .key(KeyCode::Up)
        .key(KeyCode::Up)
        .key(KeyCode::Up);
    assert_eq!(screen.state.desk().prompt.text(), "XADD fruits 1-0 a b");
    let saved = screen
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::SaveHistory(_)));
    assert_eq!(saved.count(), 3);
    screen.control('u').run(&["AUTH secret"]);
    assert!(
        !screen
            .effects
            .contains(&Effect::SaveHistory("AUTH secret".to_owned()))
    );
}

#[test]
fn each_terminal_keeps_its_own_draft_and_scrollback() {
    let mut screen = Screen::new(MIDDLE);
    screen
        .typed("XADD fr")
        .alt(KeyCode::Char('3'))
        .typed("XLEN")
        .alt(KeyCode::Char('1'));
    assert_eq!(screen.state.desk().prompt.text(), "XADD fr");
    screen.control('u').run(&[":terminal audit"]);
    assert!(screen.text().contains("[4 audit]"));
    screen.alt(KeyCode::Char('u'));
    assert!(!screen.text().contains("audit]"), "opening it was undone");
    screen.control('u').run(&["20 PING"]).key(KeyCode::PageUp);
    assert!(screen.text().contains("rows below"));
}

#[test]
fn time_that_is_shown_wakes_the_screen_once_a_second_and_else_nobody_does() {
    let mut state = State::new(Clock::default(), Version::default(), Look::default(), NOW);
    assert_eq!(state.rest(), None);
    for line in [
        "XADD s 1-0 a b",
        "XGROUP CREATE s g 0",
        "XREADGROUP GROUP g c STREAMS s >",
    ] {
        update(&mut state, Message::Paste(format!("{line}\n")));
    }
    update(&mut state, Message::Tick(NOW + 300));
    assert_eq!(state.rest(), Some(700));
    update(&mut state, Message::Tick(NOW + 120_000));
    assert_eq!(state.rest(), Some(60_000 - (NOW + 120_000) % 60_000));
    update(&mut state, Message::Paste(":clock hold\n".to_owned()));
    assert_eq!(state.rest(), None);
}

#[test]
fn ascii_only_and_without_colour() {
    let look = Look {
        ascii: true,
        plain: true,
    };
    let mut screen = Screen::with(MIDDLE, look);
    screen.fruits().run(&["XDEL fruits 10-0 20-0"]);
    let text = screen.text();
    assert!(text.is_ascii(), "{text}");
    assert_snapshot!("ascii_80", text);
    screen.key(KeyCode::F(1));
    assert!(screen.text().is_ascii());
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    assert_snapshot!("tiny", Screen::new((30, 8)).text());
}

/// A screen with the lesson `bananas` open.
fn lesson(size: (u16, u16)) -> Screen {
    let mut screen = Screen::new(size);
    screen.state.shelf = shelf();
    screen.state.learn(Some("bananas")).unwrap();
    screen
}

fn shelf() -> Shelf {
    let text = include_str!("support/bananas.yaml").to_owned();
    let shelf = Shelf::from_texts(vec![("bananas.yaml".to_owned(), text)]);
    assert!(shelf.get("bananas").is_some(), "{:?}", shelf.faults());
    shelf
}

#[test]
fn a_lesson_is_learnt_step_by_step() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = lesson(size);
        assert_snapshot!(format!("lesson_read_{name}"), screen.text());
        screen.key(KeyCode::Enter).key(KeyCode::Enter);
        assert_snapshot!(format!("lesson_watched_{name}"), screen.text());
        screen.key(KeyCode::Enter);
        assert_eq!(screen.state.desk().prompt.text(), "XACK fruits pickers ");
        screen.control('u').run(&["XDEL fruits 10-0"]);
        assert_snapshot!(format!("lesson_mistake_{name}"), screen.text());
        screen.alt(KeyCode::Char('u')).run(&["XACK fruits pickers 10-0"]);
        assert_snapshot!(format!("lesson_done_{name}"), screen.text());
        screen.key(KeyCode::Enter).key(KeyCode::Down);
        assert_snapshot!(format!("lesson_question_{name}"), screen.text());
        screen.typed("1").key(KeyCode::Enter);
        assert_snapshot!(format!("lesson_answer_{name}"), screen.text());
        screen.key(KeyCode::Enter);
        assert_snapshot!(format!("lesson_end_{name}"), screen.text());
    }
}

#[test]
fn enter_does_not_skip_what_is_not_done_and_the_last_hint_is_the_line() {
    let mut screen = lesson(MIDDLE);
    screen.key(KeyCode::Enter).key(KeyCode::Enter).key(KeyCode::Enter);
    screen.control('u').key(KeyCode::Enter);
    assert!(screen.text().contains("not reached yet; F6 gives a hint"));
    screen.key(KeyCode::F(6));
    assert!(screen.text().contains("? Which ID stands in the pending list?"));
    screen.key(KeyCode::F(6));
    assert_eq!(screen.state.desk().prompt.text(), "XACK fruits pickers 10-0");
    screen.control('u').run(&[":hint"]);
    assert_eq!(screen.state.desk().prompt.text(), "XACK fruits pickers 10-0");
    screen.key(KeyCode::Enter);
    assert!(screen.text().contains("next step"));
    screen.key(KeyCode::F(7));
    assert!(screen.text().contains("lesson 2/4"));
}

#[test]
fn progress_is_kept_and_gone_on_with_and_the_sandbox_comes_back() {
    let mut screen = Screen::new(MIDDLE);
    screen.state.shelf = shelf();
    screen.run(&["XADD own 1-0 a b"]).key(KeyCode::F(5));
    assert_snapshot!("lessons_80", screen.text());
    screen.key(KeyCode::Enter).key(KeyCode::Enter);
    let saved = "xtutor progress 1\ndone bananas/look\nlast bananas/take\n".to_owned();
    assert_eq!(screen.effects.last(), Some(&Effect::SaveProgress(saved)));
    screen.key(KeyCode::F(5)).key(KeyCode::Up).key(KeyCode::Enter);
    assert!(screen.text().contains("sandbox ▸ own"));
    screen.run(&[":lesson bananas"]);
    assert!(
        screen.text().contains("lesson 2/4"),
        "it goes on where it was left"
    );
    screen.run(&[":lesson banana"]);
    assert!(screen.text().contains("did you mean `bananas`?"));
}

#[test]
fn a_demo_plays_stops_steps_back_and_lets_somebody_else_type() {
    let mut screen = Screen::new(LARGE);
    screen.state.shelf = shelf();
    screen.state.demo("bananas").unwrap();
    let mut now = NOW;
    while !screen.text().contains("handed to worker-1") {
        now += screen.state.rest().expect("it plays");
        screen.tell(Message::Tick(now));
    }
    assert_snapshot!("demo_120", screen.text());
    screen.typed(" ");
    assert_eq!(screen.state.rest(), None, "a stopped demo wakes nobody");
    screen.run(&["XLEN fruits"]);
    assert_snapshot!("demo_off_script_120", screen.text());
    screen.key(KeyCode::Left).key(KeyCode::Left);
    assert!(screen.text().contains("demo 1/4") && screen.text().contains("stopped"));
    for _ in 0..4 {
        screen.key(KeyCode::Right);
    }
    screen.tell(Message::Tick(now + 60_000));
    screen.key(KeyCode::Right);
    assert!(
        screen.text().contains("the end of this lesson"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::Esc);
    assert!(screen.text().contains("welcome"));
}

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
