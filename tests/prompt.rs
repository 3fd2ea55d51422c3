//! The plain prompt on a real terminal (a PTY): it starts, completes, explains, gives up a wait, and leaves.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/pty.rs"]
mod pty;

use pty::Pty;

/// A terminal with `xtutor repl` in it.
fn start(arguments: &[&str]) -> Pty {
    Pty::start(110, 40, arguments)
}

/// Leaves by Ctrl-D, once the prompt is there again: before, the terminal itself would take the key.
fn leave(screen: &mut Pty) {
    screen.until(|screen| screen.contents().trim_end().ends_with("xtutor>"));
    screen.send("\x04");
    assert_eq!(screen.end(), 0);
}

#[test]
fn the_prompt_completes_explains_and_gives_up_waits() {
    let mut screen = start(&["repl"]);
    screen.until_text("xtutor> ");
    screen.send("XADD fruits ");
    screen.until_text("XADD fruits [NOMKSTREAM] [MAXLEN|MINID");
    screen.send("1-1 name banana\r");
    screen.until_text("\"1-1\"\n");
    screen.send("xlen fr\t\r");
    screen.until_text("(integer) 1");
    screen.send("XACK fruits\r");
    screen.until_text("expected: group id [id ...]");
    screen.send("XREAD BLOCK 0 STREAMS fruits $\r");
    screen.until_text("main waits for something new in fruits");
    screen.send("\x03");
    screen.until_text("main waits no longer");
    screen.send(":undo\r");
    screen.until_text("undone: ");
    screen.send("half a line\x03");
    screen.send("PING\r");
    screen.until_text("PONG");
    leave(&mut screen);
}

#[test]
fn a_held_clock_gives_the_prompt_back_during_a_wait() {
    let mut screen = start(&["repl", "--clock", "1000"]);
    screen.until_text("xtutor> ");
    screen.send("XREAD BLOCK 3000 STREAMS s $\r");
    screen.until_text("xtutor(waits)> ");
    screen.send("PING\r");
    screen.until_text("main waits; `:clock +10s`");
    screen.send(":clock +3s\r");
    screen.until_text("(nil)");
    screen.send("XADD s * a b\r");
    screen.until_text("\"4000-0\"");
    screen.send("quit\r");
    assert_eq!(screen.end(), 0);
}

#[test]
fn who_leaves_in_the_middle_of_a_recording_is_held_back_once() {
    let mut screen = start(&["repl"]);
    screen.until_text("xtutor> ");
    screen.send(":lesson record mine\r");
    screen.until_text("recording: what is typed");
    screen.send("XADD fruits 1-1 name banana\r");
    screen.until_text("fruits is new: a stream");
    screen.until(|screen| screen.contents().trim_end().ends_with("xtutor>"));
    screen.send("\x04");
    screen.until_text("leaving once more leaves it unwritten");
    leave(&mut screen);
}
