//! A whole session: several terminals, waits, transactions, crashes, the clock, undo, redo, going anywhere in history,
//! and looking there while something is done in the present. The laws hold after each step; at the end replay is what was lived, what was undone comes again as it was,
//! and going back and forth forgets only what was set aside.
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
    /// Somebody looks back while this is done.
    Beside(usize, Action),
}

fn read(line: &[u8], steps: usize) -> Option<Move> {
    let (first, rest) = line.split_first()?;
    let terminal = TerminalId(usize::from(*first) % TERMINALS);
    let number = rest.first().copied().unwrap_or(7);
    Some(match first {
        b'u' => Move::Undo,
        b'y' => Move::Redo,
        b'@' => Move::Seek(usize::from(number) % (steps + 1)),
        b'o' => {
            let action = Action::Run(TerminalId(0), command(rest.get(1..).unwrap_or_default()));
            Move::Beside(usize::from(number) % (steps + 1), action)
        }
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

/// What was done and when, kept beside the lab by the lab's own rules.
#[derive(Default)]
struct Journal {
    /// What lies behind and what can be done again.
    done: Vec<(Action, i64)>,
    /// What left nothing behind while something could be done again; a change makes it part of what was done.
    aside: Vec<(Action, i64)>,
}

impl Journal {
    /// Notes what has just been done behind the first `steps` steps. If something can still be done again, it was set
    /// aside.
    fn note(&mut self, step: (Action, i64), steps: usize, lab: &Lab) {
        self.aside.push(step);
        let (behind, all) = lab.steps();
        if behind == all {
            self.done.truncate(self.records(steps));
            self.done.append(&mut self.aside);
        }
    }

    /// How many records the first `steps` steps are: ticks belong to the step before them.
    fn records(&self, steps: usize) -> usize {
        let starts = self.done.iter().enumerate();
        let mut starts = starts.filter(|(_, (action, _))| *action != Action::Tick);
        starts.nth(steps).map_or(self.done.len(), |(start, _)| start)
    }

    /// Whether the lab tells the same to have been set aside; it does not tell of ticks.
    fn agrees(&self, lab: &Lab) -> bool {
        let actions = self.aside.iter().map(|(action, _)| action);
        lab.aside()
            .map(|(action, _)| action)
            .eq(actions.filter(|action| **action != Action::Tick))
    }
}

fn replay(lab: &mut Lab, steps: &[(Action, i64)]) {
    for (action, now) in steps {
        lab.act(action.clone(), *now);
    }
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
    let mut journal = Journal::default();
    for (at, line) in lines(rest).iter().take(MOST).enumerate() {
        let now = START + at as i64 * 40;
        let (behind, all) = lived.steps();
        let Some(next) = read(line, all) else {
            continue;
        };
        let moved = match next {
            Move::Act(action) => {
                lived.act(action.clone(), now);
                journal.note((action, now), behind, &lived);
                false
            }
            Move::Undo => lived.undo().is_some(),
            Move::Redo => lived.redo().is_some(),
            Move::Seek(steps) => {
                lived.seek(steps);
                true
            }
            Move::Beside(steps, action) => {
                lived.look(steps);
                let elsewhere = lived.step_home().expect("a moment is looked at");
                lived.act(action.clone(), now);
                journal.note((action, now), behind, &lived);
                let home = seen(&lived);
                if lived.step_back(elsewhere) {
                    lived.come_home();
                }
                assert!(seen(&lived) == home, "who looked back is where the present is");
                false
            }
        };
        if moved {
            journal.aside.clear();
        }
        assert_eq!(breach(lived.engine()), None);
        assert!(journal.agrees(&lived), "what was set aside is told");
    }
    let (behind, all) = lived.steps();
    let (past, future) = journal.done.split_at(journal.records(behind));
    let mut again = lab(profile, protocol);
    replay(&mut again, past);
    let here = seen(&again);
    let mut beside = again.fork();
    replay(&mut beside, &journal.aside);
    assert!(seen(&beside) == seen(&lived), "replay is what was lived");
    replay(&mut again, future);
    lived.seek(0);
    lived.seek(all);
    assert!(
        seen(&lived) == seen(&again),
        "what was undone comes again as it was"
    );
    lived.seek(behind);
    assert!(seen(&lived) == here, "there and back");
    let fork = lived.fork();
    // A step of its own, whatever it finds to flush: undo takes back this and nothing else.
    lived.commit(Action::Run(TerminalId(0), command(b"FLUSHALL")), START);
    lived.undo();
    assert!(
        seen(&fork) == here && seen(&lived) == here,
        "a fork and its original are apart"
    );
});
