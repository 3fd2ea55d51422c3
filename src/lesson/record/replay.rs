//! What was done since a recording began, taken from the lab's history: undone steps are not in it any more, refused
//! commands and waits that were given up are left out, and IDs that the server made are known wherever they were used.

use super::finding::Finding;
use crate::command::{Event, Line, Version};
use crate::lab::{Action, Clock, Lab, Outcome, TerminalId};
use crate::store::{Bytes, EntryId, Millis};
use crate::wire::{Argv, ArgvBuf, Reply, typed};

/// What was done.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) acts: Vec<Act>,
    pub(super) made: Vec<Made>,
    /// What clients of the network changed meanwhile.
    pub(super) others: Vec<String>,
    /// Where it led, its clock held.
    pub(super) end: Lab,
}

/// Something that was done and can be said in a lesson.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) number: usize,
    pub(super) desk: usize,
    /// How much time had passed by itself before it, ms.
    pub(super) gap: Millis,
    pub(super) what: Deed,
}

#[derive(Debug)]
pub(super) enum Deed {
    Run {
        words: Vec<Word>,
        /// Whether the terminal waits afterwards.
        waits: bool,
    },
    Advance(Millis),
    Crash,
    Start,
    Profile(Version),
}

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Said(Vec<u8>),
    /// An ID that the server had made, by its place in `made`.
    Made {
        made: usize,
        /// `(`, or nothing.
        before: &'static str,
        /// Only its milliseconds.
        ms: bool,
    },
}

/// An entry whose ID the server made.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) key: Bytes,
    pub(super) id: EntryId,
    /// The number of the act that made it.
    pub(super) by: usize,
    pub(super) used: bool,
    /// The ways that have found it wherever it was used so far.
    pub(super) findings: Vec<Finding>,
}

/// Tells the steps of `lab` from `from` on, which began in the state of `start`.
pub(super) fn told(start: &Lab, began: Millis, lab: &Lab, from: usize) -> Told {
    let mut teller = Teller {
        lab: start.fork(),
        real: real_at(start, began),
        told: Told {
            acts: Vec::new(),
            made: Vec::new(),
            others: Vec::new(),
            end: start.fork(),
        },
    };
    for place in from..lab.steps().0 {
        if let (Some(action), Some(at)) = (lab.step(place), lab.taken_at(place)) {
            teller.take(place, action, at);
        }
    }
    for (number, (action, at)) in lab.aside().enumerate() {
        teller.take(lab.steps().0 + number, action, at);
    }
    let Teller {
        lab: mut end,
        real,
        mut told,
    } = teller;
    end.act(Action::Hold, real);
    for made in &mut told.made {
        made.findings
            .retain(|finding| finding.holds(&end, &made.key, made.id));
    }
    told.end = end;
    told
}

/// The time outside when it is `at` in the lab.
fn real_at(lab: &Lab, at: Millis) -> Millis {
    match lab.clock() {
        Clock::Real { offset } => at - offset,
        Clock::Held { .. } => at,
    }
}

struct Teller {
    lab: Lab,
    real: Millis,
    told: Told,
}

impl Teller {
    fn take(&mut self, number: usize, action: &Action, at: Millis) {
        let gap = (at - self.lab.now(self.real)).max(0);
        self.real = real_at(&self.lab, at);
        self.lab.tick(self.real);
        let words = match action {
            Action::Run(_, argv) => self.words(argv.as_argv()),
            _ => Vec::new(),
        };
        let outcome = self.lab.act(action.clone(), self.real);
        let mut push = |desk: TerminalId, what: Deed| {
            let desk = desk.0;
            self.told.acts.push(Act {
                number,
                desk,
                gap,
                what,
            });
        };
        match action {
            Action::Run(id, argv) => self.ran(number, gap, *id, argv.as_argv(), words, &outcome),
            Action::Cancel(id) => self.gave_up(*id),
            Action::Crash(id) => push(*id, Deed::Crash),
            Action::Start(id) => push(*id, Deed::Start),
            Action::Advance(span) => push(TerminalId(0), Deed::Advance(*span)),
            Action::Profile(version) => push(TerminalId(0), Deed::Profile(*version)),
            Action::Say(_, argv) => self.told.others.push(typed(argv.as_argv())),
            // Terminals are there from the beginning of a lesson, and its clock is always held.
            _ => {}
        }
    }

    fn ran(
        &mut self,
        number: usize,
        gap: Millis,
        id: TerminalId,
        argv: Argv<'_>,
        words: Vec<Word>,
        outcome: &Outcome,
    ) {
        if was_refused(id, outcome) {
            let first = argv.get(0).unwrap_or_default();
            if first.eq_ignore_ascii_case(b"EXEC") {
                self.dropped(id);
            }
            return;
        }
        if is_secret(argv) {
            return;
        }
        self.told.acts.push(Act {
            number,
            desk: id.0,
            gap,
            what: Deed::Run {
                words,
                waits: self.lab.is_waiting(id),
            },
        });
        for (key, id) in added(&outcome.events) {
            let named = |word: &[u8]| EntryId::parse(word, 0).is_ok_and(|named| named == id);
            if !argv.iter().any(named) {
                self.told.made.push(Made {
                    key: key.clone(),
                    id,
                    by: number,
                    used: false,
                    findings: Finding::all(&self.lab, key, id),
                });
            }
        }
    }

    /// The words of a command that is about to be run.
    fn words(&mut self, argv: Argv<'_>) -> Vec<Word> {
        let keys: Vec<&[u8]> = argv.iter().collect();
        let words = argv.iter().map(|word| self.word(word, &keys));
        words.collect::<Vec<_>>()
    }

    fn word(&mut self, word: &[u8], line: &[&[u8]]) -> Word {
        let said = Word::Said(word.to_vec());
        let Ok(text) = std::str::from_utf8(word) else {
            return said;
        };
        let (before, id) = match text.strip_prefix('(') {
            Some(rest) => ("(", rest),
            None => ("", text),
        };
        let is = |made: &Made| made.id.to_string() == id;
        // Short numbers may be anything; the time of day is nothing else.
        let is_ms = |made: &Made| id.len() > 9 && made.id.ms.to_string() == id;
        let named = |made: &Made| line.contains(&&*made.key);
        let all = &self.told.made;
        let find = |fits: &dyn Fn(&Made) -> bool| {
            let at_home = all.iter().position(|made| fits(made) && named(made));
            at_home.or_else(|| all.iter().position(fits))
        };
        let found = find(&is).map(|made| (made, false));
        let Some((made, ms)) = found.or_else(|| find(&is_ms).map(|made| (made, true))) else {
            return said;
        };
        let known = &mut self.told.made[made];
        known.used = true;
        known
            .findings
            .retain(|finding| finding.holds(&self.lab, &known.key, known.id));
        Word::Made { made, before, ms }
    }

    /// A transaction that was refused has led to nothing, from its MULTI on.
    fn dropped(&mut self, id: TerminalId) {
        let own = |act: &Act| act.desk == id.0;
        let begins = self
            .told
            .acts
            .iter()
            .rposition(|act| own(act) && act.begins_transaction());
        if let Some(begins) = begins {
            let since = self.told.acts.split_off(begins);
            self.told.acts.extend(since.into_iter().filter(|act| !own(act)));
        }
    }

    /// A wait that was given up has led to nothing.
    fn gave_up(&mut self, id: TerminalId) {
        let last = self.told.acts.iter().rposition(|act| act.desk == id.0);
        if let Some(last) = last
            && matches!(self.told.acts[last].what, Deed::Run { waits: true, .. })
        {
            self.told.acts.remove(last);
        }
    }
}

/// The entries that were added, in order.
pub(super) fn added(events: &[Event]) -> impl Iterator<Item = (&Bytes, EntryId)> {
    events.iter().filter_map(|event| match event {
        Event::Appended { key, id } => Some((key, *id)),
        _ => None,
    })
}

/// Whether a terminal's command was answered with an error.
pub(super) fn was_refused(id: TerminalId, outcome: &Outcome) -> bool {
    let mut own = outcome.replies.iter().filter(|(other, _)| *other == id);
    own.any(|(_, reply)| matches!(reply, Reply::Error(_)))
}

/// What is known from a password must not be written down.
fn is_secret(argv: Argv<'_>) -> bool {
    let mut words = argv.iter();
    let first = words.next().unwrap_or_default();
    first.eq_ignore_ascii_case(b"AUTH")
        || words.any(|word| word.eq_ignore_ascii_case(b"AUTH") || word.eq_ignore_ascii_case(b"REQUIREPASS"))
}

impl Told {
    /// A command as arguments, with the IDs that were made this time.
    fn argv(words: &[Word], ids: &[EntryId]) -> ArgvBuf {
        let said = words.iter().map(|word| match word {
            Word::Said(said) => said.clone(),
            Word::Made { made, before, ms } => {
                let id = ids.get(*made).copied().unwrap_or_default();
                let id = if *ms { id.ms.to_string() } else { id.to_string() };
                format!("{before}{id}").into_bytes()
            }
        });
        said.collect()
    }

    /// Does all of it once more in another lab, with or without the time that passed by itself. `None` when a terminal
    /// does not hear what it should, or answers in another way.
    pub(super) fn again(&self, mut lab: Lab, gaps: bool) -> Option<Again> {
        let mut ids = vec![EntryId::default(); self.made.len()];
        let mut events = Vec::new();
        for act in &self.acts {
            let desk = TerminalId(act.desk);
            if gaps && act.waited() > 0 {
                events.append(&mut lab.act(Action::Advance(act.waited()), 0).events);
            }
            let action = match &act.what {
                Deed::Run { words, .. } => {
                    let deaf = !lab.terminals().get(act.desk)?.alive || lab.is_waiting(desk);
                    if deaf {
                        return None;
                    }
                    Action::Run(desk, Told::argv(words, &ids))
                }
                Deed::Advance(span) => Action::Advance(*span),
                Deed::Crash => Action::Crash(desk),
                Deed::Start => Action::Start(desk),
                Deed::Profile(version) => Action::Profile(*version),
            };
            let outcome = lab.act(action, 0);
            if let Deed::Run { waits, .. } = act.what
                && (was_refused(desk, &outcome) || lab.is_waiting(desk) != waits)
            {
                return None;
            }
            let here = self
                .made
                .iter()
                .enumerate()
                .filter(|(_, made)| made.by == act.number);
            // What was added under an ID of its own is not in `made`.
            let fresh = added(&outcome.events).filter(|(_, id)| !act.says(*id));
            for ((place, _), (_, id)) in here.zip(fresh) {
                ids[place] = id;
            }
            events.extend(outcome.events);
        }
        Some(Again { lab, ids, events })
    }
}

/// The same done once more.
#[derive(Debug)]
pub(super) struct Again {
    pub(super) lab: Lab,
    /// The IDs that were made this time.
    pub(super) ids: Vec<EntryId>,
    pub(super) events: Vec<Event>,
}

impl Act {
    fn begins_transaction(&self) -> bool {
        let Deed::Run { words, .. } = &self.what else {
            return false;
        };
        matches!(words.first(), Some(Word::Said(said)) if said.eq_ignore_ascii_case(b"MULTI"))
    }

    /// Whether a command names this ID itself.
    fn says(&self, id: EntryId) -> bool {
        let Deed::Run { words, .. } = &self.what else {
            return false;
        };
        words.iter().any(|word| match word {
            Word::Said(said) => EntryId::parse(said, 0).is_ok_and(|said| said == id),
            Word::Made { .. } => false,
        })
    }

    /// The time that passed by itself before it as one would say it: whole seconds, ms.
    pub(super) fn waited(&self) -> Millis {
        match self.gap {
            gap if gap < 1000 => 0,
            gap => (gap + 999) / 1000 * 1000,
        }
    }
}

/// Whether a line can be typed as it is written down.
pub(super) fn can_be_typed(line: &str) -> bool {
    Line::parse(line.as_bytes()).is_ok_and(|line| !line.argv().is_empty())
}
