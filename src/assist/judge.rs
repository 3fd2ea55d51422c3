//! Whether a line that is still being typed can become right. The command's own grammar decides: a line is right so
//! far if some continuation of it is accepted. What is said about a wrong word is not decided here.

use super::matcher::{Part, Rest, matched, next};
use super::typed::{Typed, named};
use crate::command::{Fault, Holds, LineFaultKind, Spec, Syntax, Version, resolve, table};
use crate::wire::ArgvBuf;

/// The first word that cannot become right any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Its place among the words of the line.
    pub(super) word: usize,
    /// What the grammar says about it, with places counted in words of the line; `None` for a quote.
    pub(super) fault: Option<Fault>,
    /// What could have stood there, if the syntax tells.
    pub(super) instead: Option<Instead>,
}

/// What could have stood in the place of a wrong word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Instead {
    /// The parts that may come.
    pub(super) parts: Vec<Part>,
    /// Whether the line may end there as well.
    pub(super) end: bool,
}

/// The first wrong word of a line with the cursor at byte `cursor`. A word that ends at the cursor may still grow.
pub(super) fn wrong(typed: &Typed, cursor: usize) -> Option<Wrong> {
    let words = typed.words();
    let spans = typed.line().spans();
    let comment_may_come =
        spans.last().is_some_and(|span| span.end == cursor) && words.last() == Some(&&b"/"[..]);
    let judged = if comment_may_come {
        &words[..words.len() - 1]
    } else {
        &words[..]
    };
    let growing = spans
        .iter()
        .position(|span| span.end == cursor)
        .filter(|at| *at < judged.len());
    if let Some(fault) = &typed.fault {
        // An open quote may hold anything; what stands before it is finished.
        let open = fault.kind == LineFaultKind::Unclosed;
        let before = words.get(typed.before..words.len() - 1)?;
        let before = Judge::of(before, typed.profile()).words(before, None);
        return before.map(|wrong| wrong.behind(typed.before)).or_else(|| {
            (!open).then(|| Wrong {
                word: words.len() - 1,
                fault: None,
                instead: None,
            })
        });
    }
    let growing = growing.and_then(|at| at.checked_sub(typed.before));
    let judged = judged.get(typed.before..)?;
    let found = Judge::of(judged, typed.profile()).words(judged, growing)?;
    Some(found.behind(typed.before))
}

/// The words redis-cli's prompt answers itself.
pub(super) fn is_prompt_word(word: &[u8]) -> bool {
    let words = [&b"HELP"[..], b"?", b"QUIT", b"EXIT", b"CLEAR"];
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What the command's own grammar says about a whole line's words.
pub(super) fn checked(words: &[&[u8]], profile: Version) -> Result<(), Fault> {
    let owned: ArgvBuf = words.iter().collect();
    let resolved = resolve(owned.as_argv(), profile)?;
    (resolved.spec.check)(resolved.args)
}

impl Wrong {
    /// The same in a line with so many words before the command.
    fn behind(mut self, before: usize) -> Wrong {
        self.word += before;
        self
    }
}

/// From so many words on, only the order that the syntax shows is tried.
const LONG: usize = 40;

struct Judge {
    family: Option<&'static Spec>,
    spec: Option<&'static Spec>,
    profile: Version,
}

impl Judge {
    /// Of the command that these words name.
    fn of(words: &[&[u8]], profile: Version) -> Judge {
        let (family, spec) = named(words, profile);
        Judge {
            family,
            spec,
            profile,
        }
    }

    /// `words` begin with the command's name; the one at `growing` may get more letters.
    fn words(&self, words: &[&[u8]], growing: Option<usize>) -> Option<Wrong> {
        let first = words.first()?;
        let is_number = words.len() == 1 && crate::store::strict_integer(first).is_some();
        if is_number || (is_prompt_word(first) && growing != Some(0)) {
            return None;
        }
        let Some(at) = growing else {
            return self.finished(words);
        };
        if let Some(wrong) = self.finished(&words[..at]) {
            return Some(wrong);
        }
        let can_become_right = self.takes_text(&words[..at])
            || self.growths(&words[..at], words[at]).iter().any(|grown| {
                let mut trial = words[..at].to_vec();
                trial.push(grown);
                Judge::of(&trial, self.profile).finished(&trial).is_none()
            });
        if !can_become_right {
            return self.finished(&words[..=at]);
        }
        self.finished(words)
            .filter(|wrong| wrong.word > at && words.len() > at + 1)
    }

    /// Whether the next word is free text, or a name that only the server knows.
    fn takes_text(&self, before: &[&[u8]]) -> bool {
        let names = 1 + usize::from(self.family.is_some());
        let (Some(spec), Some(given)) = (self.spec, before.get(names..)) else {
            return false;
        };
        let found = matched(spec.syntax, given, self.profile);
        let text = |part: &Part| matches!(part, Part::Value(_, Holds::Text | Holds::Pattern));
        found.fits && next(&found.rest).iter().any(text)
    }

    /// What a begun word may become: a name, a keyword, a longer number or ID.
    fn growths(&self, before: &[&[u8]], begun: &[u8]) -> Vec<Vec<u8>> {
        let mut grown: Vec<Vec<u8>> = ["", "1", "-1", "1-1"]
            .iter()
            .map(|more| [begun, more.as_bytes()].concat())
            .collect();
        let mut names: Vec<&'static str> = Vec::new();
        match (before.len(), self.family, self.spec) {
            (0, ..) => {
                names.extend(table::COMMANDS.iter().map(|spec| spec.name));
                names.extend(["HELP", "QUIT", "EXIT", "CLEAR"]);
            }
            (1, Some(family), _) => names.extend(family.subcommands.iter().map(|spec| spec.name)),
            (_, _, Some(spec)) => every_word(spec.syntax, &mut names),
            _ => {}
        }
        let fitting = names.into_iter().filter(|name| {
            let start = name.as_bytes().get(..begun.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(begun))
        });
        grown.extend(fitting.map(|name| name.as_bytes().to_vec()));
        grown
    }

    /// The first wrong word when no word grows any more.
    fn finished(&self, words: &[&[u8]]) -> Option<Wrong> {
        let first = words.first()?;
        if is_prompt_word(first) {
            return None;
        }
        let Some(spec) = self.spec else {
            return self.unnamed(words);
        };
        let names = 1 + usize::from(self.family.is_some());
        let arguments = words.get(names..)?;
        let found = matched(spec.syntax, arguments, self.profile);
        let mut tails = Vec::new();
        if found.fits {
            tails.push(least(&found.rest, Way::First));
            // Of alternatives one may be there only to be refused.
            tails.push(least(&found.rest, Way::Last));
        }
        tails.push(Vec::new());
        // Nobody types so long a line with its options in an odd order, and trying takes time.
        let odd = (words.len() <= LONG).then_some(spec.syntax);
        let odd = odd.into_iter().flat_map(any_end);
        let mut nearest: Option<Fault> = None;
        for tail in tails.into_iter().chain(odd) {
            let mut trial = words.to_vec();
            trial.extend(tail.iter().map(|word| word.as_bytes()));
            let Err(fault) = checked(&trial, self.profile) else {
                return None;
            };
            let at = |fault: &Fault| fault.at.filter(|at| *at < words.len());
            if at(&fault) > nearest.as_ref().and_then(at) {
                nearest = Some(fault);
            }
        }
        let stuck = names + found.taken.len();
        let instead = (!found.fits).then(|| Instead {
            parts: next(&found.rest),
            end: least(&found.rest, Way::First).is_empty(),
        });
        match nearest {
            Some(fault) => {
                let word = fault.at.unwrap_or(stuck);
                Some(Wrong {
                    word,
                    fault: Some(fault),
                    instead: instead.filter(|_| word == stuck),
                })
            }
            None if !found.fits && stuck < words.len() => Some(Wrong {
                word: stuck,
                fault: checked(words, self.profile).err(),
                instead,
            }),
            None => None,
        }
    }

    /// A command that is unknown, or a family without a known subcommand.
    fn unnamed(&self, words: &[&[u8]]) -> Option<Wrong> {
        let word = usize::from(self.family.is_some());
        (word < words.len()).then(|| Wrong {
            word,
            fault: checked(words, self.profile).err(),
            instead: None,
        })
    }
}

/// What may end a line that goes its own way, such as one with an option given twice: every shortest end of the
/// syntax, alone and behind a value that the last word may still want.
fn any_end(syntax: &[Syntax]) -> Vec<Vec<&'static str>> {
    let ends = (0..=syntax.len()).rev().map(|from| {
        let mut words = Vec::new();
        for part in &syntax[from..] {
            sample(part, Way::First, &mut words);
        }
        words
    });
    let wanted: [&[&str]; 4] = [&[], &["1"], &["1-1"], &["~", "1"]];
    ends.flat_map(|end| wanted.map(|first| [first, &end].concat()))
        .collect()
}

/// Which of several alternatives is tried.
#[derive(Clone, Copy)]
enum Way {
    First,
    Last,
}

/// The fewest words that complete what is left.
fn least(rest: &[Rest], way: Way) -> Vec<&'static str> {
    let mut words = Vec::new();
    for part in rest {
        if let Rest::Part(part) = part {
            sample(part, way, &mut words);
        }
    }
    words
}

fn sample(part: &Syntax, way: Way, words: &mut Vec<&'static str>) {
    match part {
        Syntax::Word(word) => words.push(word),
        Syntax::Value(_, holds) => words.push(match holds {
            Holds::Id | Holds::PendingId => "1-1",
            Holds::Number | Holds::Ms | Holds::Seconds => "1",
            Holds::Command => "PING",
            _ => "x",
        }),
        Syntax::Optional(_) | Syntax::Since(..) => {}
        Syntax::OneOf(ways) => {
            let chosen = match way {
                Way::First => ways.first(),
                Way::Last => ways.last(),
            };
            for part in chosen.copied().unwrap_or_default() {
                sample(part, way, words);
            }
        }
        Syntax::Many(parts) => {
            for part in *parts {
                sample(part, way, words);
            }
        }
    }
}

/// Every keyword of a command.
fn every_word(parts: &[Syntax], words: &mut Vec<&'static str>) {
    for part in parts {
        match part {
            Syntax::Word(word) => words.push(word),
            Syntax::Value(..) => {}
            Syntax::Optional(parts) | Syntax::Since(_, parts) | Syntax::Many(parts) => {
                every_word(parts, words);
            }
            Syntax::OneOf(ways) => {
                for way in *ways {
                    every_word(way, words);
                }
            }
        }
    }
}
