//! Raw sockets: who waits, is killed, ends, falls silent or is gone, and what becomes of what he said and was sent.

use std::thread;
use std::time::Duration;

use crate::server::{Raw, Served, array, until};
use crate::sockets::blocked;

/// More than the system's buffers hold of what somebody does not read.
const MUCH: usize = 24_000_000;

/// A client of this name that has asked for a long reply and not read it.
fn deaf(served: &Served, name: &str) -> Raw {
    let mut raw = served.raw();
    assert_eq!(raw.ask(&["SET", "much", &"x".repeat(MUCH)]), "+OK");
    raw.command(&["CLIENT", "SETNAME", name]);
    assert_eq!(raw.line(), "+OK");
    raw.command(&["GET", "much"]);
    raw
}

/// The number of the client of this name, if it is listed.
fn number_of(raw: &mut Raw, name: &str) -> Option<String> {
    raw.command(&["CLIENT", "LIST"]);
    let list = raw.reply();
    let line = list
        .lines()
        .find(|line| line.contains(&format!(" name={name} ")))?;
    Some(line.split(' ').next()?.trim_start_matches("id=").to_owned())
}

#[test]
fn what_follows_a_wait_that_ends_a_piece_is_kept() {
    const PIECE: usize = 16 * 1024;
    let served = Served::start(&[]);
    let mut raw = served.raw();
    let wait = array(&["BLPOP", "q", "0"]);
    let filled = |pad: usize| [array(&["ECHO", &"x".repeat(pad)]), wait.clone()].concat();
    // The first byte comes alone, and what is read next ends with the wait.
    let pad = (0..PIECE).rfind(|pad| filled(*pad).len() == PIECE + 1).unwrap();
    let bytes = filled(pad);
    raw.send(&bytes[..1]);
    thread::sleep(Duration::from_millis(50));
    raw.send([&bytes[1..], &array(&["PING"])].concat());
    let mut other = served.raw();
    until(|| blocked(&mut other), |line| line == "blocked_clients:1");
    assert_eq!(other.ask(&["RPUSH", "q", "v"]), ":1");
    raw.command(&["ECHO", "end"]);
    let replies: Vec<String> = (0..4).map(|_| raw.reply()).collect();
    assert_eq!(replies[1..], ["[q v]", "+PONG", "end"]);
    assert_eq!(replies[0].len(), pad);
}

#[test]
fn who_has_said_more_while_it_waited_and_is_gone_takes_nothing() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    for round in 0..30 {
        let mut gone = served.raw();
        gone.command(&["BLPOP", &format!("q{round}"), "0"]);
        until(|| blocked(&mut raw), |line| line == "blocked_clients:1");
        // More than the system holds for the server, or its end right behind it.
        gone.send(array(&["PING"]).repeat(if round == 0 { 20_000 } else { 1 }));
        drop(gone);
        until(|| blocked(&mut raw), |line| line == "blocked_clients:0");
        assert_eq!(raw.ask(&["RPUSH", &format!("q{round}"), "job"]), ":1");
        assert_eq!(raw.ask(&["LLEN", &format!("q{round}")]), ":1");
    }
}

#[test]
fn who_has_just_been_served_has_not_been_silent() {
    let served = Served::start(&["--idle-timeout", "4"]);
    let mut worker = served.raw();
    worker.command(&["BLPOP", "q", "0"]);
    thread::sleep(Duration::from_millis(4200));
    assert_eq!(served.raw().ask(&["RPUSH", "q", "job"]), ":1");
    assert_eq!(worker.reply(), "[q job]");
    // Silent connections are looked for once a second.
    thread::sleep(Duration::from_millis(1200));
    assert_eq!(worker.ask(&["PING"]), "+PONG");
}

#[test]
fn who_is_killed_makes_room_though_it_does_not_read() {
    let served = Served::start(&["--max-clients", "2", "--pubsub-patience", "600"]);
    let victim = deaf(&served, "victim");
    let mut raw = served.raw();
    let id = number_of(&mut raw, "victim").unwrap();
    assert_eq!(raw.ask(&["CLIENT", "KILL", "ID", &id]), ":1");
    assert_eq!(number_of(&mut raw, "victim"), None);
    until(|| served.raw().ask(&["PING"]), |reply| reply == "+PONG");
    drop(victim);
}

#[test]
fn who_ends_it_and_reads_slowly_reads_all_of_it() {
    let served = Served::start(&["--pubsub-patience", "3"]);
    let mut slow = deaf(&served, "slow");
    slow.command(&["QUIT"]);
    let mut got = 0;
    for _ in 0..2 {
        got += slow.some(MUCH / 4);
        thread::sleep(Duration::from_millis(2300));
    }
    got += slow.rest().len();
    assert_eq!(got, format!("${MUCH}\r\n\r\n+OK\r\n").len() + MUCH);
}
