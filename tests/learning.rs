//! A learner's run through the lessons of the course: goals, mistakes, predictions, hints, undo and stepping back.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::sync::Arc;

use xtutor::app::{Look, Message, State, update};
use xtutor::command::{Line, Version};
use xtutor::lab::{Action, Clock, Lab};
use xtutor::lesson::{FeedbackKind, Progress, Session, Shelf, StepKind, StepView};

struct Learner {
    session: Session,
    lab: Lab,
}

impl Learner {
    fn of(lesson: &str) -> Learner {
        let lesson = Shelf::embedded().get(lesson).unwrap().clone();
        let (session, lab) = Session::start(lesson);
        Learner { session, lab }
    }

    fn at(lesson: &str, step: &str) -> Learner {
        let lesson = Shelf::embedded().get(lesson).unwrap().clone();
        let (session, lab) = Session::start_at(lesson, step);
        assert_eq!(session.step_id(), step);
        Learner { session, lab }
    }

    fn act(&mut self, action: &Action) {
        let outcome = self.lab.act(action.clone(), 0);
        self.session.observe(&self.lab, action, &outcome);
    }

    /// Types a line in the step's terminal, or in the one named before `> `.
    fn types(&mut self, typed: &str) -> StepView {
        let (terminal, line) = match typed.split_once("> ") {
            Some((name, line)) => (self.terminal(name), line),
            None => (self.view().terminal.unwrap(), typed),
        };
        let line = Line::parse(line.as_bytes()).unwrap();
        self.act(&Action::Run(terminal, line.argv().to_owned()));
        self.view()
    }

    fn terminal(&self, name: &str) -> xtutor::lab::TerminalId {
        let at = self
            .lab
            .terminals()
            .iter()
            .position(|terminal| terminal.name == name);
        xtutor::lab::TerminalId(at.unwrap())
    }

    fn view(&self) -> StepView {
        self.session.view(&self.lab)
    }

    fn undo(&mut self) {
        self.lab.undo().unwrap();
        self.session.rewound(&self.lab);
    }

    fn redo(&mut self) {
        self.lab.redo().unwrap();
        self.session.rewound(&self.lab);
    }

    fn next(&mut self) -> &str {
        self.session.next(&mut self.lab);
        self.session.step_id()
    }
}

fn said(view: &StepView) -> (FeedbackKind, &str) {
    let feedback = view.feedback.as_ref().unwrap();
    (feedback.kind, feedback.text.trim_end())
}

fn goals(view: &StepView) -> Vec<(bool, &str)> {
    view.goals
        .iter()
        .map(|goal| (goal.met, goal.text.as_str()))
        .collect()
}

const FIRST: &str = "XADD tickets * name \"Jim Crews\" seat \"B12\" movieId 53 sessionId 832";

#[test]
fn the_first_step_is_read_and_the_second_is_done() {
    let mut learner = Learner::of("tickets-first-sale");
    let view = learner.view();
    assert_eq!(
        (view.index, view.total, view.kind, view.done),
        (0, 11, StepKind::Read, true)
    );
    assert_eq!(learner.next(), "first-ticket");
    let view = learner.view();
    assert_eq!((view.prompt.as_str(), view.done), (FIRST, false));
    assert_eq!(goals(&view), [(false, "tickets: not there yet")]);
    assert_eq!(learner.next(), "first-ticket", "an open goal holds the learner");
    let view = learner.types(FIRST);
    assert!(view.done);
    assert_eq!(
        said(&view),
        (
            FeedbackKind::Success,
            "One entry. Its ID is the time in milliseconds, a dash, and a\ncounter for entries within the same millisecond."
        )
    );
    assert_eq!(learner.next(), "two-more");
}

#[test]
fn a_mistake_has_its_own_answer_whatever_was_looked_at_before() {
    let mut learner = Learner::at("tickets-first-sale", "first-ticket");
    for line in ["PING", "xlen tickets", "office> XRANGE tickets - +"] {
        assert_eq!(learner.types(line).feedback, None, "{line}");
    }
    let view = learner.types("xadd ticket * name \"Jim Crews\" seat B12 movieId 53 sessionId 832");
    assert_eq!(said(&view).0, FeedbackKind::Mistake);
    assert!(
        said(&view)
            .1
            .starts_with("There is a stream now, but under another name")
    );
    learner.undo();
    assert_eq!(learner.view().feedback, None);
    let view = learner.types("XADD tickets * name Jim");
    assert_eq!(said(&view).0, FeedbackKind::Hint);
    learner.undo();
    let view = learner.types("XADD tickets * name Jim Crews seat B12 movieId 53 sessionId 832");
    assert!(said(&view).1.starts_with("Without quotes"));
}

#[test]
fn a_mistake_without_effect_is_known_by_its_command() {
    let mut learner = Learner::at("fruits-crash", "who-holds-what");
    assert_eq!(learner.types("XINFO GROUPS fruits").feedback, None);
    let view = learner.types("xpending fruits fruits-group");
    assert!(said(&view).1.starts_with("That is the summary"));
    assert_eq!(
        goals(&view),
        [(false, "XPENDING shows the two entries, one by one")]
    );
    let view = learner.types("XPENDING fruits fruits-group - + 5 worker-1");
    assert_eq!((said(&view).0, view.done), (FeedbackKind::Success, true));
}

/// A read that reached the goal is taken back by itself; one that did not is passed over.
#[test]
fn undo_of_changes_stops_where_a_read_took_the_lesson_on() {
    let mut learner = Learner::at("fruits-crash", "who-holds-what");
    let start = learner.lab.steps().0;
    learner.types("XLEN fruits");
    assert!(learner.types("XPENDING fruits fruits-group - + 10").done);
    learner.types("XLEN fruits");
    let Learner { session, lab } = &mut learner;
    let undone = lab.undo_changes(1, |step| session.goes_on_at(step)).unwrap();
    assert_eq!((undone.step, undone.with.total()), (start + 1, 1));
    session.rewound(lab);
    assert!(!learner.view().done && learner.session.step_id() == "who-holds-what");
    let Learner { session, lab } = &mut learner;
    let redone = lab.redo_changes(1, |step| session.goes_on_at(step)).unwrap();
    assert_eq!((redone.step, redone.with.total()), (start + 3, 1));
    session.rewound(lab);
    assert!(learner.view().done);
}

/// Who undoes, looks around and goes on again finds the lesson as it was; what was looked at counts until then.
#[test]
fn a_look_after_an_undo_keeps_what_can_be_done_again_in_the_lesson_too() {
    let mut learner = Learner::at("tickets-first-sale", "first-ticket");
    assert!(learner.types(FIRST).done);
    learner.next();
    let (ahead, steps) = (learner.view(), learner.lab.steps());
    learner.undo();
    let view = learner.types("XLEN tickets");
    assert_eq!((view.index, view.done, view.typed), (1, false, 1));
    let view = learner.types("XADD tickets");
    assert_eq!(
        (view.done, view.typed, learner.lab.steps()),
        (false, 2, (steps.0 - 1, steps.1))
    );
    // Another moment is looked at, and nothing is forgotten.
    learner.lab.look(0);
    learner.session.looked(&learner.lab);
    learner.lab.come_home();
    learner.session.came_home();
    assert_eq!(learner.view(), view);
    learner.redo();
    assert_eq!(learner.view(), ahead);
    learner.undo();
    assert_eq!(learner.view().typed, 0);
    learner.types("XLEN tickets");
    let view = learner.types(FIRST);
    assert_eq!((view.done, view.typed), (true, 2));
}

/// A goal that a read reaches is reached after an undo as well.
#[test]
fn a_read_after_an_undo_reaches_its_goal() {
    let mut learner = Learner::at("fruits-crash", "who-holds-what");
    learner.types("XADD fruits 40-0 name plum");
    learner.undo();
    assert!(learner.types("XPENDING fruits fruits-group - + 10").done);
    let lines = learner.session.diary().unwrap().to_vec();
    let lesson = Shelf::embedded().get("fruits-crash").unwrap().clone();
    let lines = lines.iter().map(String::as_str);
    let (session, lab) = Session::resume(lesson, lines).unwrap();
    assert_eq!(
        (session.view(&lab), lab.steps()),
        (learner.view(), learner.lab.steps())
    );
    learner.redo();
    learner.undo();
    assert!(learner.view().done, "what was learnt by looking stays");
}

#[test]
fn undo_and_redo_carry_the_lesson_along() {
    let mut learner = Learner::at("tickets-first-sale", "first-ticket");
    learner.types(FIRST);
    learner.next();
    learner.types("XADD tickets * name \"Arthur Crews\" seat B13 movieId 53 sessionId 832");
    assert_eq!(
        goals(&learner.view()),
        [(
            false,
            "tickets: 2 entries, goal 3; no entry with name Beth Harmon seat B11"
        )]
    );
    learner.undo();
    assert_eq!(learner.session.step_id(), "two-more");
    learner.undo();
    assert_eq!(
        (learner.session.step_id(), learner.view().done),
        ("first-ticket", false)
    );
    learner.redo();
    assert_eq!(learner.session.step_id(), "two-more");
    learner.redo();
    let view = learner.types("XADD tickets * name \"Beth Harmon\" seat B11 movieId 53 sessionId 832");
    assert!(view.done, "{view:?}");
}

#[test]
fn stepping_back_shows_the_state_of_that_moment_and_forward_again_needs_no_new_work() {
    let mut learner = Learner::at("tickets-first-sale", "read-all");
    let length = |learner: &Learner| {
        let stream = learner.lab.engine().db(0).stream(b"tickets").unwrap();
        stream.map_or(0, xtutor::store::Stream::len)
    };
    assert_eq!(length(&learner), 3);
    learner.session.back(&mut learner.lab);
    assert_eq!(
        (learner.session.step_id(), length(&learner), learner.view().done),
        ("two-more", 1, false)
    );
    learner.session.back(&mut learner.lab);
    assert_eq!((learner.session.step_id(), length(&learner)), ("first-ticket", 0));
    learner.session.back(&mut learner.lab);
    learner.session.back(&mut learner.lab);
    assert_eq!(learner.session.step_id(), "picture");
    for step in ["first-ticket", "two-more", "read-all"] {
        assert_eq!(learner.next(), step);
    }
    assert_eq!(length(&learner), 3);
    assert_eq!(learner.next(), "read-all", "further than before it does not lead");
    learner.session.back(&mut learner.lab);
    learner.types("XADD tickets * something else");
    assert_eq!(
        learner.next(),
        "two-more",
        "who does something else has to do the step again"
    );
}

#[test]
fn a_prediction_is_answered_by_the_engine() {
    let mut learner = Learner::at("tickets-first-sale", "who-gets-what");
    let view = learner.view();
    assert_eq!(
        (view.kind, view.done, view.options.len()),
        (StepKind::Predict, false, 3)
    );
    assert!(
        view.options
            .iter()
            .all(|option| option.right.is_none() && !option.chosen)
    );
    assert_eq!(learner.next(), "who-gets-what");
    let played = learner.session.answer(0, &mut learner.lab);
    let lines: Vec<&str> = played.iter().map(|played| played.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "XREADGROUP GROUP ticketgroup consumer-1 COUNT 2 STREAMS tickets >",
            "XREADGROUP GROUP ticketgroup consumer-2 COUNT 2 STREAMS tickets >"
        ]
    );
    let view = learner.view();
    let shown: Vec<_> = view
        .options
        .iter()
        .map(|option| (option.right, option.chosen))
        .collect();
    assert_eq!(
        shown,
        [(Some(false), true), (Some(true), false), (Some(false), false)]
    );
    let (kind, text) = said(&view);
    assert_eq!(kind, FeedbackKind::Explain);
    assert!(text.starts_with(
        "You said **the same two, B12 and B13**; it is **the next two, B11 and B10**.\n\nWithin one group"
    ));
    assert!(
        learner.session.answer(1, &mut learner.lab).is_empty(),
        "answered is answered"
    );
    // Undo into the middle of the reveal: what is left of it can be played again.
    learner.undo();
    assert!(!learner.view().done);
    assert_eq!(learner.session.answer(1, &mut learner.lab).len(), 1);
    assert!(
        said(&learner.view())
            .1
            .starts_with("You said **the next two, B11 and B10**, and so it is.")
    );
    assert_eq!(learner.next(), "checked");
}

#[test]
fn hints_end_with_the_line_to_type() {
    let mut learner = Learner::at("tickets-first-sale", "last-seat");
    assert_eq!(learner.view().hints_left, 4);
    let hint = |learner: &mut Learner| learner.session.hint(&learner.lab).unwrap();
    assert!(hint(&mut learner).starts_with("Three commands"));
    assert_eq!(said(&learner.view()).0, FeedbackKind::Hint);
    hint(&mut learner);
    let third = "consumer-2 still has 1720975546555-0 and 1720975547555-0; the third ID is in its reply.";
    assert_eq!(hint(&mut learner), third);
    assert_eq!(
        hint(&mut learner),
        "In office, type this: `XADD tickets * name \"Vasily Borgov\" seat \"B14\" movieId 53 sessionId 832`"
    );
    learner.types("office> XADD tickets * name \"Vasily Borgov\" seat \"B14\" movieId 53 sessionId 832");
    assert_eq!(
        hint(&mut learner),
        "Type this: `XREADGROUP GROUP ticketgroup consumer-2 STREAMS tickets >`"
    );
    // Half of the last line done in another way: the rest is still found.
    learner.types("XREADGROUP GROUP ticketgroup consumer-2 COUNT 1 STREAMS tickets >");
    let (_, line) = learner.session.solution_line(&learner.lab).unwrap();
    let b14 = line.rsplit(' ').next().unwrap().to_owned();
    let last = learner
        .lab
        .engine()
        .db(0)
        .stream(b"tickets")
        .unwrap()
        .unwrap()
        .last_id
        .to_string();
    assert_eq!(b14, last);
    assert!(learner.types(&line).done);
}

#[test]
fn a_wait_is_woken_from_another_terminal() {
    let mut learner = Learner::at("tickets-first-sale", "wait-for-one");
    let view = learner.types("consumer-1> XREAD STREAMS tickets $");
    assert!(said(&view).1.starts_with("Nothing, and at once"));
    learner.types("consumer-1> XREAD BLOCK 0 STREAMS tickets $");
    let sold = "office> XADD tickets * name \"Alma Wheatley\" seat B10 movieId 53 sessionId 832";
    let view = learner.types(sold);
    assert!(view.done);
    assert!(view.goals.iter().all(|goal| goal.met));
    learner.undo();
    learner.undo();
    let view = learner.types(sold);
    assert!(
        said(&view)
            .1
            .starts_with("The ticket is sold, but nobody was waiting")
    );
}

#[test]
fn work_stolen_too_early_is_not_a_rescue() {
    let mut learner = Learner::at("fruits-crash", "strawberry");
    learner.types("XAUTOCLAIM fruits fruits-group worker-2 0 0-0");
    learner.act(&Action::Advance(10_000));
    let last = learner
        .lab
        .engine()
        .db(0)
        .stream(b"fruits")
        .unwrap()
        .unwrap()
        .last_id;
    let view = learner.types(&format!("XACK fruits fruits-group {last}"));
    assert_eq!(
        goals(&view),
        [
            (false, "worker-2 took it over, not before ten seconds had gone by"),
            (true, "fruits-group: 0 pending"),
            (true, "fruits: 4 entries")
        ]
    );
    for _ in 0..3 {
        learner.undo();
    }
    learner.act(&Action::Advance(10_000));
    learner.types(&format!("XCLAIM fruits fruits-group worker-2 10000 {last}"));
    assert!(learner.types(&format!("XACK fruits fruits-group {last}")).done);
    learner.next();
    assert!(learner.session.is_finished());
    assert!(learner.session.after().starts_with("Handed out is not done."));
}

#[test]
fn a_worked_example_is_played_action_by_action() {
    let mut learner = Learner::at("fruits-crash", "banana");
    assert_eq!((learner.view().actions_left, learner.view().done), (1, false));
    let played = learner.session.watch_next(&mut learner.lab).unwrap();
    assert_eq!(
        played.line,
        "XREADGROUP GROUP fruits-group worker-1 COUNT 1 STREAMS fruits >"
    );
    assert_eq!((learner.view().actions_left, learner.view().done), (0, true));
    assert_eq!(learner.session.watch_next(&mut learner.lab), None);
    learner.undo();
    assert_eq!(learner.view().actions_left, 1);
    assert_eq!(learner.next(), "apple", "next plays what is left");
}

#[test]
fn what_is_given_belongs_to_the_step() {
    let mut learner = Learner::at("fruits-crash", "finish");
    learner.types("XACK fruits fruits-group 10-0 20-0");
    let played = learner.session.next(&mut learner.lab);
    let lines: Vec<&str> = played.iter().map(|played| played.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "XADD fruits * name strawberry color red",
            "XREADGROUP GROUP fruits-group worker-1 STREAMS fruits >",
            ":crash worker-1"
        ]
    );
    learner.undo();
    assert_eq!(learner.session.step_id(), "strawberry");
    let again = learner.session.next(&mut learner.lab);
    assert_eq!(again.len(), 1, "an undone gift is given again");
    assert_eq!(learner.session.step_id(), "strawberry");
}

#[test]
fn a_lesson_is_shared_and_never_changed() {
    let lesson = Shelf::embedded().get("fruits-crash").unwrap().clone();
    let (mut session, mut lab) = Session::start(Arc::clone(&lesson));
    session.next(&mut lab);
    assert!(Arc::ptr_eq(session.lesson(), &lesson));
}

#[test]
fn a_lesson_is_taken_up_in_the_middle_of_a_step() {
    let mut learner = Learner::of("tickets-first-sale");
    let mut progress = Progress::default();
    learner.next();
    learner.types("XADD tickets * name Jim");
    learner.undo();
    learner.session.hint(&learner.lab);
    learner.types(FIRST);
    learner.next();
    learner.types("XADD tickets * name \"Arthur Crews\" seat \"B\\x31\\x33\" movieId 53 sessionId 832");
    assert!(progress.note(&learner.session, &learner.lab));
    assert!(!progress.note(&learner.session, &learner.lab), "nothing is new");
    let read = Progress::parse(&progress.print()).unwrap();
    assert_eq!(read, progress);
    let (session, lab) = read.resume(learner.session.lesson());
    assert_eq!(session.view(&lab), learner.view());
    assert_eq!(
        (lab.steps(), format!("{:?}", lab.engine())),
        (learner.lab.steps(), format!("{:?}", learner.lab.engine()))
    );
    // Another text has other steps: then the step is begun from the state that the lesson itself would have.
    let text = include_str!("../lessons/tickets-first-sale.yaml").replace("Jim Crews", "Jim Carter");
    let shelf = Shelf::from_texts(vec![("tickets-first-sale.yaml".to_owned(), text)]);
    let (session, lab) = read.resume(shelf.get("tickets-first-sale").unwrap());
    assert_eq!((session.step_id(), lab.steps().0), ("two-more", 1));
    // A line that nobody wrote is no reason to lose the lesson.
    let odd = format!("{}did juggle 3\n", progress.print());
    let (session, _) = Progress::parse(&odd).unwrap().resume(learner.session.lesson());
    assert_eq!(session.step_id(), "two-more");
}

#[test]
fn a_file_that_is_saved_is_read_again_at_the_step_where_one_is() {
    let text = include_str!("../lessons/tickets-first-sale.yaml");
    let read = |text: String| Shelf::from_texts(vec![("tickets-first-sale.yaml".to_owned(), text)]);
    let mut state = State::new(Clock::default(), Version::default(), Look::default(), 0);
    state.learn(Some("tickets-first-sale")).unwrap();
    for message in [Message::Enter, Message::Enter] {
        update(&mut state, message);
    }
    assert_eq!(state.study.as_ref().unwrap().session().step_id(), "first-ticket");
    state.reload(read(text.replace("Jim Crews buys seat B12.", "Jim wants B12.")));
    let study = state.study.as_ref().unwrap();
    assert!(study.view(&state.lab).text.starts_with("Jim wants B12."));
    assert_eq!(study.session().step_id(), "first-ticket");
    state.reload(read(text.replace("kind: read", "kind: raed")));
    let study = state.study.as_ref().unwrap();
    assert!(
        study.view(&state.lab).text.starts_with("Jim wants B12."),
        "a broken file changes nothing"
    );
    let rows = state.desk().back.rows().map(|row| row.text.clone());
    let rows: Vec<String> = rows.skip_while(|row| !row.contains("E102")).collect();
    assert_eq!(
        rows,
        [
            "tickets-first-sale.yaml:21:11: E102: unknown kind \"raed\", did you mean \"read\"?",
            "21 |     kind: raed",
            "   |           ^",
            "known here: read, watch, do, predict, explore",
        ]
    );
    state.begin_at("wait-for-one").unwrap();
    assert_eq!(state.lab.terminals()[state.active].name, "consumer-1");
    state.begin_at("3").unwrap();
    assert_eq!(state.study.as_ref().unwrap().session().step_id(), "two-more");
    state.begin_at("first-ticket").unwrap();
    assert_eq!(state.study.as_ref().unwrap().session().step_id(), "first-ticket");
    let why = state.begin_at("first-tickt").unwrap_err();
    assert!(
        why.starts_with("there is no step `first-tickt`, did you mean `first-ticket`? its 11 steps are: "),
        "{why}"
    );
}

#[test]
fn somebody_who_does_nothing_is_offered_a_hint_on_the_screen() {
    let mut state = taking_over();
    assert_eq!(state.rest(), None, "the first hint waits to be asked for");
    update(&mut state, Message::Hint);
    update(&mut state, Message::Tick(1000));
    assert_eq!(state.rest(), Some(44_000));
    update(&mut state, Message::Tick(45_000));
    let study = state.study.as_ref().unwrap();
    let feedback = study.view(&state.lab).feedback.unwrap();
    assert_eq!(feedback.text, "Ten seconds have not passed.");
    assert_eq!(state.rest(), None);
}

/// The lesson of `whole.yaml` at the step `take-over`, on the screen.
fn taking_over() -> State {
    let text = include_str!("lessons/whole.yaml").to_owned();
    let mut state = State::new(Clock::default(), Version::default(), Look::default(), 0);
    state.shelf = Shelf::from_texts(vec![("whole.yaml".to_owned(), text)]);
    state.progress = Progress::parse("xtutor progress 2\nlast whole/take-over\n").unwrap();
    state.learn(Some("whole")).unwrap();
    state
}

fn enter(state: &mut State, line: &str) {
    for sign in line.chars() {
        update(state, Message::Edit(xtutor::app::Edit::Insert(sign)));
    }
    update(state, Message::Enter);
}

#[test]
fn where_no_way_leads_on_the_screen_sleeps_before_it_looks_for_one_again() {
    let mut state = taking_over();
    update(&mut state, Message::Hint);
    enter(&mut state, "DEL orders");
    update(&mut state, Message::Tick(1000));
    assert_eq!(state.rest(), Some(44_000));
    update(&mut state, Message::Tick(45_000));
    assert_eq!(
        state.rest(),
        Some(45_000),
        "nothing leads on, and no hint is offered"
    );
}

#[test]
fn what_a_step_does_not_allow_leaves_the_panes_where_they_are() {
    let mut state = taking_over();
    enter(&mut state, "XADD notes 1-1 a b");
    let before = state.camera.clone();
    enter(&mut state, "XDEL orders 1-1");
    assert_eq!(state.camera, before);
}

#[test]
fn the_answer_to_a_mistake_goes_with_the_next_command_that_is_none() {
    let mut learner = Learner::at("tickets-first-sale", "read-all");
    let view = learner.types("XREAD STREAMS tickets $");
    assert_eq!(said(&view).0, FeedbackKind::Mistake);
    assert_eq!(learner.types("XREAD STREAMS tickets -").feedback, None);
}

#[test]
fn who_has_gone_ahead_is_seen_to_have_arrived() {
    let mut learner = Learner::at("fruits-crash", "banana");
    learner.session.watch_next(&mut learner.lab);
    learner.types("worker-1> XREADGROUP GROUP fruits-group worker-1 COUNT 1 STREAMS fruits >");
    assert_eq!(learner.next(), "apple");
    assert!(!learner.view().done, "a step never ends by itself");
    assert!(learner.session.look(&learner.lab));
    assert_eq!(said(&learner.view()).0, FeedbackKind::Success);
}

#[test]
fn a_blank_is_filled_in_before_the_line_runs() {
    let mut state = State::new(Clock::default(), Version::default(), Look::default(), 0);
    let progress = "xtutor progress 2\nlast tickets-first-sale/one-bookmark\n";
    state.progress = Progress::parse(progress).unwrap();
    state.learn(Some("tickets-first-sale")).unwrap();
    let line = "XGROUP CREATE tickets ticketgroup ____";
    assert_eq!(state.desk().prompt.text(), line);
    let before = state.lab.steps();
    update(&mut state, Message::Enter);
    assert_eq!((state.desk().prompt.text(), state.lab.steps()), (line, before));
    assert_eq!(
        state.notice.as_deref(),
        Some("type what belongs in ____; F6: a hint")
    );
    update(&mut state, Message::Edit(xtutor::app::Edit::Insert('0')));
    update(&mut state, Message::Enter);
    assert!(state.study.as_ref().unwrap().view(&state.lab).done);
}

#[test]
fn who_has_left_every_way_is_told_how_to_come_back() {
    let mut learner = Learner::at("tickets-first-sale", "first-ticket");
    learner.types("XADD tickets * name Jim");
    let view = learner.types(FIRST);
    let lost = "Nothing that this lesson knows leads from here to the goal. `:undo` takes back the last command, `:reset` the \
                whole step. If that is not enough, `:catchup` begins this step in the state that the lesson itself would \
                have led to.";
    assert_eq!(said(&view), (FeedbackKind::Hint, lost));
    while let Some(hint) = learner.session.hint(&learner.lab) {
        assert!(!hint.contains("Type this"), "no line leads on: {hint}");
        if hint == lost {
            break;
        }
    }
    assert_eq!(said(&learner.view()), (FeedbackKind::Hint, lost));
    assert_eq!(learner.session.solution_line(&learner.lab), None);
    learner.undo();
    learner.undo();
    assert!(learner.types(FIRST).done);
}

#[test]
fn what_went_wrong_is_said_again_to_who_asks_for_a_hint_where_no_way_leads_on() {
    let mut learner = Learner::at("tickets-first-sale", "two-more");
    let view = learner.types("XADD tickets * name \"Beth Harmon\" seat B12");
    let wrong = said(&view).1.to_owned();
    assert!(wrong.starts_with("That is another ticket"), "{wrong}");
    let hint = learner.session.hint(&learner.lab).unwrap();
    assert_eq!(
        hint,
        format!(
            "{}\n\nNothing that this lesson knows leads from here to the goal. `:undo` takes back the last command, `:reset` \
             the whole step. If that is not enough, `:catchup` begins this step in the state that the lesson itself would \
             have led to.",
            wrong.trim_end()
        )
    );
}

#[test]
fn no_hint_offers_itself_where_no_way_leads_on() {
    let text = "schema: stream-lesson/1\nid: lost\ntitle: Lost\nterminals: [{id: a}]\nsetup: [XADD s 1-0 a b]\nsteps:\n  \
                - id: one\n    kind: do\n    goal: {stream: s, length: 2}\n    solution: [XADD s 2-0 a b]\n    hints:\n      \
                - {text: One more., after: {attempts: 1}}\n";
    let shelf = Shelf::from_texts(vec![("lost.yaml".to_owned(), text.to_owned())]);
    let (session, lab) = Session::start(shelf.get("lost").unwrap().clone());
    let mut learner = Learner { session, lab };
    let view = learner.types("XADD s 9-0 a b");
    assert!(view.done);
    learner.undo();
    learner.types("XADD s 1-5 a b");
    learner.undo();
    let view = learner.types("DEL s");
    assert!(
        said(&view).1.starts_with("Nothing that this lesson knows"),
        "{view:?}"
    );
    learner.undo();
    assert_eq!(said(&learner.types("PING")), (FeedbackKind::Hint, "One more."));
}

#[test]
fn who_went_another_way_is_helped_on_it() {
    let mut learner = Learner::at("orders-gone", "both-books");
    let line = |learner: &Learner| learner.session.solution_line(&learner.lab).map(|(_, line)| line);
    assert_eq!(
        line(&learner).as_deref(),
        Some("XACKDEL orders packers IDS 1 202-0")
    );
    learner.types("XACK orders packers 202-0");
    assert_eq!(line(&learner).as_deref(), Some("XDEL orders 202-0"));
    let aim = learner.session.aim(&learner.lab).unwrap();
    assert_eq!(
        aim.goals,
        ["packers: 0 pending", "orders: entries 203-0 item stool"]
    );
    assert!(learner.types("XDEL orders 202-0").done);
}

#[test]
fn a_wait_that_is_in_the_way_is_told() {
    let mut learner = Learner::at("sensors-ask-again", "from-the-last");
    let view = learner.types("XREAD BLOCK 0 STREAMS heat $");
    let wrong = said(&view).1.to_owned();
    assert_eq!(
        learner.session.hint(&learner.lab).unwrap(),
        format!(
            "{}\n\nlogger still waits, and hears nothing else. Ctrl-C there gives up the wait.",
            wrong.trim_end()
        )
    );
    assert_eq!(learner.session.solution_line(&learner.lab), None);
}

#[test]
fn a_mistake_that_left_nothing_is_over_with_what_is_done_next() {
    let mut learner = Learner::at("tickets-first-sale", "checked");
    let zero = "0: no group has that name.";
    let wrong = "XACK tickets consumer-1 1720975546055-0";
    let says = |view: &StepView| {
        let text = view.feedback.as_ref().map(|said| said.text.clone());
        text.unwrap_or_default()
    };
    assert!(says(&learner.types(wrong)).starts_with(zero));
    assert!(says(&learner.types("XLEN tickets")).starts_with(zero));
    let half_done = "ticketgroup: still pending: 1720975546305-0 with consumer-1 ×1";
    assert_eq!(
        says(&learner.types("XACK tickets ticketgroup 1720975546055-0")),
        half_done
    );
    assert_eq!(says(&learner.types("XLEN tickets")), half_done);
    assert!(says(&learner.types(wrong)).starts_with(zero));
    assert!(learner.types("XACK tickets ticketgroup 1720975546305-0").done);
    assert_eq!(learner.session.hint(&learner.lab), None);
    assert_eq!(
        learner.session.no_hint(),
        "the goal is reached: nothing is left to hint at"
    );
}

#[test]
fn who_has_gone_ahead_finds_no_line_ready() {
    let mut state = State::new(Clock::default(), Version::default(), Look::default(), 0);
    state.learn(Some("tickets-first-sale")).unwrap();
    for character in FIRST.chars() {
        update(&mut state, Message::Edit(xtutor::app::Edit::Insert(character)));
    }
    for _ in 0..2 {
        update(&mut state, Message::Enter);
    }
    let study = state.study.as_ref().unwrap();
    assert_eq!(study.session().step_id(), "first-ticket");
    assert!(study.view(&state.lab).done);
    assert_eq!(state.desk().prompt.text(), "");
}

#[test]
fn a_page_counts_as_done_when_it_is_left() {
    let mut learner = Learner::of("tickets-first-sale");
    let mut progress = Progress::default();
    progress.note(&learner.session, &learner.lab);
    assert!(!progress.is_done("tickets-first-sale", "picture"));
    learner.next();
    progress.note(&learner.session, &learner.lab);
    assert!(progress.is_done("tickets-first-sale", "picture"));
    assert!(!progress.is_done("tickets-first-sale", "first-ticket"));
}
