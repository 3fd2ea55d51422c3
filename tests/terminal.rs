//! The real binary in a real PTY: it starts, takes a session in two terminals, follows a resize, is stopped and
//! continued, and leaves the terminal as it found it on every way out.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/pty.rs"]
mod pty;

use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use pty::{Pty, xtutor};
use xtutor::host::Screen;

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;
/// Nothing moves by itself.
const HELD: [&str; 2] = ["--clock", "1700000000000"];

#[test]
fn a_session_in_two_terminals_and_out_again() {
    let mut pty = Pty::start(COLUMNS, ROWS, &[]);
    pty.until_text("welcome");
    assert!(pty.parser.screen().alternate_screen());
    pty.send("XADD fruits 10-0 name banana\r");
    pty.until_text("10-0 added at the end of fruits");
    pty.send("XGROUP CREATE fruits fruits-group 0\r");
    // F3: the next terminal.
    pty.send("\x1bOR");
    pty.until_text("[2 worker-1]");
    pty.send("XREADGROUP GROUP fruits-group worker-1 STREAMS fruits >\r");
    pty.until_text("● worker-1 ×1");
    pty.send("\x1b[200~XACK fruits fruits-group 10-0\n\x1b[201~");
    pty.until_text("✓ worker-1");
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
    let asked = pty.seen.windows(4).any(|bytes| bytes == b"\x1b[6n");
    assert!(!asked, "the terminal is never asked for its cursor");
}

#[test]
fn another_size_is_drawn_at_once() {
    let mut pty = Pty::start(COLUMNS, ROWS, &[]);
    pty.until_text("welcome");
    for (columns, rows) in [(120, 36), (40, 12), (30, 8), (80, 24)] {
        pty.resize(columns, rows);
        let wanted = if rows == 8 { "xtutor needs" } else { "welcome" };
        let width = usize::from(columns);
        pty.until(|screen| {
            let full = screen.rows(0, columns).any(|row| row.chars().count() == width);
            screen.contents().contains(wanted) && (full || rows == 8)
        });
    }
    pty.send("\x04");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

#[test]
fn every_size_down_to_a_single_cell_and_back() {
    let mut pty = Pty::start(200, 60, &HELD);
    pty.until_text("welcome");
    pty.send("XADD fruits 10-0 name banana\r");
    pty.until_text("10-0 added");
    // Every width and every height, to the single cell and back.
    let sizes = (1..=200u16).map(|columns| (columns, (columns * 3 / 10).max(1)));
    let sizes: Vec<(u16, u16)> = sizes.collect();
    let resized = |pty: &mut Pty, (columns, rows): (u16, u16)| {
        pty.resize(columns, rows);
        // Some are drawn, some are passed over: both must do.
        if columns.is_multiple_of(16) {
            drop(pty.settled());
        }
    };
    for size in sizes.iter().rev() {
        resized(&mut pty, *size);
    }
    drop(pty.settled());
    pty.send("XADD fruits 20-0 name apple\r");
    for size in sizes {
        resized(&mut pty, size);
    }
    pty.resize(COLUMNS, ROWS);
    pty.until_text("20-0 added at the end of fruits");
    pty.until_text("fruits · 2 entries");
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

#[test]
fn a_key_that_comes_with_another_size_does_not_wait_for_the_next_key() {
    let mut pty = Pty::start(COLUMNS, ROWS, &HELD);
    pty.until_text("welcome");
    let mut typed = String::new();
    for at in 0..60u16 {
        let letter = char::from(b'a' + u8::try_from(at % 26).unwrap());
        typed.push(letter);
        pty.resize(COLUMNS + at % 2, ROWS);
        pty.send(&letter.to_string());
        let wanted = format!("shop> {typed}");
        pty.until(|screen| screen.contents().contains(&wanted));
    }
    pty.send("\x03\x04");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

#[test]
fn a_signal_to_end_gives_the_terminal_back() {
    for (name, code) in [
        ("TERM", 128 + 15),
        ("HUP", 128 + 1),
        ("INT", 128 + 2),
        ("QUIT", 128 + 3),
    ] {
        let mut pty = Pty::start(COLUMNS, ROWS, &["--mouse"]);
        pty.until_text("welcome");
        pty.signal(name);
        assert_eq!(pty.end(), code, "{name}");
        pty.assert_given_back();
    }
}

#[test]
fn a_script_is_pasted_whole() {
    let mut pty = Pty::start(COLUMNS, ROWS, &HELD);
    pty.until_text("welcome");
    pty.until(vt100::Screen::bracketed_paste);
    pty.send("\x1b[200~// two fruits\nXADD fruits 10-0 name banana\nXADD fruits 20-0 name apple\nXLEN fru\x1b[201~");
    pty.until_text("shop> XLEN fru");
    pty.until_text("fruits · 2 entries");
    pty.send("its\r");
    pty.until_text("(integer) 2");
    pty.send("\x04");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

#[test]
fn the_mouse_is_taken_when_asked_for_and_given_back() {
    use vt100::MouseProtocolMode::{ButtonMotion, None};
    let mut pty = Pty::start(COLUMNS, ROWS, &HELD);
    pty.until_text("welcome");
    assert_eq!(pty.parser.screen().mouse_protocol_mode(), None, "not by itself");
    pty.send(":mouse on\r");
    pty.until(|screen| screen.mouse_protocol_mode() == ButtonMotion);
    // A click on the second tab.
    pty.until_text("the mouse works here now");
    pty.send("\x1b[<0;15;12M\x1b[<0;15;12m");
    pty.until_text("[2 worker-1]");
    pty.send("\x1a");
    pty.until(|screen| screen.mouse_protocol_mode() == None && !screen.alternate_screen());
    thread::sleep(Duration::from_millis(300));
    pty.signal("CONT");
    pty.until(|screen| screen.mouse_protocol_mode() == ButtonMotion);
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

/// The sequence that asks a terminal to put this text, in base64, into its clipboard (OSC 52).
fn clipboard(base64: &str) -> String {
    format!("\x1b]52;c;{base64}\x07")
}

#[test]
fn copies_reach_the_clipboard_of_the_terminal() {
    let arguments = [HELD.as_slice(), &["--mouse"]].concat();
    let mut pty = Pty::start(COLUMNS, ROWS, &arguments);
    pty.until_text("welcome");
    pty.send("RPUSH jobs one two\r");
    pty.until_text("(integer) 2");
    // The reply, the command, and the reply again as a line among the others.
    for (keys, base64) in [
        ("\x1br", "KGludGVnZXIpIDI="),
        ("\x1be", "UlBVU0ggam9icyBvbmUgdHdv"),
        ("\x1bw\x1b[A\x1b[A\r", "KGludGVnZXIpIDI="),
    ] {
        let before = pty.seen.len();
        pty.send(keys);
        pty.until_seen(before, clipboard(base64).as_bytes());
    }
    // Dragged from the line that was typed to its reply.
    let rows: Vec<String> = pty.settled().lines().map(str::to_owned).collect();
    let typed = rows.iter().position(|row| row.contains("shop> RPUSH")).unwrap() + 1;
    let before = pty.seen.len();
    pty.send(&format!(
        "\x1b[<0;12;{typed}M\x1b[<32;12;{0}M\x1b[<0;12;{0}m",
        typed + 1
    ));
    let both = "UlBVU0ggam9icyBvbmUgdHdvCihpbnRlZ2VyKSAy";
    pty.until_seen(before, clipboard(both).as_bytes());
    pty.until_text("copied 2 lines");
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

/// A wake-up is a sleep that began again.
#[cfg(target_os = "linux")]
#[test]
fn nothing_wakes_a_program_in_which_nothing_ticks() {
    let mut pty = Pty::start(COLUMNS, ROWS, &[]);
    pty.until_text("welcome");
    pty.send("XADD fruits 10-0 name banana\r");
    pty.until_text("10-0 added");
    drop(pty.settled());
    let before = pty.sleeps();
    thread::sleep(Duration::from_secs(10));
    assert_eq!(pty.sleeps(), before);
    pty.send("\x04");
    assert_eq!(pty.end(), 0);
}

/// Not a test by itself: the next one runs it in a terminal of its own.
#[test]
fn panics_while_the_screen_is_taken() {
    if std::env::var_os("XTUTOR_TEST_PANICS").is_some() {
        let _screen = Screen::take().unwrap();
        panic!("something went wrong");
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_can_be_read() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "panics_while_the_screen_is_taken", "--nocapture"]);
    command.env("XTUTOR_TEST_PANICS", "1");
    command.env("RUST_BACKTRACE", "0");
    command.env("TERM", "xterm-256color");
    let mut pty = Pty::spawn(COLUMNS, ROWS, command, tempfile::tempdir().unwrap());
    assert_ne!(pty.end(), 0);
    pty.assert_given_back();
    let taken = pty.seen.windows(8).any(|bytes| bytes == b"\x1b[?1049h");
    assert!(taken, "the alternate screen had been entered");
    assert!(pty.parser.screen().contents().contains("something went wrong"));
}

#[test]
fn ctrl_z_gives_the_terminal_back_until_the_program_goes_on() {
    let mut pty = Pty::start(COLUMNS, ROWS, &[]);
    pty.until_text("welcome");
    pty.send("XADD fruits 10-0 name ban");
    pty.until_text("name ban");
    pty.send("\x1a");
    pty.until(|screen| !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    // It may still be on its way into the stop.
    thread::sleep(Duration::from_millis(300));
    pty.assert_given_back();
    pty.signal("CONT");
    pty.until(|screen| screen.alternate_screen() && screen.contents().contains("name ban"));
    pty.send("ana\r");
    pty.until_text("10-0 added");
    pty.send("\x04");
    assert_eq!(pty.end(), 0);
    pty.assert_given_back();
}

#[test]
fn typed_lines_are_there_the_next_time() {
    let mut pty = Pty::start(COLUMNS, ROWS, &[]);
    pty.until_text("welcome");
    pty.send("XADD fruits 10-0 name banana\r");
    pty.until_text("10-0 added");
    pty.send(":quit\r");
    pty.end();
    let home = std::mem::replace(&mut pty.home, tempfile::tempdir().unwrap());
    let command = xtutor(&home, &[]);
    let mut pty = Pty::spawn(COLUMNS, ROWS, command, home);
    pty.until_text("welcome");
    pty.send("\x1b[A\x1b[A");
    pty.until_text("shop> XADD fruits 10-0 name banana");
    pty.send("\x03\x04");
    assert_eq!(pty.end(), 0);
}
