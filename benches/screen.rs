//! What drawing one frame costs with few entries and with many: it must not depend on the length of the stream.
//!
//! `cargo bench --bench screen`

use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use xtutor::app::{Look, Message, State, update};
use xtutor::command::Version;
use xtutor::lab::{Action, Clock, TerminalId};
use xtutor::tui;

const NOW: i64 = 1_700_000_000_000;

fn main() {
    divan::main();
}

/// The screen at 120×36 over a stream with a group, half of it delivered.
fn screen(entries: u64) -> State {
    let mut state = State::new(Clock::held(NOW, 1), Version::default(), Look::default(), NOW);
    drop(update(&mut state, Message::Resized(120, 36)));
    let mut run = |line: &str| {
        let argv = line.split(' ').collect();
        drop(state.lab.act(Action::Run(TerminalId(0), argv), NOW));
    };
    for _ in 0..entries / 2 {
        run("XADD fruits * name banana color yellow");
    }
    run("XGROUP CREATE fruits pickers $");
    for _ in 0..entries / 2 {
        run("XADD fruits * name apple color red");
    }
    run("XREADGROUP GROUP pickers alice COUNT 50 STREAMS fruits >");
    state.lab.settle();
    state
}

#[divan::bench(args = [100, 1_000_000])]
fn frame(bencher: Bencher, entries: u64) {
    let state = screen(entries);
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory");
    bencher.bench_local(|| terminal.draw(|frame| tui::view(&state, frame)).map(|_| ()));
}
