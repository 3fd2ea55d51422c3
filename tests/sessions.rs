//! Whole sessions typed into the real program in a real terminal, compared screen by screen: the fruits notes from
//! XGROUP CREATE to XAUTOCLAIM in two terminals, and the tickets lesson from its first page to its last.

#[path = "support/pty.rs"]
mod pty;

use insta::assert_snapshot;
use pty::Pty;

const ENTER: &str = "\r";
const F3: &str = "\x1bOR";
const HELD: [&str; 4] = ["--clock", "1720975546055", "--step", "250"];

/// Types a line and waits until its reply is there.
fn run(pty: &mut Pty, line: &str, shows: &str) {
    pty.send(line);
    pty.send(ENTER);
    pty.until_text(shows);
    pty.settled();
}

#[test]
fn the_fruits_notes_in_two_terminals() {
    let mut pty = Pty::start(120, 36, &HELD);
    pty.until_text("welcome");
    run(
        &mut pty,
        "XGROUP CREATE fruits fruits-group $ MKSTREAM",
        "last-delivered starts at 0-0",
    );
    run(
        &mut pty,
        "XGROUP CREATECONSUMER fruits fruits-group worker-1",
        "worker-1 joined",
    );
    run(
        &mut pty,
        "XGROUP CREATECONSUMER fruits fruits-group worker-2",
        "worker-2 joined",
    );
    run(
        &mut pty,
        "XADD fruits 10-0 name banana color yellow",
        "10-0 added",
    );
    run(&mut pty, "XADD fruits 20-0 name apple color red", "20-0 added");
    run(
        &mut pty,
        "XADD fruits 30-0 name orange color orange ",
        "30-0 added",
    );
    assert_snapshot!("fruits_added", pty.settled());
    pty.send(F3);
    let read = "XREADGROUP GROUP fruits-group worker-1 COUNT 1 STREAMS fruits > // > to get back any unread messages";
    run(&mut pty, read, "10-0 handed to worker-1");
    assert_snapshot!("fruits_read", pty.settled());
    run(&mut pty, "XACK fruits fruits-group 10-0", "10-0 acknowledged");
    run(&mut pty, read, "20-0 handed to worker-1");
    run(&mut pty, ":crash", "worker-1");
    pty.send(F3);
    run(
        &mut pty,
        "XAUTOCLAIM fruits fruits-group worker-2 10000 0-0 // too soon",
        "0-0",
    );
    assert_snapshot!("fruits_too_soon", pty.settled());
    run(&mut pty, ":clock +10s", "+1");
    run(
        &mut pty,
        "XAUTOCLAIM fruits fruits-group worker-2 10000 0-0",
        "moved from worker-1 to worker-2",
    );
    assert_snapshot!("fruits_claimed", pty.settled());
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

/// Clears what is typed already and types `line` instead.
fn instead(pty: &mut Pty, line: &str, shows: &str) {
    // Ctrl-E, Ctrl-U: to the end, and cut everything before.
    pty.send("\x05\x15");
    run(pty, line, shows);
}

fn next(pty: &mut Pty, shows: &str) {
    pty.send(ENTER);
    pty.until_text(shows);
    pty.settled();
}

fn answer(pty: &mut Pty, option: &str, shows: &str) {
    pty.send(option);
    pty.send(ENTER);
    pty.until_text(shows);
    pty.settled();
}

#[test]
fn the_tickets_lesson_from_its_first_page_to_its_last() {
    let mut pty = Pty::start(120, 36, &["learn", "tickets-first-sale"]);
    pty.until_text("step 1/11");
    assert_snapshot!("lesson_first_page", pty.settled());
    next(&mut pty, "step 2/11");
    next(&mut pty, "Enter next step");
    assert_snapshot!("lesson_first_ticket", pty.settled());
    next(&mut pty, "step 3/11");
    instead(
        &mut pty,
        "XADD tickets * name \"Arthur Crews\" seat \"B13\" movieId 53 sessionId 832",
        "6305-0 added",
    );
    instead(
        &mut pty,
        "XADD tickets * name \"Beth Harmon\" seat \"B11\" movieId 53 sessionId 832",
        "Enter next step",
    );
    next(&mut pty, "step 4/11");
    instead(&mut pty, "XREAD STREAMS tickets $", "After the newest");
    assert_snapshot!("lesson_mistake", pty.settled());
    instead(&mut pty, "XREAD STREAMS tickets 0-0", "Enter next step");
    next(&mut pty, "step 5/11");
    answer(&mut pty, "2", "Enter next step");
    assert_snapshot!("lesson_answered", pty.settled());
    next(&mut pty, "step 6/11");
    instead(&mut pty, "XREAD BLOCK 0 STREAMS tickets $", "waits for tickets");
    assert_snapshot!("lesson_waiting", pty.settled());
    run(&mut pty, ":terminal office", "[1 office]");
    run(
        &mut pty,
        "XADD tickets * name \"Alma Wheatley\" seat \"B10\" movieId 53 sessionId 832",
        "Enter next step",
    );
    next(&mut pty, "step 7/11");
    instead(&mut pty, "XGROUP CREATE tickets ticketgroup 0", "Enter next step");
    next(&mut pty, "step 8/11");
    answer(&mut pty, "2", "Enter next step");
    assert_snapshot!("lesson_shared", pty.settled());
    next(&mut pty, "step 9/11");
    instead(
        &mut pty,
        "XACK tickets ticketgroup 1720975546055-0 1720975546305-0",
        "Enter next step",
    );
    next(&mut pty, "step 10/11");
    answer(&mut pty, "2", "Enter next step");
    next(&mut pty, "step 11/11");
    run(&mut pty, ":terminal office", "[1 office]");
    run(
        &mut pty,
        "XADD tickets * name \"Vasily Borgov\" seat \"B14\" movieId 53 sessionId 832",
        "added",
    );
    run(&mut pty, ":terminal consumer-2", "[3 consumer-2]");
    run(
        &mut pty,
        "XREADGROUP GROUP ticketgroup consumer-2 STREAMS tickets >",
        "handed to consumer-2",
    );
    pty.send("XACK tickets ticketgroup 1720975546555-0 1720975547805-0 1720975549305-0\r");
    pty.settled();
    assert_snapshot!("lesson_last_page", pty.settled());
    pty.send(ENTER);
    assert_snapshot!("lesson_closing_words", pty.settled());
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

#[test]
fn a_recorded_lesson_is_a_file_that_is_never_written_over() {
    let home = tempfile::tempdir().unwrap();
    let mut command = pty::xtutor(&home, &HELD);
    command.cwd(home.path());
    let mut pty = Pty::spawn(120, 36, command, home);
    pty.until_text("welcome");
    run(&mut pty, ":lesson record first", "recording first (0)");
    run(&mut pty, "XADD fruits * name banana", "recording first (1)");
    run(&mut pty, ":lesson stop", "first.yaml is written");
    let written = std::fs::read_to_string(pty.home.path().join("first.yaml")).unwrap();
    assert!(
        written.contains("      - XADD fruits * name banana\n"),
        "{written}"
    );
    run(&mut pty, ":lesson record first", "recording first (0)");
    run(&mut pty, "XADD fruits * name apple", "recording first (1)");
    run(&mut pty, ":lesson stop", "first.yaml is there already");
    run(&mut pty, ":lesson stop second", "second.yaml is written");
    let path = |name: &str| pty.home.path().join(name);
    assert_eq!(std::fs::read_to_string(path("first.yaml")).unwrap(), written);
    assert!(path("second.yaml").exists());
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
}
