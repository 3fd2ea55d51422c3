//! Sizes, colours, looking back: what holds for every pane alike.

use std::collections::BTreeMap;

use super::lessons::{lesson, shelf};
use super::*;
use ratatui::layout::Position;

/// The names and screens of states that have little in common.
fn states() -> Vec<(&'static str, Screen)> {
    let fruits = || {
        let mut screen = Screen::new(MIDDLE);
        screen.fruits();
        screen
    };
    let with = |what: &dyn Fn(&mut Screen)| {
        let mut screen = fruits();
        what(&mut screen);
        screen
    };
    let mut demo = Screen::new(MIDDLE);
    demo.state.shelf = shelf();
    demo.state.demo("bananas").unwrap();
    vec![
        ("empty", Screen::new(MIDDLE)),
        ("fruits", fruits()),
        ("lesson", lesson(MIDDLE)),
        ("demo", demo),
        (
            "pane",
            with(&|screen| {
                screen.key(KeyCode::F(4)).key(KeyCode::Up);
            }),
        ),
        (
            "popup",
            with(&|screen| {
                screen.typed("XREAD").key(KeyCode::Tab).key(KeyCode::Tab);
            }),
        ),
        (
            "help",
            with(&|screen| {
                screen.key(KeyCode::F(1)).key(KeyCode::Down);
            }),
        ),
        (
            "lessons",
            with(&|screen| {
                screen.key(KeyCode::F(5));
            }),
        ),
        (
            "past",
            with(&|screen| {
                screen.alt(KeyCode::Left).alt(KeyCode::Left);
            }),
        ),
        (
            "search",
            with(&|screen| {
                screen.control('r').typed("XA");
            }),
        ),
        (
            "split",
            with(&|screen| {
                screen.alt(KeyCode::Char('s')).typed("XREADGROUP GROUP バナナ");
            }),
        ),
        (
            "blocked",
            with(&|screen| {
                screen.run(&["XREAD BLOCK 0 STREAMS fruits $"]);
            }),
        ),
        (
            "wrong",
            with(&|screen| {
                screen.run(&["XADD fruits abc name kiwi", "SET k \"open", ":crash"]);
            }),
        ),
    ]
}

#[test]
fn every_size_is_drawn_and_the_cursor_stays_on_the_screen() {
    // Knuth's generator: the same sizes every time.
    let mut seed: u64 = 7;
    let mut random = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((seed >> 33) % below).unwrap() + 1
    };
    for (name, mut screen) in states() {
        let edges = [
            (1, 1),
            (2, 2),
            (35, 10),
            (36, 9),
            (36, 10),
            (60, 17),
            (99, 24),
            (100, 23),
            (250, 80),
        ];
        let sizes = (0..40).map(|_| (random(250), random(80))).collect::<Vec<_>>();
        for (columns, rows) in edges.into_iter().chain(sizes) {
            let focus = screen.state.camera.focus;
            screen.tell(Message::Resized(columns, rows));
            assert_eq!(
                screen.state.camera.focus, focus,
                "a change of size takes no keys away"
            );
            let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
            terminal.draw(|frame| tui::view(&screen.state, frame)).unwrap();
            let Position { x, y } = terminal.get_cursor_position().unwrap();
            assert!(x < columns && y < rows, "{name} {columns}x{rows}: {x},{y}");
        }
    }
}

#[test]
fn no_screen_differs_from_another_in_its_colours_only() {
    let steps = [
        "XADD fruits 10-0 name banana",
        "XADD fruits 20-0 name apple",
        "XGROUP CREATE fruits pickers 0",
        "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
        "XACK fruits pickers 10-0",
        "XREADGROUP GROUP pickers bob COUNT 1 STREAMS fruits >",
        "XCLAIM fruits pickers alice 0 20-0",
        "XDEL fruits 20-0",
        "XGROUP DELCONSUMER fruits pickers alice",
        ":crash",
    ];
    for size in [LARGE, MIDDLE] {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut screen = Screen::new(size);
        let mut look = |screen: &Screen| {
            // What is typed is coloured by what it is, which its place says as well.
            let (text, roles) = (screen.text(), screen.roles());
            let panes = text
                .lines()
                .zip(roles.lines())
                .take_while(|(text, _)| !text.contains("1 shop"));
            for (text, roles) in panes {
                let before = known.entry(text.to_owned()).or_insert_with(|| roles.to_owned());
                assert_eq!(before, roles, "in colours only:\n{text}");
            }
        };
        look(&screen);
        for line in steps {
            screen.run(&[line]);
            look(&screen);
            for _ in 0..4 {
                screen.key(KeyCode::F(4));
                look(&screen);
            }
            screen.key(KeyCode::Esc);
        }
    }
}

#[test]
fn panes_that_take_turns_stay_while_somebody_types() {
    let mut screen = Screen::new(MIDDLE);
    screen
        .fruits()
        .key(KeyCode::F(4))
        .key(KeyCode::F(4))
        .key(KeyCode::F(4));
    screen.run(&["XACK fruits fruits-group 20-0"]);
    assert!(
        screen.text().contains("F4 ~stream ~groups 1 [pending 0]"),
        "{}",
        screen.text()
    );
}

#[test]
fn odd_sizes_show_what_they_can() {
    for (columns, rows) in [(160, 45), (200, 20), (120, 20), (60, 50), (100, 24), (50, 34)] {
        let mut screen = Screen::new((columns, rows));
        shot(format!("fruits_{columns}x{rows}"), screen.fruits().text());
    }
    let mut screen = lesson((160, 45));
    shot("lesson_160x45", screen.text());
    screen.tell(Message::Resized(60, 50));
    shot("lesson_60x50", screen.text());
}

#[test]
fn looking_back_says_what_led_there_and_what_came_next() {
    let mut screen = Screen::new(LARGE);
    screen
        .fruits()
        .alt(KeyCode::Left)
        .alt(KeyCode::Left)
        .alt(KeyCode::Left);
    shot("past_120", screen.text());
    screen.key(KeyCode::Right).key(KeyCode::Right).key(KeyCode::Right);
    assert!(screen.text().contains("this is the newest moment"));
    screen.key(KeyCode::Enter);
    let mut screen = Screen::new(SMALL);
    screen.fruits();
    for _ in 0..20 {
        screen.alt(KeyCode::Left);
    }
    shot("past_40", screen.text());
}

#[test]
fn who_wants_nothing_to_move_sees_nothing_move() {
    let look = Look {
        still: true,
        ..Look::default()
    };
    let mut state = State::new(Clock::default(), Version::default(), look, NOW);
    for line in [
        "XADD s 1-0 a b",
        "XGROUP CREATE s g 0",
        "XREADGROUP GROUP g c STREAMS s >",
    ] {
        update(&mut state, Message::Paste(format!("{line}\n")));
    }
    assert_eq!(state.rest(), None, "idle times do not tick");
    let mut screen = Screen::with(LARGE, look);
    screen.state.shelf = shelf();
    screen.state.demo("bananas").unwrap();
    let mut now = NOW;
    let mut typed = Vec::new();
    let handed = |screen: &Screen| screen.text().contains("handed to worker-1");
    screen.until(handed, |screen| {
        now += screen.state.rest().expect("it plays");
        screen.tell(Message::Tick(now));
        typed.push(screen.state.desk().prompt.text().to_owned());
    });
    typed.dedup();
    let line = "XREADGROUP GROUP pickers worker-1 COUNT 1 STREAMS fruits >";
    assert_eq!(typed, ["", line, ""], "lines appear whole");
}

#[test]
fn themes_are_chosen_by_name() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":theme light"]);
    assert_eq!(screen.state.look.colours, Colours::Light);
    screen.run(&[":theme"]);
    assert!(
        screen
            .text()
            .contains("the theme is light; there are own, dark, light, none")
    );
    screen.run(&[":theme pink"]);
    assert!(screen.text().contains(":theme: there is no theme `pink`"));
}
