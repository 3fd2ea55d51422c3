//! The engine in process: commands per second, and what a checkpoint costs. Timings live here and never in tests.
//!
//! `cargo bench --bench engine`

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use xtutor::command::Turn;
use xtutor::engine::{Engine, Input};
use xtutor::wire::{ArgvBuf, ClientId, Out, Protocol, Sink};

const CLIENT: ClientId = ClientId(1);

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
        let mut side = Side {
            engine: Engine::default(),
            out: Out::default(),
            now: 1_800_000_000_000,
        };
        side.out.attach(CLIENT, Sink::bytes(Protocol::Resp2));
        let mut turn = Turn {
            now: side.now,
            out: &mut side.out,
            events: None,
        };
        side.engine.step(Input::Connect(CLIENT), &mut turn);
        side
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

fn words(line: &str) -> ArgvBuf {
    line.split(' ').collect()
}

const BATCH: usize = 1000;

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
        .map(|ms| words(&format!("XACK s g {}-0", 1_800_000_000_000 + ms)))
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

/// A clone of the engine with a million entries and a million pending, as every checkpoint makes one.
#[divan::bench]
fn checkpoint_of_a_million(bencher: Bencher) {
    let mut side = Side::filled(1_000_000);
    side.run(&words("XGROUP CREATE s g 0"));
    side.run(&words("XREADGROUP GROUP g alice STREAMS s >"));
    bencher.bench_local(|| black_box(side.engine.clone()));
}
