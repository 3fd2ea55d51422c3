//! How long the real program takes from its start to the first frame in a real terminal.
//!
//! `cargo bench --bench start`

use std::io::{Read, Write as _};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const STARTS: usize = 21;

fn main() {
    let mut times: Vec<Duration> = (0..STARTS).map(|_| first_frame()).collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let (median, slowest) = (ms(times[STARTS / 2]), ms(times[STARTS - 1]));
    let report = format!("first frame after {median:.1} ms (median of {STARTS}), {slowest:.1} ms at most\n");
    std::io::stdout()
        .write_all(report.as_bytes())
        .expect("standard output is open");
}

/// Starts the program in a terminal of 120×36 and waits for the last line of its first screen.
fn first_frame() -> Duration {
    let size = PtySize {
        rows: 36,
        cols: 120,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_xtutor"));
    command.env("TERM", "xterm-256color");
    command.env("HOME", std::env::temp_dir());
    let mut reader = pty.master.try_clone_reader().expect("a reader");
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the real time")]
    let start = Instant::now();
    let mut child = pty.slave.spawn_command(command).expect("the program starts");
    let mut seen = Vec::new();
    let mut buffer = vec![0; 65536];
    while !seen.windows(5).any(|window| window == b"leave") {
        let count = reader.read(&mut buffer).expect("the program draws");
        seen.extend_from_slice(&buffer[..count]);
    }
    let time = start.elapsed();
    let _ = child.kill();
    let _ = child.wait();
    time
}
