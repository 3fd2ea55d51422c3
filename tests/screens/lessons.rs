//! Lessons and demos on the full screen.

use super::*;
use xtutor::app::Focus;
use xtutor::lesson::{Progress, Shelf, StepKind};

/// A screen with the lesson `bananas` open.
pub(super) fn lesson(size: (u16, u16)) -> Screen {
    let mut screen = Screen::new(size);
    screen.state.shelf = shelf();
    screen.state.learn(Some("bananas")).unwrap();
    screen
}

pub(super) fn shelf() -> Shelf {
    let text = include_str!("../support/bananas.yaml").to_owned();
    let shelf = Shelf::from_texts(vec![("bananas.yaml".to_owned(), text)]);
    assert!(shelf.get("bananas").is_some(), "{:?}", shelf.faults());
    shelf
}

/// Reads to the end of what the step says and goes on.
fn go_on(screen: &mut Screen) {
    screen.until(
        |screen| !screen.text().contains("more: Enter"),
        |screen| {
            screen.key(KeyCode::Enter);
        },
    );
    screen.key(KeyCode::Enter);
}

#[test]
fn on_a_small_screen_enter_reads_to_the_end_before_it_goes_on() {
    let mut screen = lesson(SMALL);
    let page = screen.text();
    assert!(
        page.contains("↓ more: Enter") && page.contains("Enter more"),
        "{page}"
    );
    screen.key(KeyCode::Enter);
    shot("lesson_read_on_40", screen.text());
    go_on(&mut screen);
    assert!(screen.text().contains("step 2/4"), "{}", screen.text());
    screen.key(KeyCode::F(7));
    assert!(
        screen.text().contains("Look first"),
        "it begins at the beginning again"
    );
}

#[test]
fn a_lesson_is_learnt_step_by_step() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = lesson(size);
        shot(format!("lesson_read_{name}"), screen.text());
        go_on(&mut screen);
        go_on(&mut screen);
        shot(format!("lesson_watched_{name}"), screen.text());
        go_on(&mut screen);
        assert_eq!(screen.state.desk().prompt.text(), "XACK fruits pickers ____");
        screen.control('u').run(&["XDEL fruits 10-0"]);
        shot(format!("lesson_mistake_{name}"), screen.text());
        screen.alt(KeyCode::Char('u')).run(&["XACK fruits pickers 10-0"]);
        shot(format!("lesson_done_{name}"), screen.text());
        go_on(&mut screen);
        screen.key(KeyCode::Down);
        shot(format!("lesson_question_{name}"), screen.text());
        screen.typed("1").key(KeyCode::Enter);
        shot(format!("lesson_answer_{name}"), screen.text());
        go_on(&mut screen);
        shot(format!("lesson_end_{name}"), screen.text());
    }
}

#[test]
fn an_answer_after_the_answer_is_no_command() {
    let mut screen = lesson(MIDDLE);
    let asks = |screen: &Screen| screen.state.asks();
    screen.until(asks, |screen| {
        go_on(screen);
        screen.control('u');
        if screen.text().contains("step 3/4") {
            screen.run(&["XACK fruits pickers 10-0"]);
        }
    });
    screen.typed("1").key(KeyCode::Enter);
    let steps = screen.state.lab.steps();
    screen.run(&["2"]);
    shot("lesson_answered_already_80", screen.text());
    assert_eq!(screen.state.lab.steps(), steps);
    screen.run(&["XLEN fruits"]);
    assert!(screen.text().contains("(integer)"), "commands still run");
}

/// Wherever one has looked before: each step shows what it is about, and the sandbox what it showed.
#[test]
fn a_step_opens_on_what_it_is_about() {
    let mut screen = Screen::new(MIDDLE);
    screen.state.shelf = shelf();
    screen
        .fruits()
        .key(KeyCode::F(4))
        .key(KeyCode::F(4))
        .key(KeyCode::F(4))
        .key(KeyCode::Esc);
    assert!(screen.text().contains("[pending 1]"), "{}", screen.text());
    screen.state.learn(Some("bananas")).unwrap();
    go_on(&mut screen);
    go_on(&mut screen);
    assert!(
        screen.text().contains("─ fruits · 2 entries"),
        "{}",
        screen.text()
    );
    for _ in 0..4 {
        screen.key(KeyCode::F(4));
    }
    screen.key(KeyCode::Esc);
    assert!(screen.text().contains("─ pending · pickers"), "{}", screen.text());
    screen.control('u').run(&["XACK fruits pickers 10-0"]);
    go_on(&mut screen);
    assert!(
        screen.text().contains("─ fruits · 2 entries"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::F(5)).key(KeyCode::Up).key(KeyCode::Enter);
    assert!(screen.text().contains("[pending 1]"), "{}", screen.text());
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
    assert!(screen.text().contains("step 2/4"));
}

#[test]
fn a_text_has_the_room_of_panes_that_have_nothing_to_show() {
    let mut screen = Screen::new(MIDDLE);
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("tickets-first-sale")).unwrap();
    shot("lesson_all_there_is_80", screen.text());
    screen.key(KeyCode::F(4));
    shot("lesson_all_there_is_f4_80", screen.text());
    screen.key(KeyCode::Esc).run(&["XADD tickets 1-0 seat 1"]);
    shot("lesson_something_to_see_80", screen.text());
}

#[test]
fn the_list_of_lessons_has_the_tracks_and_what_is_done_and_goes_on_below_the_screen() {
    for (size, name) in [(LARGE, "120"), (MIDDLE, "80"), (SMALL, "40")] {
        let mut screen = Screen::new(size);
        screen.state.shelf = Shelf::embedded();
        let first = screen.state.shelf.get("tickets-first-sale").unwrap().clone();
        let third = screen.state.shelf.get("tickets-two-doors").unwrap().clone();
        let done = first
            .steps()
            .map(|(step, _)| format!("done {}/{step}\n", first.id))
            .chain(
                third
                    .steps()
                    .take(3)
                    .map(|(step, _)| format!("done {}/{step}\n", third.id)),
            );
        let progress = format!("xtutor progress 2\n{}", done.collect::<String>());
        screen.state.progress = Progress::parse(&progress).unwrap();
        screen.key(KeyCode::F(5));
        shot(format!("lessons_course_{name}"), screen.text());
        for _ in 0..9 {
            screen.key(KeyCode::Down);
        }
        shot(format!("lessons_course_middle_{name}"), screen.text());
        for _ in 0..10 {
            screen.key(KeyCode::Up);
        }
        screen.key(KeyCode::Up);
        shot(format!("lessons_course_end_{name}"), screen.text());
    }
}

#[test]
fn progress_is_kept_and_gone_on_with_and_the_sandbox_comes_back() {
    let mut screen = Screen::new(MIDDLE);
    screen.state.shelf = shelf();
    screen.run(&["XADD own 1-0 a b"]).key(KeyCode::F(5));
    shot("lessons_80", screen.text());
    screen.key(KeyCode::Enter).key(KeyCode::Enter);
    let saved = "xtutor progress 3\ndone bananas/look\nlast bananas/take\ntext 5bc234720d32147d\ndid next\n"
        .to_owned();
    assert_eq!(screen.effects.last(), Some(&Effect::SaveProgress(saved)));
    screen.key(KeyCode::F(5)).key(KeyCode::Up).key(KeyCode::Enter);
    assert!(screen.text().contains("sandbox ▸ own"));
    screen.run(&[":lesson bananas"]);
    assert!(screen.text().contains("step 2/4"), "it goes on where it was left");
    screen.run(&[":lesson banana"]);
    assert!(screen.text().contains("did you mean `bananas`?"));
}

#[test]
fn a_demo_plays_stops_steps_back_and_lets_somebody_else_type() {
    let mut screen = Screen::new(LARGE);
    screen.state.shelf = shelf();
    screen.state.demo("bananas").unwrap();
    let mut now = NOW;
    let handed = |screen: &Screen| screen.text().contains("handed to worker-1");
    screen.until(handed, |screen| {
        now += screen.state.rest().expect("it plays");
        screen.tell(Message::Tick(now));
    });
    shot("demo_120", screen.text());
    screen.typed(" ");
    assert_eq!(screen.state.rest(), None, "a stopped demo wakes nobody");
    screen.run(&["XLEN fruits"]);
    shot("demo_off_script_120", screen.text());
    screen.key(KeyCode::Left).key(KeyCode::Left);
    assert!(screen.text().contains("demo step 1/4") && screen.text().contains("stopped"));
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

/// Takes every hint, types what the last one says, gives each question its first answer, and reads on.
fn take_a_step(screen: &mut Screen) {
    screen.control('u');
    let study = screen.state.study.as_ref().unwrap();
    let step = study.view(&screen.state.lab);
    match step.kind {
        StepKind::Do if !step.done => {
            for _ in 0..step.hints_left {
                screen.key(KeyCode::F(6));
                fits(screen);
            }
            let line = screen.state.desk().prompt.text().to_owned();
            assert!(!line.is_empty(), "{}", screen.text());
        }
        StepKind::Predict if !step.done => drop(screen.typed("1")),
        _ => {}
    }
    screen.key(KeyCode::Enter);
}

fn fits(screen: &Screen) {
    let text = screen.text();
    assert!(!text.contains("↓ more:"), "{text}");
}

#[test]
fn no_page_of_the_course_has_to_be_read_on_where_there_are_80_columns_and_24_rows() {
    let course = Shelf::embedded();
    let dutch = Shelf::embedded().in_language(Some("nl"));
    let english = course.list().iter().map(|lesson| (lesson, Shelf::embedded()));
    let translated = (dutch.get("tickets-first-sale").unwrap(), dutch.clone());
    for (lesson, shelf) in english.chain([translated]) {
        let mut screen = Screen::new(MIDDLE);
        screen.state.shelf = shelf;
        screen.state.learn(Some(&lesson.id)).unwrap();
        let ended = |screen: &Screen| screen.text().contains("the end of this lesson");
        screen.until(ended, |screen| {
            fits(screen);
            take_a_step(screen);
        });
        fits(&screen);
    }
}

#[test]
fn a_recording_is_seen_in_the_top_line() {
    let top = |size: (u16, u16)| {
        let mut screen = Screen::new(size);
        screen.run(&["XADD own 1-0 a b", ":lesson record mine", "XADD own 2-0 a b"]);
        let top = screen
            .text()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_owned();
        // A lesson is none of it.
        screen.state.shelf = shelf();
        screen.run(&[":lesson bananas"]);
        assert!(!screen.text().contains("recording mine"));
        top
    };
    assert!(top(LARGE).starts_with(" xtutor  sandbox ▸ own   ● recording mine (1)"));
    assert_eq!(top(SMALL), " xtutor  sandbox   ● recording mine (1)");
}

#[test]
fn a_lesson_speaks_another_language_on_the_screen() {
    let mut screen = Screen::new(LARGE);
    screen.state.language = Some("nl".to_owned());
    screen.key(KeyCode::F(5));
    assert!(screen.text().contains("De eerste kaartjes"), "{}", screen.text());
    screen
        .run(&[":lesson tickets-first-sale"])
        .key(KeyCode::Enter)
        .key(KeyCode::F(6));
    shot("lesson_nl_120", screen.text());
    let mut screen = Screen::new(MIDDLE);
    screen.state.language = Some("nl".to_owned());
    screen.run(&[":lesson tickets-first-sale"]);
    shot("lesson_nl_80", screen.text());
}

/// The lesson's step in which worker-1 has the banana and is to take the apple.
fn before_the_apple(size: (u16, u16)) -> Screen {
    let mut screen = Screen::new(size);
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("fruits-crash")).unwrap();
    screen.until(
        |screen| screen.text().contains("step 3/11"),
        |screen| {
            screen.key(KeyCode::Enter);
        },
    );
    screen
}

#[test]
fn a_goal_is_seen_as_it_will_look_and_the_next_key_brings_back_what_is() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE)] {
        let mut screen = before_the_apple(size);
        let before = screen.text();
        screen.alt(KeyCode::Char('g'));
        shot(format!("aim_{name}"), screen.text());
        screen.tell(Message::Tick(NOW + 3_600_000));
        screen.key(KeyCode::Esc);
        assert_eq!(screen.text(), before);
        // Another key does what it always does.
        let steps = screen.state.lab.steps();
        screen.alt(KeyCode::Char('g')).key(KeyCode::F(6));
        let study = screen.state.study.as_ref().unwrap();
        assert_eq!(study.view(&screen.state.lab).hints_left, 3);
        assert!(!screen.text().contains("as it will"), "{}", screen.text());
        screen.alt(KeyCode::Char('g')).key(KeyCode::F(3));
        assert!(!screen.text().contains("as it will"), "{}", screen.text());
        assert_eq!(screen.state.lab.steps(), steps);
    }
    let mut screen = before_the_apple(MIDDLE);
    screen.alt(KeyCode::Char('g'));
    for pane in [Focus::Stream, Focus::Groups, Focus::Pending] {
        screen.key(KeyCode::F(4));
        assert!(screen.text().contains("as it will"), "{}", screen.text());
        assert_eq!(screen.state.pane, pane);
    }
}

#[test]
fn a_goal_that_cannot_be_seen_says_why() {
    let said = |screen: &mut Screen| {
        screen.alt(KeyCode::Char('g'));
        screen.state.notice.clone().unwrap_or_default()
    };
    assert_eq!(
        said(&mut Screen::new(LARGE)),
        "goals belong to the steps of a lesson: F5 opens one"
    );
    let lesson = |shown: &str| {
        format!(
            "schema: stream-lesson/1\nid: hidden\ntitle: Hidden\nterminals: [{{id: shop}}]\nsteps:\n  - id: one\n    kind: do\n    \
             text: Do it.\n    show-goal: {shown}\n    goal: [{{stream: s, length: 1}}]\n    solution: [XADD s * a b]\n    \
             hints: [Think.]\n  - {{id: two, kind: do, text: Ask., goal: [{{ran: XLEN}}], solution: [XLEN s]}}\n"
        )
    };
    let opened = |shown: &str| {
        let mut screen = Screen::new(LARGE);
        screen.state.shelf = Shelf::from_texts(vec![("hidden.yaml".to_owned(), lesson(shown))]);
        screen.state.learn(Some("hidden")).unwrap();
        screen
    };
    assert_eq!(
        said(&mut opened("never")),
        "this goal is not shown: find out what it looks like"
    );
    let mut screen = opened("after-hint");
    assert_eq!(said(&mut screen), "this goal is shown after a hint: F6");
    screen.key(KeyCode::F(6)).alt(KeyCode::Char('g'));
    assert!(screen.text().contains("as it will be"), "{}", screen.text());
    screen.run(&["SET s text"]);
    assert!(said(&mut screen).contains(":undo"), "{:?}", screen.state.notice);
    screen.run(&["DEL s", "XADD s * a b"]);
    assert_eq!(
        said(&mut screen),
        "the goal is reached: this is what it looks like"
    );
    screen.key(KeyCode::Enter);
    assert_eq!(
        said(&mut screen),
        "what is stored stays as it is: this goal is about what you ask or do"
    );
}

#[test]
fn the_panes_that_a_step_points_at_are_marked_in_their_edges() {
    let mut screen = Screen::new(LARGE);
    let lesson = "schema: stream-lesson/1\nid: looks\ntitle: Looks\nterminals: [{id: shop}]\nsetup: [XADD s 1-1 a b, XGROUP \
                  CREATE s g 0]\nsteps:\n  - {id: one, kind: read, text: Read.}\n  - {id: two, kind: read, text: Look., focus: \
                  [group.last-delivered, pel, terminals]}\n"
        .to_owned();
    screen.state.shelf = Shelf::from_texts(vec![("looks.yaml".to_owned(), lesson)]);
    screen.state.learn(Some("looks")).unwrap();
    assert!(!screen.text().contains("look here"));
    screen.key(KeyCode::Enter);
    shot("focus_120", screen.text());
    screen.tell(Message::Resized(MIDDLE.0, MIDDLE.1));
    shot("focus_80", screen.text());
}

#[test]
fn notes_for_the_instructor_are_seen_in_a_demo_only() {
    let mut screen = Screen::new(LARGE);
    screen.state.shelf = Shelf::embedded();
    screen.state.demo("tickets-first-sale").unwrap();
    screen.typed(" ");
    assert!(!screen.text().contains("Leave the picture"));
    screen.alt(KeyCode::Char('n'));
    shot("demo_notes_120", screen.text());
    screen.key(KeyCode::Esc);
    assert!(!screen.text().contains("Leave the picture"));
    screen.state.learn(Some("tickets-first-sale")).unwrap();
    screen.alt(KeyCode::Char('n'));
    assert!(!screen.text().contains("Leave the picture"));
}
