//! The real screen with clients of the network beside it: what they do shows in the panes, is undone by a key, and
//! nobody is answered twice.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/server.rs"]
mod server;

use std::io::Write as _;
use std::net::SocketAddr;

use pty::Pty;
use server::{Raw, array, beside, until};

/// The screen, and the address that its first line tells.
fn listening(arguments: &[&str]) -> (Pty, SocketAddr) {
    let mut pty = Pty::start(120, 36, arguments);
    pty.until_text("⌁ 127.0.0.1:");
    let screen = pty.parser.screen().contents();
    let told = screen
        .split("⌁ ")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    (pty, told.unwrap().parse().unwrap())
}

#[test]
fn a_client_s_work_shows_and_is_undone_and_a_wait_is_answered_once() {
    let (mut pty, address) = listening(&["--listen=127.0.0.1:0"]);
    let (mut client, mut reader) = (Raw::to(address), Raw::to(address));
    assert_eq!(client.ask(&["XADD", "orders", "1-1", "item", "tea"]), "$3");
    assert_eq!(client.line(), "1-1");
    pty.until_text("· 2 clients");
    pty.until_text("tea");
    assert_eq!(client.ask(&["XGROUP", "CREATE", "orders", "packers", "$"]), "+OK");
    reader.command(&[
        "XREADGROUP",
        "GROUP",
        "packers",
        "ann",
        "BLOCK",
        "0",
        "STREAMS",
        "orders",
        ">",
    ]);
    pty.until_text("ann");
    pty.send(":listen\r");
    pty.until_text("ann (client 1002) from 127.0.0.1:");
    pty.until_text("reads in packers, waits for orders");

    // Alt-U: the consumer, then the group.
    pty.send("\x1bu");
    pty.until_text("undone: XREADGROUP");
    pty.send("\x1bu");
    pty.until_text("undone: XGROUP CREATE");
    assert_eq!(
        reader.line(),
        "-UNBLOCKED the data was taken back to another moment; ask again"
    );
    // Alt-Y brings the group back, and an entry for it wakes nobody: the next thing the reader hears is its own PONG.
    pty.send("\x1by");
    pty.until_text("done again: XGROUP CREATE");
    client.send(array(&["XADD", "orders", "2-1", "item", "cup"]));
    assert_eq!(
        (client.line(), client.line()),
        ("$3".to_owned(), "2-1".to_owned())
    );
    assert_eq!(reader.ask(&["PING"]), "+PONG");

    // A typed terminal is woken by a client.
    pty.send("BLPOP queue 0\r");
    pty.until_text("waits for queue");
    assert_eq!(client.ask(&["RPUSH", "queue", "job"]), ":1");
    pty.until_text("woken by client");
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    assert_eq!((client.rest(), reader.rest()), (Vec::new(), Vec::new()));
    pty.assert_given_back();
}

/// Until some client waits with this command, as another one sees it.
fn until_it_waits(other: &mut Raw, command: &str) {
    let told = format!("cmd={command} ");
    let waits = |list: &str| {
        list.lines()
            .any(|line| line.contains(&told) && line.contains("flags=b"))
    };
    let list = || {
        other.command(&["CLIENT", "LIST"]);
        other.reply()
    };
    until(list, waits);
}

#[test]
fn a_program_learns_the_lesson_that_is_open_and_afterwards_has_the_sandbox_again() {
    let (mut pty, address) = listening(&["--listen=127.0.0.1:0"]);
    let (mut client, mut reader) = (Raw::to(address), Raw::to(address));
    assert_eq!(client.ask(&["XADD", "own", "1-1", "item", "tea"]), "$3");
    client.line();
    reader.command(&["XREAD", "BLOCK", "0", "STREAMS", "own", "$"]);
    until_it_waits(&mut client, "xread");
    pty.send(":lesson your-own-code\r");
    pty.until_text("step 1/");
    assert_eq!(reader.line(), "-UNBLOCKED other data is open now; ask again");
    assert_eq!(client.ask(&["EXISTS", "own"]), ":0");
    // A look or two, and the step is the lesson's own.
    pty.send("\r");
    pty.until_text("step 2/");
    // A known mistake has its answer, whoever makes it.
    client.command(&["XADD", "fruits", "*", "name", "banana"]);
    client.reply();
    assert_eq!(client.ask(&["XGROUP", "CREATE", "fruits", "pickers", "$"]), "+OK");
    pty.until_text("With $");
    pty.send("\x1bu");
    pty.until_text("undone: XGROUP CREATE");
    reader.command(&[
        "XREADGROUP",
        "GROUP",
        "pickers",
        "py-1",
        "BLOCK",
        "0",
        "STREAMS",
        "fruits",
        ">",
    ]);
    assert!(reader.line().starts_with("-NOGROUP"));
    assert_eq!(client.ask(&["XGROUP", "CREATE", "fruits", "pickers", "0"]), "+OK");
    pty.until_text("✓ When your program");
    // The next step asks; then back to the sandbox, in the middle of a wait.
    reader.command(&["BLPOP", "queue", "0"]);
    until_it_waits(&mut client, "blpop");
    // F5, and the line behind the last lesson is the first one: the sandbox.
    pty.send("\x1b[15~\x1b[B\r");
    pty.until_text("sandbox ▸ own");
    assert_eq!(reader.line(), "-UNBLOCKED other data is open now; ask again");
    assert_eq!(client.ask(&["EXISTS", "own", "fruits"]), ":1");
    assert_eq!(client.ask(&["RPUSH", "queue", "job"]), ":1");
    assert_eq!(reader.ask(&["PING"]), "+PONG");
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
    assert_eq!((client.rest(), reader.rest()), (Vec::new(), Vec::new()));
}

#[test]
fn a_look_back_changes_nothing_for_clients() {
    let (mut pty, address) = listening(&["--listen=127.0.0.1:0"]);
    let mut client = Raw::to(address);
    assert_eq!(client.ask(&["XADD", "s", "1-1", "name", "pear"]), "$3");
    client.line();
    client.ask(&["XADD", "s", "2-1", "name", "plum"]);
    client.line();
    pty.until_text("plum");
    // Alt-Left
    pty.send("\x1b[1;3D");
    pty.until_text("looking back command 1 of 2");
    pty.until_text("1 client goes on meanwhile");
    assert_eq!(client.ask(&["XLEN", "s"]), ":2");
    assert_eq!(client.ask(&["XADD", "s", "3-1", "name", "fig"]), "$3");
    client.line();
    pty.until_text("command 1 of 3");
    let mut stream = client.stream.try_clone().unwrap();
    let flood =
        beside(move || (0..5000).for_each(|_| stream.write_all(&array(&["RPUSH", "l", "x"])).unwrap()));
    (1..=5000).for_each(|number| assert_eq!(client.line(), format!(":{number}")));
    flood.join().unwrap();
    pty.until_text("command 1 of 5003");
    // Time goes on for who waits.
    assert_eq!(client.ask(&["BLPOP", "nothing", "0.05"]), "*-1");
    assert!(!pty.parser.screen().contents().contains("fig"));
    pty.send("\x1b");
    pty.until(|screen| !screen.contents().contains("looking back"));
    pty.until_text("fig");
    assert_eq!(client.ask(&["XLEN", "s"]), ":3");
    pty.send(&format!(":listen {address}\r"));
    pty.until_text(&format!("clients can come to {address} already"));
    pty.send(":listen off\r");
    pty.until_text("nobody is let in any more; 1 client was cut off");
    assert_eq!(client.rest(), b"");
    pty.send(":listen nowhere\r");
    pty.until_text("'nowhere' is no address");
    pty.send("XLEN s\r");
    pty.until_text("(integer) 3");
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
}

#[test]
fn in_a_flood_keys_are_heard_and_the_panes_are_right_in_the_end() {
    const COUNT: usize = 20_000;
    let (mut pty, address) = listening(&["--listen=127.0.0.1:0"]);
    let mut client = Raw::to(address);
    let mut stream = client.stream.try_clone().unwrap();
    let flood = beside(move || {
        for number in 1..=COUNT {
            let id = format!("{number}-0");
            stream
                .write_all(&array(&["XADD", "orders", &id, "n", "x"]))
                .unwrap();
        }
    });
    let read = beside(move || (0..COUNT).for_each(|_| drop(client.reply())));
    pty.until_text("orders");
    pty.send("ECHO heard-all-the-same\r");
    pty.until_text("\"heard-all-the-same\"");
    flood.join().unwrap();
    read.join().unwrap();
    pty.until_text(&format!("{COUNT}-0"));
    pty.send("XLEN orders\r");
    pty.until_text(&format!("(integer) {COUNT}"));
    // The last one is taken back; the sandbox remembers as many as it can.
    pty.send("\x1bu\x1bu");
    pty.until_text(&format!("undone: XADD orders {COUNT}-0"));
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_terminal_mirrors_what_a_client_says_and_is_answered() {
    let (mut pty, address) = listening(&["--listen=127.0.0.1:0"]);
    let mut client = Raw::to(address);
    assert_eq!(client.ask(&["CLIENT", "SETNAME", "packer"]), "+OK");
    pty.until_text("· 1 client");
    pty.send(":mirror packer\r");
    pty.until_text("this terminal mirrors packer");
    assert_eq!(client.ask(&["ECHO", "\u{1b}[31mhello"]), "$10");
    client.line();
    pty.until_text("packer> ECHO \"\\x1b[31mhello\"");
    drop(client);
    pty.until_text("packer is gone; this terminal waits for the next of that name");
}

#[test]
fn what_goes_wrong_for_a_program_and_its_end_stand_under_the_prompt() {
    let (mut pty, address) = listening(&["--listen=127.0.0.1:0"]);
    let (mut packer, mut other) = (Raw::to(address), Raw::to(address));
    assert_eq!(packer.ask(&["XADD", "orders", "1-1", "item", "tea"]), "$3");
    packer.line();
    assert_eq!(packer.ask(&["XGROUP", "CREATE", "orders", "packers", "0"]), "+OK");
    packer.command(&["XREADGROUP", "GROUP", "packers", "ann", "STREAMS", "orders", ">"]);
    packer.reply();
    pty.until_text("ann joined packers");
    other.command(&["XADD", "orders", "1-0", "item", "cup"]);
    assert!(other.line().starts_with("-ERR The ID specified in XADD"));
    pty.until_text("`orders` is 1-1; IDs only grow, and * takes the next one");
    drop(packer);
    pty.until_text("ann is gone; what it was given stays pending: 1 entry of packers");
    // What is undone is no news, and what it was about is named as it was.
    pty.send("\x1bu");
    pty.until_text("undone: XREADGROUP GROUP packers ann STREAMS orders > by ann");
    pty.until(|screen| !screen.contents().contains("ann is gone"));
    drop(other);
    pty.send(":quit\r");
    assert_eq!(pty.end(), 0);
}
