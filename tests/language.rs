//! The language of lessons, played: every key that `tests/lessons/whole.yaml` uses does what it says.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::sync::Arc;

use xtutor::command::Line;
use xtutor::lab::{Action, Lab, TerminalId};
use xtutor::lesson::{EntryKind, Feedback, FeedbackKind, Lesson, Pane, Session, Shelf, StepKind, check};

fn whole() -> Arc<Lesson> {
    let text = include_str!("lessons/whole.yaml").to_owned();
    let shelf = Shelf::from_texts(vec![("whole.yaml".to_owned(), text)]);
    let faults: String = shelf.faults().iter().map(ToString::to_string).collect();
    assert_eq!(faults, "");
    shelf.get("whole").unwrap().clone()
}

struct Learner {
    session: Session,
    lab: Lab,
}

impl Learner {
    fn at(step: &str) -> Learner {
        let (session, lab) = Session::start_at(whole(), step);
        assert_eq!(session.step_id(), step);
        Learner { session, lab }
    }

    fn does(&mut self, action: &Action) {
        let outcome = self.lab.act(action.clone(), 0);
        self.session.observe(&self.lab, action, &outcome);
    }

    fn types(&mut self, line: &str) -> Option<Feedback> {
        let terminal = self.session.view(&self.lab).terminal.unwrap();
        let line = Line::parse(line.as_bytes()).unwrap();
        self.does(&Action::Run(terminal, line.argv().to_owned()));
        self.session.view(&self.lab).feedback
    }

    fn told(&self) -> String {
        self.session
            .view(&self.lab)
            .feedback
            .unwrap()
            .text
            .trim_end()
            .to_owned()
    }

    fn goals(&self) -> Vec<String> {
        let goals = self.session.view(&self.lab).goals.into_iter();
        goals.map(|goal| goal.text).collect()
    }

    fn length(&self) -> u64 {
        let stream = self.lab.engine().db(0).stream(b"orders").unwrap();
        stream.map_or(0, xtutor::store::Stream::len)
    }
}

#[test]
fn it_holds_under_both_of_its_versions() {
    let report = check(&whole());
    let faults: String = report.faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, "");
    assert!(report.proved > 130, "{}", report.proved);
}

#[test]
fn scripted_clients_work_on_the_clock_and_undo_takes_their_work_back() {
    let mut learner = Learner::at("orders-come-in");
    let looked_at = [Pane::Stream, Pane::Groups, Pane::Pending];
    assert_eq!(learner.session.panes(), looked_at);
    assert_eq!(learner.session.notes(), ("Let them watch twice.", 2));
    learner.session.watch_next(&mut learner.lab);
    learner.session.watch_next(&mut learner.lab);
    assert_eq!(learner.told(), "Six seconds: three orders, two of them packed.");
    let played = learner.session.watch_next(&mut learner.lab).unwrap();
    assert_eq!(played.line, ":clock +6s");
    let typed: Vec<String> = played
        .outcome
        .scripted
        .iter()
        .map(|(id, argv)| {
            let words: Vec<String> = argv.as_argv().iter().map(xtutor::wire::shown).collect();
            format!("{} {}", id.0, words.join(" "))
        })
        .collect();
    let read = "1 XREADGROUP GROUP packers p1 COUNT 1 STREAMS orders >";
    assert_eq!(
        typed,
        [
            read,
            "0 XADD orders * no 1 item lamp",
            read,
            "0 XADD orders * no 2 item desk",
            "1 XACK orders packers 1700000002000-0",
            read,
            "0 XADD orders * no 3 item lamp",
            "1 XACK orders packers 1700000004000-0",
        ]
    );
    assert_eq!(learner.length(), 3);
    learner.lab.undo();
    learner.session.rewound(&learner.lab);
    assert_eq!(learner.length(), 0);
    learner.lab.redo();
    learner.session.rewound(&learner.lab);
    assert_eq!(learner.length(), 3);
}

#[test]
fn a_client_crashes_in_place_of_its_report() {
    let learner = Learner::at("how-many-pending");
    assert!(!learner.lab.terminals()[1].alive);
    assert_eq!(learner.length(), 4);
}

#[test]
fn an_answer_is_typed_and_compared() {
    let mut learner = Learner::at("how-many-pending");
    let view = learner.session.view(&learner.lab);
    assert_eq!((view.entry, view.options), (Some(EntryKind::Number), Vec::new()));
    let refused = learner.session.answer_with("a few", &mut learner.lab);
    assert_eq!(
        refused,
        Err("`a few` is no number; type your answer as a number, such as 3".to_owned())
    );
    learner.session.answer_with("0", &mut learner.lab).unwrap();
    assert_eq!(
        learner.told(),
        "You said **0**; it is **1**.\n\nIt never reported.\n\nOne, and it stays there."
    );
    let mut learner = Learner::at("how-many-pending");
    learner.session.answer_with(" 1 ", &mut learner.lab).unwrap();
    assert_eq!(
        learner.told(),
        "You said **1**, and so it is.\n\nOne, and it stays there."
    );
}

#[test]
fn options_have_the_order_that_the_seed_gives_them() {
    let learner = Learner::at("which-one");
    let options = learner.session.view(&learner.lab).options.into_iter();
    let options: Vec<String> = options.map(|option| option.text).collect();
    assert_eq!(options, ["4", "2", "3"]);
}

#[test]
fn play_leaves_no_trace() {
    let mut learner = Learner::at("look-around");
    let view = learner.session.view(&learner.lab);
    assert_eq!((view.kind, view.done), (StepKind::Explore, true));
    assert_eq!(
        view.text,
        "Play with it. Nothing you do here stays.\n\n- `XINFO GROUPS orders` shows the lag\n- `DEL orders` is yours to \
         try"
    );
    assert_eq!(learner.goals(), ["orders: still exists"]);
    learner.types("DEL orders");
    assert_eq!(
        (learner.length(), learner.goals()),
        (0, vec!["orders: does not exist".to_owned()])
    );
    learner.session.next(&mut learner.lab);
    assert_eq!((learner.session.step_id(), learner.length()), ("take-over", 4));
}

#[test]
fn hints_speak_of_what_is_missing_and_offer_themselves() {
    let mut learner = Learner::at("take-over");
    assert_eq!(
        (
            learner.goals().len(),
            learner.session.view(&learner.lab).hints_left
        ),
        (0, 4)
    );
    assert_eq!(
        learner.session.hint(&learner.lab).unwrap(),
        "Nothing is claimed yet."
    );
    assert_eq!(
        learner.goals(),
        [
            "packers: 1 pending, goal 0",
            "not yet claimed to p2",
            "clock: 0 ms passed, goal at least 10s"
        ]
    );
    learner.types("XLEN orders");
    let offered = learner.types("XLEN orders").unwrap();
    assert_eq!(
        (offered.kind, offered.text.as_str()),
        (FeedbackKind::Hint, "Ten seconds have not passed.")
    );
    assert!(!learner.session.view(&learner.lab).assisted);
    assert_eq!(
        learner.session.hint(&learner.lab).unwrap(),
        "XAUTOCLAIM and then XACK."
    );
    assert_eq!(
        learner.session.hint(&learner.lab).unwrap(),
        "Type this: `:clock +10s`"
    );
    assert!(learner.session.view(&learner.lab).assisted);
}

#[test]
fn somebody_who_does_nothing_is_offered_a_hint() {
    let mut learner = Learner::at("take-over");
    assert!(
        !learner.session.idle(&learner.lab, 60_000),
        "the first hint does not offer itself"
    );
    learner.session.hint(&learner.lab);
    assert!(!learner.session.idle(&learner.lab, 44_000));
    assert!(learner.session.idle(&learner.lab, 45_000));
    assert_eq!(learner.told(), "Ten seconds have not passed.");
}

#[test]
fn a_mistake_may_be_known_by_what_holds() {
    let mut learner = Learner::at("take-over");
    learner.does(&Action::Run(
        TerminalId(3),
        "XGROUP SETID orders packers 0".split(' ').collect(),
    ));
    let feedback = learner
        .types("XREADGROUP GROUP packers p2 COUNT 2 STREAMS orders >")
        .unwrap();
    assert_eq!(feedback.kind, FeedbackKind::Mistake);
}

#[test]
fn commands_may_be_left_out_of_a_step() {
    let learner = Learner::at("take-over");
    let refusal = |learner: &Learner, line: &str| {
        let line = Line::parse(line.as_bytes()).unwrap();
        learner.session.refusal(line.argv())
    };
    assert_eq!(
        refusal(&learner, "xdel orders 1-0"),
        Some("this step is to be done without XDEL".to_owned())
    );
    assert_eq!(refusal(&learner, "XGROUP CREATE orders b 0"), None);
    let learner = Learner::at("an-empty-read");
    assert_eq!(refusal(&learner, "xinfo groups orders"), None);
    assert_eq!(
        refusal(&learner, "PING"),
        Some("in this step there is only XREADGROUP, XINFO".to_owned())
    );
}

#[test]
fn a_step_can_be_begun_again() {
    let mut learner = Learner::at("take-over");
    learner.types("XTRIM orders MAXLEN 1");
    assert_eq!(learner.length(), 1);
    learner.session.reset(&mut learner.lab);
    assert_eq!((learner.session.step_id(), learner.length()), ("take-over", 4));
    assert_eq!(learner.session.view(&learner.lab).feedback, None);
}
