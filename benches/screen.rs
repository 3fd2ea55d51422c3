//! What drawing one frame costs with little and with much, and what a step of the cursor costs: neither may depend on
//! the length of the stream, nor on how many consumers and pending entries its group has. The rows drawn are the same
//! but for their digits, which is made sure of.
//!
//! `cargo bench --bench screen`; a word after `--` names the part, as in `-- frame`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use xtutor::app::{Focus, Look, Message, State, Step, update};
use xtutor::command::Version;
use xtutor::lab::{Action, Clock, TerminalId};
use xtutor::store::EntryId;
use xtutor::tui;

const NOW: i64 = 1_700_000_000_000;

/// How many rounds there are, and how often it is done in each.
const ROUNDS: usize = 41;
const TIMES: u32 = 200;

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|part| !part.starts_with('-'))
        .collect();
    let parts: [(&str, Make, Act); 3] = [
        ("a frame at the end", screen, a_frame),
        ("a frame in the middle", in_the_middle, a_frame),
        ("a page up and down", in_the_middle, a_page_up_and_down),
    ];
    for (name, make, act) in parts {
        if wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str())) {
            compare(name, make, act);
        }
    }
}

/// Entries, and consumers who each have one of them pending.
/// The hundred beyond ten millions has the middle come to the same place in its node as with a hundred alone: what a
/// window costs depends on where in a node it begins.
const SIZES: [(u64, u64); 3] = [(100, 20), (10_000_100, 20), (10_000_100, 1000)];

/// The screen at 120×36 over a stream with a group, half of it delivered.
fn screen((entries, consumers): (u64, u64)) -> State {
    let mut state = State::new(Clock::held(NOW, 1), Version::default(), Look::default(), NOW);
    drop(update(&mut state, Message::Resized(120, 36)));
    let add = "XADD fruits * name banana color yellow";
    for at in 0..entries {
        if at == entries / 2 {
            run(&mut state, "XGROUP CREATE fruits pickers $");
        }
        run(&mut state, add);
        if at % 10_000 == 0 {
            // Else undo would remember ten million steps.
            state.lab.settle();
        }
    }
    for at in 0..consumers {
        let read = format!("XREADGROUP GROUP pickers w{at:04} COUNT 1 STREAMS fruits >");
        run(&mut state, &read);
    }
    state.lab.settle();
    state
}

fn run(state: &mut State, line: &str) {
    let argv = line.split(' ').collect();
    drop(state.lab.act(Action::Run(TerminalId(0), argv), NOW));
}

/// With every pane scrolled away from its end, the stream's to where the group stands.
fn in_the_middle(sizes: (u64, u64)) -> State {
    let mut state = screen(sizes);
    for focus in [Focus::Groups, Focus::Pending] {
        state.camera.focus_on(focus);
        drop(update(&mut state, Message::Step(Step::PageDown, 6)));
    }
    state.camera.focus_on(Focus::Stream);
    let id = |at: u64| EntryId::new(NOW.unsigned_abs() + at, 0);
    let (entries, consumers) = sizes;
    let stands = entries / 2 + consumers;
    state.camera.entries.top = id(stands - 3);
    state.camera.entries.cursor = Some(id(stands));
    state
}

/// The rows inside the panes, with a sign for every digit. Their frames say how many there are.
fn rows(state: &State) -> Vec<String> {
    let mut terminal = blank();
    terminal
        .draw(|frame| tui::view(state, frame))
        .expect("memory takes everything");
    let text = terminal.backend().to_string();
    let inside = text
        .lines()
        .filter(|row| row.starts_with("\"│") || row.starts_with("\"┃"));
    inside
        .flat_map(|row| row.split(['│', '┃']))
        .filter(|part| !part.contains(['─', '━']))
        .map(|part| part.replace(|sign: char| sign.is_ascii_digit(), "#"))
        .collect()
}

fn blank() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory")
}

/// A screen with what is drawn on.
type Stage = (State, Terminal<TestBackend>);
/// Makes a screen over so many entries and consumers.
type Make = fn((u64, u64)) -> State;
/// What is measured.
type Act = fn(&mut Stage);

fn a_frame((state, terminal): &mut Stage) {
    terminal
        .draw(|frame| tui::view(state, frame))
        .expect("memory takes everything");
}

fn a_page_up_and_down((state, _): &mut Stage) {
    drop(update(state, Message::Step(Step::PageUp, 12)));
    drop(update(state, Message::Step(Step::PageDown, 12)));
}

/// Does it in turns with little and with much, so that whatever else the machine does meets all of them, and tells the
/// fastest round of each beside that with little.
fn compare(name: &str, make: Make, act: Act) {
    let mut stages: Vec<Stage> = SIZES.map(|sizes| (make(sizes), blank())).into();
    for (state, _) in &stages {
        assert_eq!(
            rows(state),
            rows(&stages[0].0),
            "other rows than with little in them"
        );
    }
    let mut times = vec![Vec::new(); stages.len()];
    for _ in 0..ROUNDS {
        for (stage, times) in stages.iter_mut().zip(&mut times) {
            times.push(round(|| act(stage)));
        }
    }
    let mut report = format!("{name}\n");
    for ((entries, consumers), times) in SIZES.iter().zip(&mut times) {
        times.sort_by(f64::total_cmp);
        _ = writeln!(
            report,
            "  {entries:>10} entries, {consumers:>4} consumers: {:6.1} µs at best, {:6.1} µs in the middle",
            times[0],
            times[ROUNDS / 2]
        );
    }
    let most = |at: usize| times[1..].iter().map(|times| times[at]).fold(0.0, f64::max) / times[0][at];
    _ = writeln!(
        report,
        "  at most {:.2} times that with little at best, {:.2} in the middle",
        most(0),
        most(ROUNDS / 2)
    );
    std::io::stdout()
        .write_all(report.as_bytes())
        .expect("standard output is open");
}

/// How long it takes once in a round of many, in µs.
fn round(mut act: impl FnMut()) -> f64 {
    for _ in 0..TIMES / 10 {
        act();
    }
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the real time")]
    let start = Instant::now();
    for _ in 0..TIMES {
        act();
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES)
}
