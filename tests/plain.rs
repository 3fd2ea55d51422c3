//! A whole lesson on the bare prompt, from its first word to its last: what is typed and everything that is said to it,
//! wrong answers, hints, undo and play included.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use xtutor::lesson::{Session as Run, Shelf};
use xtutor::repl::{Answer, Next, Session, Settings};
use xtutor::wire::print::Format;

/// What somebody types who takes the first lesson and tries what there is.
const TYPED: &str = r#"

XADD tickets * name Jim Crews seat "B12" movieId 53 sessionId 832
:hint
XLEN tickets
XADD tickets * name "Jim Crews" seat "B12" movieId 53 sessionId 832

:undo
:redo

XADD tickets * name "Arthur Crews" seat "B13" movieId 53 sessionId 832

XADD tickets * name "Beth Harmon" seat "B11" movieId 53 sessionId 832

XREAD STREAMS tickets $
:play
DEL tickets
XLEN tickets

XREAD STREAMS tickets 0-0

what?
7
1

:terminal consumer-1
XREAD BLOCK 0 STREAMS tickets $
:terminal office
XADD tickets * name "Alma Wheatley" seat "B10" movieId 53 sessionId 832

XGROUP CREATE tickets ticketgroup $
:reset
XGROUP CREATE tickets ticketgroup 0

2

XACK tickets ticketgroup 1720975546055-0 1720975546305-0
:catchup
:hint
:hint
:hint
:hint
XACK tickets ticketgroup 1720975546055-0 1720975546305-0
:back
:step
2

XACK tickets ticketgroup 1720975546055-0 1720975546305-0

2

:terminal office
XADD tickets * name "Vasily Borgov" seat "B14" movieId 53 sessionId 832
:hint
:hint
:hint
:hint
:hint
:terminal consumer-2
XREADGROUP GROUP ticketgroup consumer-2 STREAMS tickets >
:hint
XACK tickets ticketgroup 1720975546555-0 1720975547555-0 1720975549055-0


"#;

fn taken_in(session: &mut Session, mut answer: Answer, all: &mut String) {
    loop {
        all.push_str(&String::from_utf8_lossy(&answer.printed));
        for note in answer.notes.iter().chain(&answer.complaint) {
            all.extend([note, "\n"]);
        }
        if answer.next != Next::GoOn {
            return;
        }
        answer = session.go_on(0);
    }
}

#[test]
fn the_first_lesson_from_end_to_end() {
    insta::assert_snapshot!("first_lesson", transcript(None));
}

#[test]
fn the_first_lesson_in_another_language() {
    insta::assert_snapshot!("first_lesson_nl", transcript(Some("nl")));
}

fn transcript(language: Option<&str>) -> String {
    let shelf = Shelf::embedded().in_language(language);
    let lesson = shelf.get("tickets-first-sale").unwrap().clone();
    let settings = Settings {
        format: Format::Standard,
        talks: true,
        ..Settings::default()
    };
    let (mut session, first) = Session::learn(settings, Run::start(lesson));
    let mut all = String::new();
    taken_in(&mut session, first, &mut all);
    for line in TYPED.lines() {
        all.extend([&session.prompt(), line]);
        all.truncate(all.trim_end_matches(' ').len());
        all.push('\n');
        let answer = session.line(line.as_bytes(), 0);
        taken_in(&mut session, answer, &mut all);
    }
    all
}

/// The real binary on a pipe: the file is saved between two lines.
#[test]
fn a_file_that_is_saved_is_read_again_before_the_next_line() {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sound.yaml");
    let sound = include_str!("lessons/sound.yaml");
    std::fs::write(&file, sound).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtutor"))
        .args(["learn", "--plain", "--from", "finish"])
        .arg(&file)
        .env("XDG_DATA_HOME", folder.path())
        .env("XDG_STATE_HOME", folder.path())
        .env("HOME", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until = |last: &str| {
        let mut all = Vec::new();
        while all.last().is_none_or(|line| line != last) {
            all.push(lines.next().unwrap().unwrap());
        }
        all
    };
    until("Begin with: XACK fruits pickers ____");
    std::fs::write(
        &file,
        sound.replace("text: Report it.", "text: Report the apple."),
    )
    .unwrap();
    writeln!(input).unwrap();
    let page = [
        "(the lesson's file was read again)",
        "",
        "2/3",
        "",
        "Report the apple.",
        "  [ ] pickers: 1 pending, goal 0",
        "  [x] fruits: 2 entries",
        "Begin with: XACK fruits pickers ____",
    ];
    assert_eq!(until(page[7]), page);
    std::fs::write(&file, sound.replace("    kind: do", "    kind: du")).unwrap();
    writeln!(input, "XACK fruits pickers 1-0").unwrap();
    let told = until("(1 command, par 1; Enter goes on)");
    assert_eq!(
        told[0],
        format!(
            "{}:23:11: E102: unknown kind \"du\", did you mean \"do\"?",
            file.display()
        )
    );
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn who_went_back_comes_forward_again_with_an_empty_line() {
    let lesson = Shelf::embedded().get("tickets-first-sale").unwrap().clone();
    let settings = Settings {
        format: Format::Standard,
        talks: true,
        ..Settings::default()
    };
    let (mut session, _) = Session::learn(settings, Run::start_at(lesson, "read-all"));
    let mut all = String::new();
    for line in ["XREAD STREAMS tickets 0", "", ":back", ""] {
        all.clear();
        let answer = session.line(line.as_bytes(), 0);
        taken_in(&mut session, answer, &mut all);
        if line == ":back" {
            assert!(
                all.ends_with("(an empty line goes forward again, with all that was done since)\n"),
                "{all}"
            );
        }
    }
    assert!(all.starts_with("\n5/11  "), "{all}");
}
