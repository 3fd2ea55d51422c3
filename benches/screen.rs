//! What drawing one frame costs with little and with much, and what a step of the cursor costs: neither may depend on
//! the length of the stream, nor on how many consumers and pending entries its group has.
//!
//! `cargo bench --bench screen`

use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use xtutor::app::{Focus, Look, Message, State, Step, update};
use xtutor::command::Version;
use xtutor::lab::{Action, Clock, TerminalId};
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

/// With every pane scrolled away from its end.
fn in_the_middle(sizes: (u64, u64)) -> State {
    let mut state = screen(sizes);
    for focus in [Focus::Groups, Focus::Pending] {
        state.camera.focus_on(focus);
        drop(update(&mut state, Message::Step(Step::PageDown, 6)));
    }
    state.camera.focus_on(Focus::Stream);
    for _ in 0..3 {
        drop(update(&mut state, Message::Step(Step::PageUp, 12)));
    }
    state
}

fn frames(bencher: Bencher<'_, '_>, state: &State) {
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory");
    bencher.bench_local(|| terminal.draw(|frame| tui::view(state, frame)).map(|_| ()));
}

#[divan::bench(args = SIZES)]
fn frame_at_the_end(bencher: Bencher<'_, '_>, sizes: (u64, u64)) {
    frames(bencher, &screen(sizes));
}

#[divan::bench(args = SIZES)]
fn frame_in_the_middle(bencher: Bencher<'_, '_>, sizes: (u64, u64)) {
    frames(bencher, &in_the_middle(sizes));
}

#[divan::bench(args = SIZES)]
fn a_page_up_and_down(bencher: Bencher<'_, '_>, sizes: (u64, u64)) {
    let mut state = in_the_middle(sizes);
    bencher.bench_local(|| {
        drop(update(&mut state, Message::Step(Step::PageUp, 12)));
        drop(update(&mut state, Message::Step(Step::PageDown, 12)));
    });
}
