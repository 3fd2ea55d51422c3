//! How long `xtutor lesson check` takes over the whole course: every lesson under each of its versions, the proof alone
//! without what the program needs to start.
//!
//! `cargo bench --bench course`

use std::io::Write as _;
use std::time::{Duration, Instant};

use xtutor::lesson::{Shelf, check};

const RUNS: usize = 5;

fn main() {
    let mut slowest = (Duration::ZERO, String::new());
    let mut runs: Vec<(Duration, usize)> = (0..RUNS).map(|_| course(&mut slowest)).collect();
    runs.sort();
    let (median, proved) = runs[RUNS / 2];
    let report = format!(
        "the whole course: {:.2} s (median of {RUNS}), {proved} statements; the slowest lesson, {}: {:.2} s\n",
        median.as_secs_f64(),
        slowest.1,
        slowest.0.as_secs_f64()
    );
    std::io::stdout()
        .write_all(report.as_bytes())
        .expect("standard output is open");
}

/// Proves all of it once: how long it takes, and how many statements there were.
fn course(slowest: &mut (Duration, String)) -> (Duration, usize) {
    let (whole, shelf) = timed(Shelf::embedded);
    let mut all = (whole, 0);
    for lesson in shelf.list() {
        let (time, report) = timed(|| check(lesson));
        assert!(report.holds(), "{} does not hold", lesson.id);
        all = (all.0 + time, all.1 + report.proved);
        if time > slowest.0 {
            *slowest = (time, lesson.id.clone());
        }
    }
    all
}

fn timed<T>(what: impl FnOnce() -> T) -> (Duration, T) {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the real time")]
    let start = Instant::now();
    let done = what();
    (start.elapsed(), done)
}
