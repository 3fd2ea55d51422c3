//! Completion: what the word at the cursor may become. What fits there comes from the command's syntax, the names
//! from a `Lookup`.

use super::help::headings;
use super::matcher::{Matched, Part, next_by_need};
use super::typed::{Typed, values};
use super::{names, notes, quoting};
use crate::command::{Holds, Spec, Version, table};
use crate::lab::Lookup;
use crate::store::Bytes;

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The byte where the replaced text begins; it ends at the cursor.
    pub start: usize,
    /// What may stand there, best first.
    pub candidates: Vec<Candidate>,
    /// Whether there is more than is offered.
    pub more: bool,
}

impl Completions {
    /// Whether nothing is offered.
    pub fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }
}

/// One thing that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The text that replaces what was typed.
    pub text: String,
    /// A short note about it; may be empty.
    pub about: String,
}

impl Candidate {
    pub(super) fn new(text: impl Into<String>, about: impl Into<String>) -> Candidate {
        Candidate {
            text: text.into(),
            about: about.into(),
        }
    }

    fn name(name: &[u8], about: impl Into<String>) -> Candidate {
        Candidate::new(quoting::argument(name), about)
    }
}

/// The most names of one kind that are offered.
pub(super) const MOST: usize = 50;

/// What the word at byte `cursor` of `line` may become. Lines that begin with `:` are the caller's.
pub fn complete(line: &str, cursor: usize, lookup: &Lookup<'_>, profile: Version) -> Completions {
    let Some(before) = line
        .get(..cursor)
        .filter(|line| !line.trim_start().starts_with(':'))
    else {
        return Completions::default();
    };
    let typed = Typed::new(before, profile);
    if typed.line().comment.is_some() {
        return Completions::default();
    }
    let finished = typed.finished();
    let start = typed
        .line()
        .spans()
        .get(finished)
        .map_or(cursor, |span| span.start);
    let begun = quoting::begun(&before[start..]);
    let place = Place {
        finished,
        begun: &begun,
        lookup,
        profile,
        typed: &typed,
    };
    let candidates = place.candidates();
    Completions {
        start,
        // Names are looked for up to a bound; commands and keywords are fewer.
        more: candidates.len() >= MOST && finished > typed.before,
        candidates,
    }
}

/// A cursor's place.
struct Place<'a> {
    /// How many words are finished before it.
    finished: usize,
    /// What is typed of the word already.
    begun: &'a [u8],
    lookup: &'a Lookup<'a>,
    profile: Version,
    typed: &'a Typed,
}

impl Place<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        let words = self.typed.words();
        if self.finished <= self.typed.before {
            return self.commands();
        }
        if words[self.typed.before].eq_ignore_ascii_case(b"HELP") {
            return self.topics();
        }
        match (self.typed.family, self.finished - self.typed.before) {
            (Some(family), 1) => self.specs(family.subcommands),
            _ => self.arguments(&words),
        }
    }

    fn commands(&self) -> Vec<Candidate> {
        self.specs(table::COMMANDS.iter().copied())
    }

    fn specs<'s>(&self, specs: impl IntoIterator<Item = &'s Spec>) -> Vec<Candidate> {
        let known = specs.into_iter().filter(|spec| spec.is_offered(self.profile));
        let (mut found, mut inside) = (Vec::new(), Vec::new());
        for spec in known {
            let candidate = Candidate::new(spec.name, spec.summary);
            if self.begins(spec.name) {
                found.push(candidate);
            } else if self.begun.len() > 1 && spec.name.contains(&self.begun_word()) {
                inside.push(candidate);
            }
        }
        found.append(&mut inside);
        found
    }

    /// Commands, and headings with an `@`.
    fn topics(&self) -> Vec<Candidate> {
        let headings = headings().into_iter().map(|heading| format!("@{heading}"));
        let headings = headings.filter(|heading| self.begins(heading));
        let mut found = self.commands();
        found.extend(headings.map(|heading| Candidate::new(heading, "all its commands")));
        found
    }

    fn arguments(&self, words: &[&[u8]]) -> Vec<Candidate> {
        let Some(matched) = self.typed.matched(self.finished).filter(|matched| matched.fits) else {
            return Vec::new();
        };
        let given = &words[self.typed.first_argument()..self.finished];
        let command = self.typed.spec.map_or("", |spec| spec.name);
        let mut found = Vec::new();
        // What must come is offered before what may be left out.
        let (needed, optional) = next_by_need(&matched.rest);
        for part in needed.into_iter().chain(optional) {
            match part {
                Part::Word(word) if self.begins(word) => {
                    found.push(Candidate::new(word, notes::word(command, word)));
                }
                Part::Word(_) => {}
                Part::Value(name, holds) => self.values(name, holds, &matched, given, &mut found),
            }
        }
        found
    }

    fn values(
        &self,
        name: &str,
        holds: Holds,
        matched: &Matched,
        given: &[&[u8]],
        found: &mut Vec<Candidate>,
    ) {
        let named = |wanted: &[Holds]| values(matched, given, wanted);
        let unused = |name: &[u8], holds: Holds| !named(&[holds]).contains(&name);
        let keys = named(&[Holds::Stream, Holds::Key, Holds::List]);
        // With several streams, the IDs stand in the order of the keys.
        let key = keys.get(named(&[Holds::Id]).len()).or(keys.first()).copied();
        let group = named(&[Holds::Group]).first().copied().unwrap_or_default();
        let place = names::Place {
            lookup: self.lookup,
            command: &self.typed.name(),
            key,
            group,
            begun: self.begun,
        };
        match holds {
            Holds::Key | Holds::Stream | Holds::List => {
                let keys = place.keys(kind_of(holds));
                found.extend(
                    keys.into_iter()
                        .filter(|name| unused(&name.0, holds))
                        .map(named_candidate),
                );
            }
            // A new name is to be made up.
            Holds::Group if place.command == "XGROUP CREATE" => {}
            Holds::Consumer if place.command == "XGROUP CREATECONSUMER" => {}
            Holds::Group => found.extend(place.groups().into_iter().map(named_candidate)),
            Holds::Consumer => found.extend(place.consumers().into_iter().map(named_candidate)),
            Holds::Id | Holds::PendingId => {
                self.special_ids(&place, name, found);
                let ids = if holds == Holds::PendingId {
                    place.pending(named(&[Holds::Ms]).first().copied())
                } else {
                    place.entries()
                };
                let new = |id: &str| !given.contains(&id.as_bytes()) || name == "end";
                found.extend(
                    ids.into_iter()
                        .filter(|(id, _)| new(id))
                        .map(|(id, about)| Candidate::new(id, about)),
                );
            }
            Holds::Field => {
                let fields = self.lookup.fields(key.unwrap_or_default(), self.begun, MOST);
                let fields = fields.into_iter().filter(|(field, _)| unused(field, holds));
                found.extend(fields.map(|(field, value)| Candidate::name(&field, format!("last: {value}"))));
            }
            Holds::Command => found.extend(self.commands()),
            Holds::Text | Holds::Number | Holds::Ms | Holds::Seconds | Holds::Channel | Holds::Pattern => {}
        }
    }

    /// IDs with a meaning of their own.
    fn special_ids(&self, place: &names::Place<'_>, name: &str, found: &mut Vec<Candidate>) {
        let special = notes::ids(place.command, name).iter();
        let special = special.filter(|(id, _)| self.begins(id));
        found.extend(special.map(|(id, about)| Candidate::new(*id, *about)));
        if place.command == "XADD" {
            let next = place.next_ids().into_iter().filter(|(id, _)| self.begins(id));
            found.extend(next.map(|(id, about)| Candidate::new(id, about)));
        }
    }

    /// What is typed, in capitals.
    fn begun_word(&self) -> String {
        String::from_utf8_lossy(self.begun).to_ascii_uppercase()
    }

    /// Whether `word` begins with what is typed, in any case.
    fn begins(&self, word: &str) -> bool {
        word.as_bytes()
            .get(..self.begun.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(self.begun))
    }
}

fn named_candidate((name, about): (Bytes, String)) -> Candidate {
    Candidate::name(&name, about)
}

fn kind_of(holds: Holds) -> Option<&'static str> {
    match holds {
        Holds::Stream => Some("stream"),
        Holds::List => Some("list"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn option_words_are_offered_until_they_are_used() {
        let words = |line: &str| -> Vec<String> {
            let found = complete(line, line.len(), &Lookup::nothing(), Version::default());
            found
                .candidates
                .into_iter()
                .map(|candidate| candidate.text)
                .collect()
        };
        assert_eq!(words("XREAD "), ["STREAMS", "COUNT", "BLOCK"]);
        assert_eq!(words("XREAD COUNT 1 "), ["STREAMS", "BLOCK"]);
        assert_eq!(words("XREAD COUNT "), Vec::<String>::new());
        assert_eq!(words("xread st"), ["STREAMS"]);
        assert_eq!(words("XREAD STREAMS s "), ["$", "0", "+"]);
        assert_eq!(words("XREADGROUP GROUP g c STREAMS s "), [">", "0"]);
        assert_eq!(words("3 XREADG"), ["XREADGROUP"]);
        assert!(words("help @str").contains(&"@stream".to_owned()));
    }
}
