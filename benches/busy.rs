//! How long a key takes to show while clients of the network keep the screen busy with 50,000 commands a second, and
//! while nothing comes.
//!
//! `cargo bench --bench busy`
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement")]

#[path = "../tests/support/pty.rs"]
mod pty;
#[path = "../tests/support/server.rs"]
mod server;

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pty::Pty;
use server::{Raw, array, beside};

/// Keys typed in each measurement.
const KEYS: usize = 300;
/// Commands in one write, and writes in a second.
const BATCH: usize = 50;
const WRITES: u32 = 1000;

fn main() {
    let mut pty = Pty::start(120, 36, &["--listen=127.0.0.1:0"]);
    pty.until_text("⌁ 127.0.0.1:");
    let screen = pty.parser.screen().contents();
    let told = screen
        .split("⌁ ")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    let address: SocketAddr = told.unwrap().parse().unwrap();
    report("nothing comes", &mut pty);

    let (going, done) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicUsize::new(0)));
    let since = Instant::now();
    let flood = {
        let (going, done) = (Arc::clone(&going), Arc::clone(&done));
        beside(move || flood(address, &going, &done))
    };
    pty.until_text("orders");
    report("under load", &mut pty);
    going.store(false, Ordering::Relaxed);
    let seconds = since.elapsed().as_secs().max(1);
    say(&format!(
        "{} commands/s meanwhile",
        done.load(Ordering::Relaxed) as u64 / seconds
    ));
    flood.join().unwrap();
}

/// Sends batches at an even rate, and reads the replies.
fn flood(address: SocketAddr, going: &AtomicBool, done: &AtomicUsize) {
    let mut raw = Raw::to(address);
    let batch = array(&["XADD", "orders", "MAXLEN", "~", "100000", "*", "item", "tea"]).repeat(BATCH);
    let mut next = Instant::now();
    while going.load(Ordering::Relaxed) {
        raw.stream.write_all(&batch).unwrap();
        (0..BATCH).for_each(|_| drop(raw.reply()));
        done.fetch_add(BATCH, Ordering::Relaxed);
        next += Duration::from_secs(1) / WRITES;
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
}

/// Types keys and takes them away again, each when the one before has shown.
fn report(what: &str, pty: &mut Pty) {
    let mut times: Vec<Duration> = (0..KEYS)
        .map(|key| {
            let (typed, shown) = if key % 2 == 0 {
                ("Q", true)
            } else {
                ("\x7f", false)
            };
            thread::sleep(Duration::from_millis(7));
            let since = Instant::now();
            pty.send(typed);
            pty.until(|screen| screen.contents().contains("shop> Q") == shown);
            since.elapsed()
        })
        .collect();
    times.sort();
    let (median, most) = (times[KEYS / 2], times[KEYS * 99 / 100]);
    say(&format!(
        "{what}: a key shows after {median:.1?}, 99 of 100 within {most:.1?}"
    ));
}

fn say(line: &str) {
    std::io::stdout().write_all(line.as_bytes()).unwrap();
    std::io::stdout().write_all(b"\n").unwrap();
}
