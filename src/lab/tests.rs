//! What holds of a lab as a whole: waits, time, undo, crashes.

use super::*;
use crate::wire::Reply;

const NOW: Millis = 1_700_000_000_000;

fn lab() -> Lab {
    let mut lab = Lab::new(Clock::held(NOW, 0), Version::default(), Protocol::Resp2);
    for name in ["shop", "worker-1"] {
        lab.act(Action::Open(name.to_owned()), NOW);
    }
    lab.settle();
    lab
}

fn run(lab: &mut Lab, terminal: usize, line: &str) -> Vec<(usize, Reply)> {
    let argv = line.split(' ').collect();
    let outcome = lab.act(Action::Run(TerminalId(terminal), argv), NOW);
    outcome
        .replies
        .into_iter()
        .map(|(terminal, reply)| (terminal.0, reply))
        .collect()
}

fn ids(lab: &Lab) -> Vec<String> {
    let scene = lab.scene(&View::default(), NOW);
    scene.stream.map_or_else(Vec::new, |stream| {
        stream.entries.iter().map(|row| row.id.to_string()).collect()
    })
}

#[test]
fn a_read_waits_and_an_entry_from_another_terminal_wakes_it() {
    let mut lab = lab();
    assert_eq!(run(&mut lab, 1, "XREAD BLOCK 0 STREAMS fruits $"), []);
    assert!(lab.is_waiting(TerminalId(1)));
    let replies = run(&mut lab, 0, "XADD fruits 10-0 name banana");
    assert_eq!(
        replies.iter().map(|(terminal, _)| *terminal).collect::<Vec<_>>(),
        [0, 1]
    );
    assert!(!lab.is_waiting(TerminalId(1)));
}

#[test]
fn a_held_clock_ends_waits_when_it_is_moved() {
    let mut lab = lab();
    run(&mut lab, 1, "XREAD BLOCK 3000 STREAMS fruits $");
    assert_eq!(lab.tick(NOW + 60_000), Outcome::default());
    assert_eq!(lab.time_left(NOW), Some(3000));
    let outcome = lab.act(Action::Advance(3000), NOW);
    assert_eq!(outcome.replies, [(TerminalId(1), Reply::NilArray)]);
}

#[test]
fn a_key_that_expires_is_a_step_of_time_and_comes_back_with_undo() {
    let mut lab = Lab::new(Clock::default(), Version::default(), Protocol::Resp2);
    lab.act(Action::Open("shop".to_owned()), NOW);
    lab.settle();
    run(&mut lab, 0, "XADD fruits 1-0 name banana");
    run(&mut lab, 0, "EXPIRE fruits 10");
    assert_eq!(lab.time_left(NOW + 4000), Some(6000));
    assert_eq!(lab.tick(NOW + 9_999), Outcome::default());
    assert_eq!(lab.tick(NOW + 10_000).events.len(), 1);
    assert_eq!(lab.tick(NOW + 10_000), Outcome::default());
    assert_eq!((ids(&lab).len(), lab.steps()), (0, (2, 2)));
    lab.undo();
    assert_eq!((ids(&lab).len(), lab.time_left(NOW)), (1, None));
    lab.redo();
    assert_eq!(ids(&lab).len(), 0);
}

#[test]
fn a_terminal_speaks_what_it_said_hello_to_before_and_after_an_undo() {
    let mut lab = lab();
    run(&mut lab, 0, "XADD s 1-0 a b");
    run(&mut lab, 0, "HELLO 3");
    let is_map = |replies: Vec<(usize, Reply)>| matches!(replies.as_slice(), [(_, Reply::Map(_))]);
    assert!(is_map(run(&mut lab, 0, "XREAD STREAMS s 0")));
    assert!(!is_map(run(&mut lab, 1, "XREAD STREAMS s 0")));
    lab.undo();
    assert!(is_map(run(&mut lab, 0, "XREAD STREAMS s 0")));
    for _ in 0..3 {
        lab.undo();
    }
    assert!(!is_map(run(&mut lab, 0, "XREAD STREAMS s 0")));
}

#[test]
fn undo_and_redo_go_to_and_fro() {
    let mut lab = lab();
    for ms in 1..=200 {
        run(&mut lab, 0, &format!("XADD fruits {ms}-0 name banana"));
    }
    assert_eq!(lab.steps(), (200, 200));
    for _ in 0..150 {
        lab.undo();
    }
    assert_eq!(
        (lab.steps(), ids(&lab).last().cloned()),
        ((50, 200), Some("50-0".into()))
    );
    lab.redo();
    assert_eq!(ids(&lab).last().cloned(), Some("51-0".into()));
    run(&mut lab, 0, "XADD fruits 900-0 name apple");
    assert_eq!((lab.steps(), lab.redo()), ((52, 52), None));
}

#[test]
fn a_crashed_client_no_longer_waits_and_a_started_one_is_new() {
    let mut lab = lab();
    run(&mut lab, 1, "XREAD BLOCK 0 STREAMS fruits $");
    lab.act(Action::Crash(TerminalId(1)), NOW);
    assert_eq!(run(&mut lab, 0, "XADD fruits 1-0 a b").len(), 1);
    assert_eq!(run(&mut lab, 1, "PING"), []);
    lab.act(Action::Start(TerminalId(1)), NOW);
    assert_eq!(run(&mut lab, 1, "PING"), [(1, Reply::Simple("PONG".into()))]);
    while lab.steps().0 > 1 {
        lab.undo();
    }
    assert!(lab.is_waiting(TerminalId(1)));
}

fn undone(lab: &mut Lab) -> Option<(usize, String)> {
    let undone = lab.undo_changes(1, |_| false)?;
    Some((undone.step, undone.with.to_string()))
}

#[test]
fn undo_of_a_change_passes_over_what_left_nothing_behind() {
    let mut lab = lab();
    run(&mut lab, 0, "XADD fruits 1-0 a b");
    for line in ["XLEN fruits", "XADD fruits 1-0 a b", "XDEL fruits 7-0", "ECHO x"] {
        run(&mut lab, 0, line);
    }
    let with = "2 reads and 1 refused line and 1 line without effect";
    assert_eq!(undone(&mut lab), Some((0, with.to_owned())));
    assert_eq!(undone(&mut lab), None);
    let redone = lab
        .redo_changes(1, |_| false)
        .map(|redone| (redone.step, redone.with.to_string()));
    assert_eq!(redone, Some((5, with.to_owned())));
    // What a lesson took note of is not passed over.
    let undone = lab.undo_changes(1, |step| step == 3);
    assert_eq!(undone.map(|undone| undone.step), Some(3));
}

#[test]
fn what_was_undone_waits_for_a_change() {
    let mut lab = lab();
    run(&mut lab, 0, "XADD fruits 1-0 a b");
    run(&mut lab, 0, "XADD fruits 2-0 a b");
    lab.undo();
    for line in [
        "XLEN fruits",
        "XLENN fruits",
        "XADD fruits 1-0 a b",
        "XDEL fruits 7-0",
    ] {
        run(&mut lab, 0, line);
        assert_eq!(lab.steps(), (1, 2), "{line}");
    }
    // A look at another moment forgets nothing of it.
    lab.look(0);
    lab.come_home();
    let mut redone = lab.fork();
    assert_eq!(redone.redo(), None, "a copy begins where it was made");
    lab.redo();
    assert_eq!((lab.steps(), ids(&lab).len()), ((2, 2), 2));
    lab.undo();
    for line in ["XLEN fruits", "XLENN fruits"] {
        run(&mut lab, 0, line);
    }
    // What is done in its place comes behind what was looked at.
    run(&mut lab, 0, "XADD fruits 3-0 a b");
    let traces: Vec<_> = (0..lab.steps().1).filter_map(|at| lab.trace(at)).collect();
    let expected = [Trace::Change, Trace::Read, Trace::Refusal, Trace::Change];
    assert_eq!((traces.as_slice(), lab.redo()), (expected.as_slice(), None));
    assert_eq!(ids(&lab), ["1-0", "3-0"]);
}

#[test]
fn what_changes_more_than_data_takes_the_place_of_what_was_undone() {
    let mut lab = lab();
    let changes = [
        Action::Run(TerminalId(1), "XREAD BLOCK 0 STREAMS s $".split(' ').collect()),
        Action::Run(TerminalId(0), "MULTI".split(' ').collect()),
        Action::Advance(1000),
        Action::Open("audit".to_owned()),
        Action::Crash(TerminalId(1)),
    ];
    for change in changes {
        run(&mut lab, 0, "DISCARD");
        run(&mut lab, 0, "INCR k");
        lab.undo();
        let done = lab.steps().0;
        lab.act(change.clone(), NOW);
        assert_eq!(
            (lab.steps(), lab.redo()),
            ((done + 1, done + 1), None),
            "{change:?}"
        );
    }
}

#[test]
fn a_wait_whose_time_is_up_does_not_cost_what_was_undone() {
    let mut lab = Lab::new(Clock::default(), Version::default(), Protocol::Resp2);
    for name in ["shop", "worker-1"] {
        lab.act(Action::Open(name.to_owned()), NOW);
    }
    lab.settle();
    run(&mut lab, 1, "XREAD BLOCK 3000 STREAMS fruits $");
    run(&mut lab, 0, "XADD fruits 1-0 a b");
    lab.undo();
    assert!(lab.is_waiting(TerminalId(1)));
    let outcome = lab.tick(NOW + 5000);
    assert_eq!(outcome.replies, [(TerminalId(1), Reply::NilArray)]);
    assert!(!lab.is_waiting(TerminalId(1)) && lab.steps() == (1, 2));
    let mut other = lab.undo_changes(1, |_| false).map(|undone| undone.step);
    assert_eq!(other, Some(0), "the wait itself");
    lab.redo();
    lab.tick(NOW + 5000);
    // Now it has ended for good, and that is part of the step before what comes next.
    run(&mut lab, 0, "XADD fruits 2-0 a b");
    other = lab.undo_changes(1, |_| false).map(|undone| undone.step);
    assert_eq!((other, lab.is_waiting(TerminalId(1))), (Some(1), false));
}

#[test]
fn what_a_transaction_queues_and_what_time_brings_is_a_change() {
    let mut lab = lab();
    for line in ["MULTI", "XLEN fruits", "DISCARD", "XLEN fruits"] {
        run(&mut lab, 0, line);
    }
    let traces = |lab: &Lab| {
        (0..lab.steps().0)
            .filter_map(|at| lab.trace(at))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        traces(&lab),
        [Trace::Change, Trace::Change, Trace::Change, Trace::Read]
    );
    let mut lab = Lab::new(Clock::default(), Version::default(), Protocol::Resp2);
    lab.act(Action::Open("shop".to_owned()), NOW);
    for line in ["SET a b PX 50", "GET a"] {
        run(&mut lab, 0, line);
    }
    assert_eq!(traces(&lab), [Trace::Change, Trace::Change, Trace::Read]);
    lab.tick(NOW + 60);
    assert_eq!(traces(&lab), [Trace::Change; 3]);
}

#[test]
fn a_closed_terminal_is_gone_until_that_is_undone_and_its_number_is_never_given_again() {
    let mut lab = lab();
    lab.act(Action::Open("audit".to_owned()), NOW);
    let clients = |lab: &Lab| -> Vec<(String, u64)> {
        let terminals = lab.terminals().iter();
        terminals.map(|it| (it.name.clone(), it.client.0)).collect()
    };
    let all = clients(&lab);
    run(&mut lab, 1, "SUBSCRIBE news");
    lab.act(Action::Close(TerminalId(1), "worker-1".to_owned()), NOW);
    assert_eq!(clients(&lab), [all[0].clone(), all[2].clone()]);
    assert_eq!(
        run(&mut lab, 1, "PUBLISH news hello"),
        [(1, Reply::Int(0))],
        "the place is the next one's, and nobody listens"
    );
    lab.act(Action::Close(TerminalId(1), "audit".to_owned()), NOW);
    lab.act(Action::Open("other".to_owned()), NOW);
    assert_eq!(clients(&lab)[1], ("other".to_owned(), 4));
    lab.act(Action::Close(TerminalId(1), "other".to_owned()), NOW);
    lab.act(Action::Close(TerminalId(0), "shop".to_owned()), NOW);
    assert_eq!(clients(&lab), all[..1], "the last one stays");
    while lab.steps().0 > 2 {
        lab.undo();
    }
    assert_eq!(clients(&lab), all);
    assert_eq!(run(&mut lab, 0, "PUBLISH news hello").len(), 2);
}

#[test]
fn many_steps_are_undone_and_done_again_at_once_and_what_lost_them_is_known() {
    let mut lab = lab();
    for number in 1..=300 {
        run(&mut lab, 0, &format!("XADD fruits {number}-0 n v"));
        run(&mut lab, 1, "XLEN fruits");
    }
    let undone = lab.undo_changes(200, |_| false).unwrap();
    assert_eq!(
        (undone.count, undone.step, undone.with.reads, undone.places),
        (200, 200, 200, 200..600)
    );
    assert_eq!(run(&mut lab, 1, "XLEN fruits"), [(1, Reply::Int(100))]);
    let redone = lab.redo_changes(150, |_| false).unwrap();
    assert_eq!((redone.count, redone.step, redone.with.reads), (150, 500, 150));
    let redone = lab.redo_changes(1000, |_| false).unwrap();
    assert_eq!((redone.count, lab.steps()), (50, (600, 600)));
    assert_eq!(lab.undo_changes(1000, |_| false).unwrap().count, 300);

    // What comes after an undo and changes something costs the way forward; a look does not.
    run(&mut lab, 1, "XLEN fruits");
    assert!(lab.lost_by().is_none());
    run(&mut lab, 1, "SET k v");
    let lost: Option<&Action> = lab.lost_by();
    assert!(matches!(lost, Some(Action::Run(_, argv)) if argv.as_argv().get(0) == Some(b"SET")));
    assert!(lab.redo_changes(1, |_| false).is_none());
    lab.undo();
    assert!(lab.lost_by().is_none());
}
