//! Lessons from what was typed: the whole file that is written, and that the proof accepts it.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/random.rs"]
mod random;

use insta::assert_snapshot;
use xtutor::app::{Edit, Effect, Look, Message, State, Turn, update};
use xtutor::command::Version;
use xtutor::engine::Input;
use xtutor::lab::{Action, Clock, Lab, TerminalId};
use xtutor::lesson::{Recording, Session as Run, Severity, Shelf, check};
use xtutor::repl::{Answer, Next, Session, Settings};
use xtutor::wire::{ArgvBuf, Protocol};

const NOW: i64 = 1_720_000_000_000;

struct Sandbox {
    state: State,
    now: i64,
    effects: Vec<Effect>,
}

impl Sandbox {
    /// One whose clock runs, so that the IDs of `*` are of the time outside.
    fn new() -> Sandbox {
        Sandbox {
            state: State::new(Clock::default(), Version::default(), Look::default(), NOW),
            now: NOW,
            effects: Vec::new(),
        }
    }

    fn tell(&mut self, message: Message) {
        let effects = update(&mut self.state, message);
        self.effects.extend(effects);
    }

    /// So much time passes by itself, ms.
    fn pass(&mut self, ms: i64) -> &mut Sandbox {
        self.now += ms;
        self.tell(Message::Tick(self.now));
        self
    }

    /// Types lines, each in the terminal that is named before `> `, else where the one before was.
    fn types(&mut self, lines: &[&str]) -> &mut Sandbox {
        for line in lines {
            let named = line.split_once("> ").filter(|(name, _)| !name.contains(' '));
            if let Some((name, _)) = named {
                let terminals = self.state.lab.terminals();
                let place = terminals.iter().position(|terminal| terminal.name == name);
                self.tell(Message::Terminal(Turn::To(place.unwrap())));
            }
            for sign in named.map_or(*line, |(_, line)| line).chars() {
                self.tell(Message::Edit(Edit::Insert(sign)));
            }
            self.tell(Message::Enter);
            self.pass(137);
        }
        self
    }

    /// The last lines that the active terminal shows.
    fn said(&self, lines: usize) -> String {
        let rows = self.state.desk().back.rows();
        let rows: Vec<&str> = rows.map(|row| row.text.as_str()).collect();
        rows[rows.len().saturating_sub(lines)..].join("\n")
    }

    /// The file that `:lesson stop` wants written, and what the proof says to it.
    fn stop(&mut self) -> (String, String) {
        self.effects.clear();
        self.types(&[":lesson stop"]);
        let written = self.effects.iter().find_map(|effect| match effect {
            Effect::WriteLesson(name, text) => Some((name.clone(), text.clone())),
            _ => None,
        });
        let (name, text) = written.unwrap_or_else(|| panic!("{}", self.said(4)));
        let lessons = Shelf::from_texts(vec![(format!("{name}.yaml"), text.clone())]);
        let mut faults = lessons.faults().to_vec();
        faults.extend(lessons.list().iter().flat_map(|lesson| check(lesson).faults));
        let holds =
            lessons.list().len() == 1 && faults.iter().all(|fault| fault.severity() == Severity::Warning);
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
        (
            text,
            format!("{}: {}", if holds { "holds" } else { "fails" }, codes.join(" ")),
        )
    }
}

#[test]
fn a_crash_and_a_claim_become_a_lesson() {
    let mut sandbox = Sandbox::new();
    sandbox.types(&[
        ":lesson record crash",
        "XADD fruits * name apple kg 3",
        "XADD fruits * name pear kg 5",
        "XGROUP CREATE fruits pickers 0",
        "worker-1> XREADGROUP GROUP pickers worker-1 COUNT 1 STREAMS fruits >",
        "XACK fruits pickers",
        ":crash",
        "worker-2> XADD fruits * name oops",
        ":undo",
        ":clock +61s",
        "XAUTOCLAIM fruits pickers worker-2 60000 0",
    ]);
    let apple = sandbox
        .state
        .lab
        .engine()
        .db(0)
        .stream(b"fruits")
        .unwrap()
        .unwrap()
        .first_id;
    sandbox.types(&[&format!("XACK fruits pickers {apple}")]);
    let (text, proof) = sandbox.stop();
    assert_eq!(proof, "holds: W201");
    assert_snapshot!("crash", text);
}

#[test]
fn the_state_at_the_start_is_its_setup() {
    let mut sandbox = Sandbox::new();
    sandbox.types(&[
        "XADD tickets 10-0 seat A1",
        "XADD tickets 20-0 seat \"A 2\" note any",
        "XADD tickets 30-0 seat A3",
        "XGROUP CREATE tickets ushers 0",
        "XREADGROUP GROUP ushers anna COUNT 2 STREAMS tickets >",
        "XGROUP CREATECONSUMER tickets ushers ben",
        "XDEL tickets 10-0",
        "RPUSH queue a b",
        "SET open yes EX 100",
        "worker-1> XREAD BLOCK 0 STREAMS other $",
        "worker-2> :crash",
        "shop> :terminal Käse/Theke",
        "shop> :lesson record doors",
        "XADD tickets * seat A4",
        "XACK tickets ushers 10-0",
        "LPOP queue",
        "Käse/Theke> XADD other 5-5 ${x} {y}",
    ]);
    let (text, proof) = sandbox.stop();
    assert_eq!(proof, "holds: W201");
    assert_snapshot!("setup", text);
}

#[test]
fn time_that_passed_by_itself_counts_where_it_made_a_difference() {
    let mut sandbox = Sandbox::new();
    sandbox.types(&[
        "XADD s 1-1 a b",
        "XGROUP CREATE s g 0",
        "XREADGROUP GROUP g ann STREAMS s >",
        ":lesson record patience",
        "XREADGROUP GROUP g ben BLOCK 5000 STREAMS s >",
    ]);
    sandbox.pass(10_000);
    sandbox.types(&["XCLAIM s g ben 9000 1-1"]);
    let (text, proof) = sandbox.stop();
    assert_eq!(proof, "holds: W201");
    assert_snapshot!("patience", text);
}

#[test]
fn who_only_looks_is_asked_to_look() {
    let mut sandbox = Sandbox::new();
    sandbox.types(&[
        "XADD s 1-1 a b",
        ":lesson record looking",
        "worker-1> XREAD BLOCK 0 STREAMS s $",
    ]);
    sandbox.tell(Message::Interrupt);
    sandbox.types(&["XRANGE s - + COUNT 1"]);
    let (text, proof) = sandbox.stop();
    assert_eq!(proof, "holds: W201");
    let step = text.split_once("steps:").unwrap().1;
    assert_snapshot!("looking", step);
}

#[test]
fn what_clients_of_the_network_did_is_told_and_left_out() {
    let mut sandbox = Sandbox::new();
    sandbox.types(&[":lesson record shared", "XADD s 1-1 a b"]);
    let client = sandbox.state.next_remote();
    let now = sandbox.now;
    sandbox
        .state
        .hear(Input::Arrive(client, "127.0.0.1:9", "127.0.0.1:6379"), now);
    for line in ["XADD s 2-2 c d", "XLEN s", "XGROUP CREATE s g 0"] {
        let argv: ArgvBuf = line.split(' ').collect();
        sandbox.state.hear(Input::Command(client, argv.as_argv()), now);
    }
    sandbox.types(&["XADD s 3-3 e f"]);
    let (text, proof) = sandbox.stop();
    assert_eq!(proof, "holds: W201");
    let step = text.split_once("steps:").unwrap().1;
    assert_snapshot!("shared", step);
}

#[test]
fn a_recording_that_cannot_be_written_goes_on() {
    let mut sandbox = Sandbox::new();
    let said = |sandbox: &mut Sandbox, line: &str| {
        sandbox.types(&[line]);
        sandbox.said(1)
    };
    assert_eq!(
        said(&mut sandbox, ":lesson stop"),
        "nothing is being recorded; `:lesson record NAME` begins"
    );
    assert_eq!(
        said(&mut sandbox, ":lesson record"),
        ":lesson: a recording needs a name, which the file gets; it is typed as :lesson [id | id step | record id | stop]"
    );
    assert_eq!(
        said(&mut sandbox, ":lesson record My/Lesson"),
        "`My/Lesson` is no name for a lesson: small letters, digits and dashes"
    );
    sandbox.types(&["worker-1> MULTI"]);
    assert_eq!(
        said(&mut sandbox, ":lesson record mine"),
        "worker-1 is in the middle of a transaction: EXEC or DISCARD ends it, then it can begin"
    );
    assert_eq!(sandbox.state.recorded(), None);
    sandbox.types(&["DISCARD", ":lesson record mine"]);
    assert_eq!(
        said(&mut sandbox, ":lesson record other"),
        "mine is being recorded: `:lesson stop` writes it"
    );
    assert_eq!(
        said(&mut sandbox, ":lesson stop"),
        "nothing was typed that was not refused or undone: there is no lesson in it yet"
    );
    sandbox.types(&["XADD s 1-1 a b"]);
    assert_eq!(sandbox.state.recorded(), Some(("mine", 1)));
    sandbox.types(&[":lesson stop"]);
    sandbox.tell(Message::Written(Err(
        "mine.yaml is there already, and stays as it is".to_owned(),
    )));
    assert_eq!(
        sandbox.said(1),
        "mine.yaml is there already, and stays as it is; `:lesson stop OTHER-NAME` writes it under another name; the recording goes on"
    );
    sandbox.effects.clear();
    assert_eq!(
        said(&mut sandbox, ":quit"),
        "mine is being recorded: `:lesson stop` writes it; leaving once more leaves it unwritten"
    );
    assert_eq!(sandbox.effects, [Effect::SaveHistory(":quit".to_owned())]);
    sandbox.types(&[":lesson stop his"]);
    assert!(matches!(&sandbox.effects.last(), Some(Effect::WriteLesson(name, _)) if name == "his"));
    sandbox.tell(Message::Written(Ok("his.yaml".to_owned())));
    assert_eq!(
        (sandbox.said(1), sandbox.state.recorded()),
        (
            "his.yaml is written: say what is TODO in it; `xtutor lesson check his.yaml` proves it"
                .to_owned(),
            None
        )
    );
    sandbox.types(&[":quit"]);
    assert_eq!(sandbox.effects.last(), Some(&Effect::Quit));
}

#[test]
fn an_undo_to_before_the_beginning_moves_the_beginning() {
    let mut sandbox = Sandbox::new();
    sandbox.types(&[
        "XADD s 1-1 a b",
        "XADD s 2-2 c d",
        ":lesson record earlier",
        "XADD s 3-3 e f",
        ":undo 2",
        "XADD s 4-4 g h",
    ]);
    let (text, proof) = sandbox.stop();
    assert_eq!(proof, "holds: W201");
    let commands: Vec<&str> = text.lines().filter(|line| line.contains("- XADD")).collect();
    assert_eq!(commands, ["  - XADD s 1-1 a b", "      - XADD s 4-4 g h"]);
}

/// Whatever was typed before and since, the file can be read, and says itself where the proof finds something.
#[test]
fn anything_typed_makes_a_file_that_can_be_read() {
    let mut held = 0;
    for number in 0..120 {
        let mut lab = Lab::new(Clock::held(NOW, 1), Version::default(), Protocol::Resp2);
        for name in ["one", "two"] {
            lab.act(Action::Open(name.to_owned()), NOW);
        }
        lab.settle();
        let run = |lab: &mut Lab, words: &random::Words, at: usize| {
            let argv: ArgvBuf = words.iter().collect();
            lab.act(Action::Run(TerminalId(at % 2), argv), NOW);
        };
        let list = random::random_list(number, 60);
        let (before, since) = list.split_at(30);
        for (at, words) in before.iter().enumerate() {
            run(&mut lab, words, at);
        }
        for at in 0..2 {
            run(&mut lab, &vec![b"DISCARD".to_vec()], at);
        }
        let recording = Recording::begin("anything", &lab, NOW).unwrap();
        for (at, words) in since.iter().enumerate() {
            run(&mut lab, words, at);
        }
        let Ok(lesson) = recording.lesson(&lab, None) else {
            continue;
        };
        let shelf = Shelf::from_texts(vec![("anything.yaml".to_owned(), lesson.text.clone())]);
        let faults: Vec<String> = shelf.faults().iter().map(ToString::to_string).collect();
        let [read] = shelf.list() else {
            panic!("list {number}: {}\n{}", faults.concat(), lesson.text);
        };
        let report = check(read);
        held += usize::from(report.holds());
        assert!(
            report.holds() || lesson.text.contains("# TODO: E"),
            "list {number}:\n{}",
            lesson.text
        );
    }
    assert!(held >= 112, "only {held} of 120 hold");
}

/// What is printed and said at the plain prompt, and the lesson that is to be written, if any.
fn plain(session: &mut Session, line: &str) -> (String, Option<(String, String)>) {
    let mut answer = session.line(line.as_bytes(), NOW);
    let write = answer.write.take();
    let said = answer.notes.into_iter().chain(answer.complaint);
    (said.collect::<Vec<_>>().join("\n"), write)
}

#[test]
fn the_plain_prompt_records_the_lesson_that_the_screen_records() {
    const TYPED: [&str; 5] = [
        "XADD fruits 1-0 name apple",
        ":lesson record mine",
        "XGROUP CREATE fruits pickers 0",
        "XADD fruits 1-0 name twice",
        "XREADGROUP GROUP pickers ann STREAMS fruits >",
    ];
    let clock = Clock::held(NOW, 250);
    let mut screen = Sandbox::new();
    screen.state = State::new(clock.clone(), Version::default(), Look::default(), NOW);
    screen.types(&TYPED).types(&[":lesson stop"]);
    let written = screen.effects.iter().find_map(|effect| match effect {
        Effect::WriteLesson(name, text) => Some((name.clone(), text.clone())),
        _ => None,
    });
    let settings = Settings {
        clock,
        ..Settings::default()
    };
    let mut session = Session::new(settings, NOW);
    let said: Vec<String> = TYPED.iter().map(|line| plain(&mut session, line).0).collect();
    assert_eq!(
        said[1],
        "recording: what is typed in any terminal goes into mine.yaml, but for what is refused or undone; `:lesson stop` \
         writes it"
    );
    assert_eq!(
        plain(&mut session, ":lesson record other").0,
        "mine is being recorded: `:lesson stop` writes it"
    );
    assert_eq!(
        plain(&mut session, ":close").0,
        "while something is recorded its terminals stay; `:crash` kills the client of one"
    );
    let held = session.leave();
    assert_eq!(
        (held.complaint.as_deref(), held.next),
        (
            Some("mine is being recorded: `:lesson stop` writes it; leaving once more leaves it unwritten"),
            Next::Line
        )
    );
    let (said, file) = plain(&mut session, ":lesson stop");
    assert_eq!(said, "recorded: 2 commands, 2 statements of a goal");
    // There they have other terminals.
    let lesson = |file: Option<(String, String)>| {
        let (name, text) = file.unwrap();
        let rest = text.split_once("\nclock:").unwrap().1.to_owned();
        (name, rest.replace("in: shop", "in: main"))
    };
    assert_eq!(lesson(file), lesson(written));
    let mut answer = Answer::default();
    session.written(Err("mine.yaml is there already".to_owned()), &mut answer);
    assert_eq!(
        answer.complaint.as_deref(),
        Some(
            "mine.yaml is there already; `:lesson stop OTHER-NAME` writes it under another name; the recording goes on"
        )
    );
    assert_eq!(plain(&mut session, ":lesson stop two").1.unwrap().0, "two");
    let mut answer = Answer::default();
    session.written(Ok("two.yaml".to_owned()), &mut answer);
    assert_eq!(
        answer.notes,
        ["two.yaml is written: say what is TODO in it; `xtutor lesson check two.yaml` proves it"]
    );
    assert_eq!(session.leave().next, Next::Leave);
}

#[test]
fn in_a_lesson_the_plain_prompt_records_nothing() {
    let lesson = Shelf::embedded().get("tickets-first-sale").unwrap().clone();
    let (mut session, _) = Session::learn(Settings::default(), Run::start(lesson));
    assert_eq!(
        plain(&mut session, ":lesson record mine").0,
        "the sandbox is recorded, and this is a lesson: `xtutor repl` is a sandbox, line by line"
    );
}

/// A look after an undo is recorded although what was undone can still be done again.
#[test]
fn what_was_looked_at_after_an_undo_is_recorded() {
    let mut sandbox = Sandbox::new();
    sandbox.types(&[
        ":lesson record looks",
        "XADD s 1-1 a b",
        "XADD s 2-1 a b",
        ":undo",
        "XLEN s",
        ":lesson stop",
    ]);
    let Some(Effect::WriteLesson(_, text)) = sandbox.effects.last() else {
        panic!("{}", sandbox.said(3));
    };
    let solution = text.split_once("solution:").unwrap().1;
    assert!(
        solution.contains("XLEN s") && !solution.contains("XADD s 2-1"),
        "{text}"
    );
    sandbox.types(&[":redo"]);
    assert_eq!(sandbox.said(1), "done again: XADD s 2-1 a b in shop");
}
