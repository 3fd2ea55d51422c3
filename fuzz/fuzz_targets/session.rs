//! A whole session: several terminals, waits, transactions, crashes, the clock, undo, redo and going anywhere in
//! history. The laws hold after each step; at the end replay is what was lived, and going back and forth changes
//! nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xtutor::command::Version;
use xtutor::lab::{Action, Clock, Lab, TerminalId};
use xtutor::wire::Protocol;
use xtutor_fuzz::{breach, command, lines, manner};

const START: i64 = 1_800_000_000_000;
const TERMINALS: usize = 4;
const MOST: usize = 160;

/// What one line of the input asks for. Its first byte says which; the rest is a command or nothing.
enum Move {
    Act(Action),
    Undo,
    Redo,
    Seek(usize),
}

fn read(line: &[u8], steps: usize) -> Option<Move> {
    let (first, rest) = line.split_first()?;
    let terminal = TerminalId(usize::from(*first) % TERMINALS);
    let number = rest.first().copied().unwrap_or(7);
    Some(match first {
        b'u' => Move::Undo,
        b'y' => Move::Redo,
        b'@' => Move::Seek(usize::from(number) % (steps + 1)),
        b'+' => Move::Act(Action::Advance(i64::from(number) * 100)),
        b'^' => Move::Act(Action::Advance(i64::from(number) << 50)),
        b'c'..=b'f' => Move::Act(Action::Cancel(terminal)),
        b'k'..=b'n' => Move::Act(Action::Crash(terminal)),
        b'p'..=b's' => Move::Act(Action::Start(terminal)),
        b'v' => Move::Act(Action::Profile(
            Version::ALL[usize::from(number) % Version::ALL.len()],
        )),
        b'h' => Move::Act(Action::Hold),
        b'w' => Move::Act(Action::Release),
        b't' => Move::Act(Action::Tick),
        _ => Move::Act(Action::Run(terminal, command(rest))),
    })
}

fn lab(profile: Version, protocol: Protocol) -> Lab {
    let mut lab = Lab::new(Clock::held(START, 250), profile, protocol);
    for name in ["shop", "worker-1", "worker-2", "audit"] {
        lab.act(Action::Open(name.to_owned()), START);
    }
    lab.settle();
    lab
}

/// How many records the first `steps` steps are: ticks belong to the step before them.
fn records(done: &[(Action, i64)], steps: usize) -> usize {
    let starts = done
        .iter()
        .enumerate()
        .filter(|(_, (action, _))| *action != Action::Tick);
    starts.map(|(at, _)| at).nth(steps).unwrap_or(done.len())
}

fn seen(lab: &Lab) -> String {
    format!("{:?} {:?} {:?}", lab.engine(), lab.terminals(), lab.clock())
}

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let (profile, protocol) = manner(*first);
    let mut lived = lab(profile, protocol);
    let mut done = Vec::new();
    for (at, line) in lines(rest).iter().take(MOST).enumerate() {
        let now = START + at as i64 * 40;
        let Some(next) = read(line, lived.steps().1) else {
            continue;
        };
        match next {
            Move::Act(action) => {
                done.truncate(records(&done, lived.steps().0));
                lived.act(action.clone(), now);
                done.push((action, now));
            }
            Move::Undo => drop(lived.undo()),
            Move::Redo => drop(lived.redo()),
            Move::Seek(steps) => lived.seek(steps),
        }
        assert_eq!(breach(lived.engine()), None);
    }
    let (behind, all) = lived.steps();
    let here = seen(&lived);
    lived.seek(0);
    lived.seek(all);
    lived.seek(behind);
    assert!(seen(&lived) == here, "there and back");
    let mut again = lab(profile, protocol);
    for (action, now) in done.drain(..records(&done, behind)) {
        again.act(action, now);
    }
    assert!(seen(&again) == here, "replay is what was lived");
    let fork = lived.fork();
    lived.act(Action::Run(TerminalId(0), command(b"FLUSHALL")), START);
    lived.undo();
    assert!(
        seen(&fork) == here && seen(&lived) == here,
        "a fork and its original are apart"
    );
});
