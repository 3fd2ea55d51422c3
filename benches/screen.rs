//! What drawing one frame costs with little and with much, and what a step of the cursor costs: neither may depend on
//! the length of the stream, nor on how many consumers and pending entries its group has. The rows drawn are the same
//! but for their digits, which is made sure of.
//!
//! `cargo bench --bench screen`

use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use xtutor::app::{Focus, Look, Message, State, Step, update};
use xtutor::command::Version;
use xtutor::lab::{Action, Clock, TerminalId};
use xtutor::store::EntryId;
use xtutor::tui;

const NOW: i64 = 1_700_000_000_000;

fn main() {
    divan::main();
}

/// Entries, and consumers who each have one of them pending.
const SIZES: [(u64, u64); 3] = [(100, 20), (10_000_000, 20), (10_000_000, 1000)];

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
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory");
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

fn frames(bencher: Bencher<'_, '_>, state: &State, little: &State) {
    assert_eq!(rows(state), rows(little), "other rows than with little in them");
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory");
    bencher.bench_local(|| terminal.draw(|frame| tui::view(state, frame)).map(|_| ()));
}

#[divan::bench(args = SIZES)]
fn frame_at_the_end(bencher: Bencher<'_, '_>, sizes: (u64, u64)) {
    frames(bencher, &screen(sizes), &screen(SIZES[0]));
}

#[divan::bench(args = SIZES)]
fn frame_in_the_middle(bencher: Bencher<'_, '_>, sizes: (u64, u64)) {
    frames(bencher, &in_the_middle(sizes), &in_the_middle(SIZES[0]));
}

#[divan::bench(args = SIZES)]
fn a_page_up_and_down(bencher: Bencher<'_, '_>, sizes: (u64, u64)) {
    let mut state = in_the_middle(sizes);
    bencher.bench_local(|| {
        drop(update(&mut state, Message::Step(Step::PageUp, 12)));
        drop(update(&mut state, Message::Step(Step::PageDown, 12)));
    });
}
