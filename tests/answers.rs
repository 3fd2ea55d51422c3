//! What a lesson answers where several answers fit, or none: the mistake made last, consumers that only came along,
//! a goal whose captures fit two entries.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use xtutor::command::Line;
use xtutor::lab::{Action, Lab, TerminalId};
use xtutor::lesson::{FeedbackKind, Session, Shelf};

/// A lesson with one step to do; `rest` is what follows its goal.
fn lesson(goal: &str, rest: &str) -> (Session, Lab) {
    let text = format!(
        "schema: stream-lesson/1\nid: one\ntitle: One step\nterminals: [{{id: cleo}}]\nsetup:\n  \
         - XADD parcels 1-0 to mill\n  - XADD parcels 2-0 to dock\n  - XGROUP CREATE parcels couriers 0\n  \
         - \"XREADGROUP GROUP couriers ada COUNT 1 STREAMS parcels >\"\nsteps:\n  - id: do-it\n    kind: do\n    \
         goal:\n      - {goal}\n    {rest}\n"
    );
    let shelf = Shelf::from_texts(vec![("one.yaml".to_owned(), text)]);
    let faults: Vec<String> = shelf.faults().iter().map(ToString::to_string).collect();
    let lesson = shelf.list().first().cloned();
    Session::start(lesson.unwrap_or_else(|| panic!("{}", faults.concat())))
}

/// Types lines and says after each what is answered.
fn answers(lesson: (Session, Lab), lines: &[&str]) -> Vec<(FeedbackKind, String)> {
    let (mut session, mut lab) = lesson;
    let said = lines.iter().map(|line| {
        let line = Line::parse(line.as_bytes()).unwrap();
        let action = Action::Run(TerminalId(0), line.argv().to_owned());
        let outcome = lab.act(action.clone(), 0);
        session.observe(&lab, &action, &outcome);
        let said = session.view(&lab).feedback;
        said.map_or((FeedbackKind::Missing, String::new()), |said| {
            (said.kind, said.text)
        })
    });
    said.collect()
}

fn mistake(text: &str) -> (FeedbackKind, String) {
    (FeedbackKind::Mistake, text.to_owned())
}

#[test]
fn the_mistake_made_last_is_answered_and_then_kept() {
    let lesson = lesson(
        "{consumer: parcels/couriers/cleo, pending: 1}",
        "solution: [XCLAIM parcels couriers cleo 0 1-0]\n    mistakes:\n      \
         - {id: looked, when: [{ran: XPENDING}], actions: [XPENDING parcels couriers], say: You looked.}\n      \
         - {id: acked, when: [{event: acked}], actions: [XACK parcels couriers 1-0], say: You reported.}",
    );
    let lines = [
        "XPENDING parcels couriers",
        "XACK parcels couriers 1-0",
        "XLEN parcels",
    ];
    assert_eq!(
        answers(lesson, &lines),
        [
            mistake("You looked."),
            mistake("You reported."),
            mistake("You reported.")
        ]
    );
}

#[test]
fn who_only_joined_the_group_has_not_made_every_mistake_that_joins_it() {
    let lesson = lesson(
        "{consumer: parcels/couriers/cleo, pending: 1}",
        "solution: [XCLAIM parcels couriers cleo 0 1-0]\n    mistakes:\n      \
         - {id: too-early, actions: [XAUTOCLAIM parcels couriers cleo 300000 0], say: Too early.}",
    );
    let lines = [
        "XREADGROUP GROUP couriers cleo STREAMS parcels 0",
        "XAUTOCLAIM parcels couriers cleo 600000 0 COUNT 5",
        "XLEN parcels",
    ];
    let said = answers(lesson, &lines);
    assert_eq!(said[0].0, FeedbackKind::Missing);
    assert_eq!(&said[1..], [mistake("Too early."), mistake("Too early.")]);
}

#[test]
fn an_argument_of_a_command_may_have_a_least_value() {
    let lesson = lesson(
        "{ran: XAUTOCLAIM, args: [parcels, \"*\", cleo, {min: 60s}, \"...\"]}",
        "solution: [XAUTOCLAIM parcels couriers cleo 60000 0]\n    mistakes:\n      \
         - {id: too-small, actions: [XAUTOCLAIM parcels couriers cleo 1 0], say: Too small.}",
    );
    let view = lesson.0.view(&lesson.1);
    assert_eq!(
        view.goals[0].text,
        "`XAUTOCLAIM parcels * cleo (at least 60s) …` not run yet"
    );
    let lines = [
        "XAUTOCLAIM parcels couriers cleo 1 0",
        "XAUTOCLAIM parcels couriers cleo 60001 0 COUNT 5",
    ];
    let said: Vec<FeedbackKind> = answers(lesson, &lines)
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    assert_eq!(said, [FeedbackKind::Mistake, FeedbackKind::Success]);
}

#[test]
fn what_must_not_be_is_told_as_such() {
    let goal = "{not: {event: claimed, times: {min: 2}}}\n      - {pel: parcels/couriers, contains: [{consumer: cleo, deliveries: {min: 3}}]}";
    let rest = "solution: [XCLAIM parcels couriers cleo 0 1-0]\n    mistakes:\n      \
                - {id: none, actions: [XDEL parcels 1-0], say: No.}";
    let texts = |(session, lab): &(Session, Lab)| {
        let goals = session.view(lab).goals;
        goals.into_iter().map(|goal| goal.text).collect::<Vec<_>>()
    };
    let (mut session, mut lab) = lesson(goal, rest);
    let missing = "couriers: not on the list: with cleo delivered at least 3 times";
    for before in [
        "not so: claimed at least 2 times",
        "claimed at least 2 times, which must not be",
    ] {
        let both = (session, lab);
        assert_eq!(texts(&both), [before, missing]);
        (session, lab) = both;
        for consumer in ["ben", "dan"] {
            let line = format!("XCLAIM parcels couriers {consumer} 0 1-0 JUSTID");
            let action = Action::Run(
                TerminalId(0),
                Line::parse(line.as_bytes()).unwrap().argv().to_owned(),
            );
            let outcome = lab.act(action.clone(), 0);
            session.observe(&lab, &action, &outcome);
        }
    }
}

#[test]
fn a_goal_whose_capture_fits_two_entries_says_so() {
    let (mut session, mut lab) = lesson(
        "{stream: returns, contains: [{fields: {to: dock}}]}",
        "solution: [XADD returns * to dock]\n    capture: {back: {entry: returns, where: {to: dock}}}\n    mistakes:\n      \
         - {id: none, actions: [XDEL parcels 1-0], say: No.}",
    );
    let action = |line: &str| {
        let line = Line::parse(line.as_bytes()).unwrap();
        Action::Run(TerminalId(0), line.argv().to_owned())
    };
    // Both are sent before the lesson is asked, as in a transaction.
    for line in [
        "MULTI",
        "XADD returns * to dock",
        "XADD returns * to dock",
        "EXEC",
        "PING",
    ] {
        let action = action(line);
        let outcome = lab.act(action.clone(), 0);
        session.observe(&lab, &action, &outcome);
    }
    let view = session.view(&lab);
    let goals: Vec<_> = view
        .goals
        .iter()
        .map(|goal| (goal.met, goal.text.as_str()))
        .collect();
    let why = "returns: 2 entries fit where one is needed; undo until there is one";
    assert_eq!(goals, [(true, "returns: to dock"), (false, why)]);
    assert_eq!(
        view.feedback.map(|said| (said.kind, said.text)),
        Some((FeedbackKind::Missing, why.to_owned()))
    );
    assert!(!view.done);
}
