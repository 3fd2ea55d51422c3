//! The engine in process: commands per second, and what a checkpoint costs. Timings live here and never in tests.
//!
//! `cargo bench --bench engine`

use std::cell::OnceCell;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use xtutor::command::Turn;
use xtutor::engine::{Engine, Input};
use xtutor::wire::{ArgvBuf, ClientId, Out, Protocol, Sink};

const CLIENT: ClientId = ClientId(1);
const START: i64 = 1_800_000_000_000;
const MILLION: usize = 1_000_000;
const BATCH: usize = 1000;

fn main() {
    divan::main();
}

/// An engine with one connection that gets RESP bytes, as a network client would.
struct Side {
    engine: Engine,
    out: Out,
    now: i64,
}

impl Side {
    fn new() -> Side {
        let mut side = Side::of(Engine::default());
        side.now = START;
        let mut turn = Turn {
            now: side.now,
            out: &mut side.out,
            events: None,
        };
        side.engine.step(Input::Connect(CLIENT), &mut turn);
        side
    }

    /// The same for an engine to which the connection was made before.
    fn of(engine: Engine) -> Side {
        let mut out = Out::default();
        out.attach(CLIENT, Sink::bytes(Protocol::Resp2));
        let now = START + 2 * MILLION as i64;
        Side { engine, out, now }
    }

    fn run(&mut self, argv: &ArgvBuf) -> usize {
        self.now += 1;
        let mut turn = Turn {
            now: self.now,
            out: &mut self.out,
            events: None,
        };
        self.engine
            .step(Input::Command(CLIENT, argv.as_argv()), &mut turn);
        let bytes = self.out.bytes_mut(CLIENT).map_or(0, |bytes| {
            let len = bytes.len();
            bytes.clear();
            len
        });
        black_box(bytes)
    }

    fn filled(entries: usize) -> Side {
        let mut side = Side::new();
        let add = words("XADD s * name banana");
        for _ in 0..entries {
            side.run(&add);
        }
        side
    }
}

/// A million entries, all of them pending for alice; every thousandth was claimed by bob with a long idle time.
fn million() -> Side {
    thread_local! {
        static MADE: OnceCell<Engine> = const { OnceCell::new() };
    }
    let make = || {
        let mut side = Side::filled(MILLION);
        side.run(&words("XGROUP CREATE s g 0"));
        side.run(&words("XREADGROUP GROUP g alice STREAMS s >"));
        for ms in (1000..=MILLION as i64).step_by(1000) {
            side.run(&words(&format!(
                "XCLAIM s g bob 0 {}-0 IDLE 99999999",
                START + ms
            )));
        }
        side.engine
    };
    Side::of(MADE.with(|made| made.get_or_init(make).clone()))
}

fn words(line: &str) -> ArgvBuf {
    line.split(' ').collect()
}

#[divan::bench]
fn xadd(bencher: Bencher) {
    let add = words("XADD s * name banana color yellow");
    bencher
        .counter(ItemsCount::new(BATCH))
        .with_inputs(Side::new)
        .bench_local_refs(|side| {
            for _ in 0..BATCH {
                side.run(&add);
            }
        });
}

/// A stream that is kept at about a thousand entries.
#[divan::bench(args = ["=", "~"])]
fn xadd_with_maxlen(bencher: Bencher, sign: &str) {
    let mut side = Side::filled(BATCH);
    let add = words(&format!("XADD s MAXLEN {sign} 1000 * name banana color yellow"));
    bencher
        .counter(ItemsCount::new(1usize))
        .bench_local(|| side.run(&add));
}

#[divan::bench(args = [10, 100])]
fn xrange(bencher: Bencher, count: usize) {
    let mut side = Side::filled(100_000);
    let range = words(&format!("XRANGE s 1800000050000 + COUNT {count}"));
    bencher
        .counter(ItemsCount::new(1usize))
        .bench_local(|| side.run(&range));
}

#[divan::bench]
fn xreadgroup_and_xack(bencher: Bencher) {
    let read = words("XREADGROUP GROUP g alice COUNT 1 STREAMS s >");
    let fresh = || {
        let mut side = Side::filled(BATCH);
        side.run(&words("XGROUP CREATE s g 0"));
        side
    };
    let acks: Vec<ArgvBuf> = (1..=BATCH)
        .map(|ms| words(&format!("XACK s g {}-0", START + ms as i64)))
        .collect();
    bencher
        .counter(ItemsCount::new(BATCH))
        .with_inputs(fresh)
        .bench_local_refs(|side| {
            for ack in &acks {
                side.run(&read);
                side.run(ack);
            }
        });
}

/// One call over a million pending entries of which every thousandth is idle long enough: it looks at a thousand.
#[divan::bench]
fn xautoclaim_in_a_million(bencher: Bencher) {
    let mut side = million();
    let claim = words("XAUTOCLAIM s g carol 50000000 0 JUSTID");
    bencher.bench_local(|| side.run(&claim));
}

/// The same with a hundred to be taken in a thousand looked at, back and forth between two consumers.
#[divan::bench]
fn xautoclaim_of_a_hundred(bencher: Bencher) {
    let mut side = million();
    let claims = ["carol", "dave"].map(|name| words(&format!("XAUTOCLAIM s g {name} 0 {}", START + 500_000)));
    let mut turn = 0;
    bencher.counter(ItemsCount::new(100usize)).bench_local(|| {
        turn += 1;
        side.run(&claims[turn % 2])
    });
}

/// Half of a stream of 100,000 goes.
#[divan::bench(args = ["=", "~"], sample_count = 20)]
fn xtrim_of_50000(bencher: Bencher, sign: &str) {
    let trim = words(&format!("XTRIM s MAXLEN {sign} 50000"));
    bencher
        .counter(ItemsCount::new(50_000usize))
        .with_inputs(|| Side::filled(100_000))
        .bench_local_refs(|side| side.run(&trim));
}

#[divan::bench(args = ["STREAM s", "STREAM s FULL", "GROUPS s", "CONSUMERS s g"])]
fn xinfo_of_a_million(bencher: Bencher, what: &str) {
    let mut side = million();
    let info = words(&format!("XINFO {what}"));
    bencher.bench_local(|| side.run(&info));
}

/// A clone of the engine with a million entries and a million pending, as every checkpoint makes one.
#[divan::bench]
fn checkpoint_of_a_million(bencher: Bencher) {
    let side = million();
    bencher.bench_local(|| black_box(side.engine.clone()));
}

/// The same with the command after it, which has to copy what it writes to: the whole price of a checkpoint.
#[divan::bench(args = ["XADD s * name banana", "XACK s g 1800000500001-0", "XDEL s 1800000500002-0"])]
fn checkpoint_of_a_million_and_a_write(bencher: Bencher, line: &str) {
    let mut side = million();
    let write = words(line);
    let checkpoint = side.engine.clone();
    bencher
        .with_inputs(|| checkpoint.clone())
        .bench_local_values(|before| {
            side.engine = before.clone();
            side.run(&write);
            before
        });
}
