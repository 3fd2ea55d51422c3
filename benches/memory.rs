//! Bytes per entry at a million entries with one field, measured as the growth of this process's resident memory.
//!
//! `cargo bench --bench memory`

use std::io::Write as _;

use xtutor::command::Turn;
use xtutor::engine::{Engine, Input};
use xtutor::wire::{ArgvBuf, ClientId, Out};

const ENTRIES: usize = 1_000_000;

fn main() {
    let client = ClientId(1);
    let (mut engine, mut out) = (Engine::default(), Out::default());
    engine.step(
        Input::Connect(client),
        &mut Turn {
            now: 0,
            out: &mut out,
            events: None,
        },
    );
    let mut run = |engine: &mut Engine, now: usize, line: &str| {
        let argv: ArgvBuf = line.split(' ').collect();
        let mut turn = Turn {
            now: now as i64,
            out: &mut out,
            events: None,
        };
        engine.step(Input::Command(client, argv.as_argv()), &mut turn);
    };
    let start = resident();
    for at in 0..ENTRIES {
        run(&mut engine, 1_800_000_000_000 + at, "XADD s * name banana");
    }
    let filled = resident();
    run(&mut engine, 1_900_000_000_000, "XGROUP CREATE s g 0");
    for _ in 0..ENTRIES / 1000 {
        run(
            &mut engine,
            1_900_000_000_000,
            "XREADGROUP GROUP g alice COUNT 1000 STREAMS s >",
        );
    }
    let pending = resident();
    let each = |bytes: usize| f64::from(u32::try_from(bytes / (ENTRIES / 1000)).unwrap_or(u32::MAX)) / 1000.0;
    let report = format!(
        "bytes per entry with one field, at {ENTRIES}: {:.1}\nbytes per pending entry, at {ENTRIES}: {:.1}\n",
        each(filled.saturating_sub(start)),
        each(pending.saturating_sub(filled))
    );
    std::io::stdout()
        .write_all(report.as_bytes())
        .expect("standard output is open");
}

/// Resident memory of this process, bytes; 0 where /proc is not there.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kib.unwrap_or(0) * 1024
}
