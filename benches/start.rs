//! How long the real program takes from its start to the first frame in a real terminal: for somebody who comes for the
//! first time, in the middle of a lesson, and after the whole course. What was learnt is read then, and as many lessons
//! as it takes to know the next.
//!
//! `cargo bench --bench start`

use std::fs;
use std::io::{Read, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use xtutor::lesson::{Lesson, Shelf};

const STARTS: usize = 21;

fn main() {
    let shelf = Shelf::embedded();
    let lessons: Vec<&Lesson> = shelf.list().iter().map(AsRef::as_ref).collect();
    let second = lessons[1].steps().nth(1).expect("a lesson has steps").0;
    let middle = format!("{}last {}/{second}\n", done(&lessons[..1]), lessons[1].id);
    for (who, progress) in [
        ("nothing learnt yet", None),
        ("in the second lesson", Some(middle)),
        ("the whole course done", Some(done(&lessons))),
    ] {
        report(who, progress.as_deref());
    }
}

/// What a progress file says of lessons that are done.
fn done(lessons: &[&Lesson]) -> String {
    let steps = lessons
        .iter()
        .flat_map(|lesson| lesson.steps().map(|(step, _)| (&lesson.id, step)));
    let lines = steps.map(|(lesson, step)| format!("done {lesson}/{step}\n"));
    lines.collect()
}

fn report(who: &str, progress: Option<&str>) {
    let home = tempfile::tempdir().expect("a folder for what is kept");
    if let Some(progress) = progress {
        let folder = home.path().join("xtutor");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("progress"), format!("xtutor progress 2\n{progress}")).expect("a file");
    }
    let mut times: Vec<Duration> = (0..STARTS).map(|_| first_frame(home.path())).collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let (fastest, median, slowest) = (ms(times[0]), ms(times[STARTS / 2]), ms(times[STARTS - 1]));
    let report = format!(
        "{who}: first frame after {median:.1} ms (median of {STARTS}), {fastest:.1} ms at best, {slowest:.1} ms at most\n"
    );
    std::io::stdout()
        .write_all(report.as_bytes())
        .expect("standard output is open");
}

/// Starts the program in a terminal of 120×36 and waits for the last line of its first screen.
fn first_frame(home: &Path) -> Duration {
    let size = PtySize {
        rows: 36,
        cols: 120,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_xtutor"));
    command.env("TERM", "xterm-256color");
    command.env("HOME", home);
    command.env("XDG_STATE_HOME", home);
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
