//! Completion: what the word at the cursor may become. What fits there comes from the command's syntax, the names
//! from a `Lookup`.

use super::help::headings;
use super::matcher::{Matched, Part, next};
use super::typed::{Typed, values};
use super::{notes, quoting};
use crate::command::{Holds, Spec, Version, table};
use crate::lab::Lookup;

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The byte where the replaced text begins; it ends at the cursor.
    pub start: usize,
    /// What may stand there, best first.
    pub candidates: Vec<Candidate>,
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
const MOST: usize = 50;

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
    Completions {
        start,
        candidates: place.candidates(),
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
        let known = specs
            .into_iter()
            .filter(|spec| spec.is_offered(self.profile) && self.begins(spec.name));
        known
            .map(|spec| Candidate::new(spec.name, spec.summary))
            .collect()
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
        let mut found = Vec::new();
        for part in next(&matched.rest) {
            match part {
                Part::Word(word) if self.begins(word) => {
                    found.push(Candidate::new(word, notes::word(word)));
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
        match holds {
            Holds::Key | Holds::Stream | Holds::List => {
                let keys = self.lookup.keys(self.begun, kind_of(holds), MOST);
                let keys = keys.into_iter().filter(|key| unused(key, holds));
                found.extend(
                    keys.map(|key| Candidate::name(&key, self.lookup.kind(&key).unwrap_or_default())),
                );
            }
            Holds::Group => {
                let groups = match key {
                    Some(key) => self.lookup.groups(key, self.begun, MOST),
                    None => self.lookup.all_groups(self.begun, MOST),
                };
                found.extend(groups.iter().map(|group| Candidate::name(group, "group")));
            }
            Holds::Consumer => {
                let consumers = self.lookup.consumers(key, group, self.begun, MOST);
                found.extend(consumers.iter().map(|name| Candidate::name(name, "consumer")));
            }
            Holds::Id => self.ids(name, key.unwrap_or_default(), given, found),
            Holds::PendingId => self.pending(name, key.unwrap_or_default(), group, given, found),
            Holds::Field => {
                let fields = self.lookup.fields(key.unwrap_or_default(), self.begun);
                let fields = fields.into_iter().filter(|field| unused(field, holds));
                found.extend(fields.map(|field| Candidate::name(&field, "field")));
            }
            Holds::Command => found.extend(self.commands()),
            Holds::Text | Holds::Number | Holds::Ms | Holds::Seconds | Holds::Channel | Holds::Pattern => {}
        }
    }

    /// IDs with a meaning of their own, then the newest entries.
    fn ids(&self, name: &str, key: &[u8], given: &[&[u8]], found: &mut Vec<Candidate>) {
        let command = self.typed.name();
        let special = notes::ids(&command, name).iter();
        let special = special.filter(|(id, _)| self.begins(id));
        found.extend(special.map(|(id, about)| Candidate::new(*id, *about)));
        if notes::takes_entries(&command) {
            let entries = self.lookup.ids(key, self.begun, MOST);
            let new = entries.into_iter().map(|(id, about)| (id.to_string(), about));
            let new = new.filter(|(id, _)| !given.contains(&id.as_bytes()) || name == "end");
            found.extend(new.map(|(id, about)| Candidate::new(id, about)));
        }
    }

    /// Pending IDs with their owners.
    fn pending(&self, name: &str, key: &[u8], group: &[u8], given: &[&[u8]], found: &mut Vec<Candidate>) {
        let command = self.typed.name();
        let special = notes::ids(&command, name).iter();
        let special = special.filter(|(id, _)| self.begins(id));
        found.extend(special.map(|(id, about)| Candidate::new(*id, *about)));
        let pending = self.lookup.pending(key, group, self.begun, MOST);
        let new = pending.into_iter().map(|(id, owner)| (id.to_string(), owner));
        let new = new.filter(|(id, _)| !given.contains(&id.as_bytes()));
        found.extend(new.map(|(id, owner)| {
            let about = match owner {
                Some(owner) => format!("pending for {}", crate::wire::shown(&owner)),
                None => "pending, released".to_owned(),
            };
            Candidate::new(id, about)
        }));
    }

    /// Whether `word` begins with what is typed, in any case.
    fn begins(&self, word: &str) -> bool {
        word.as_bytes()
            .get(..self.begun.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(self.begun))
    }
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
    use crate::testing::Rig;

    fn offered(line: &str) -> String {
        let mut rig = Rig::new();
        for line in [
            "XADD fruits 10-0 name banana color yellow",
            "XADD fruits 20-0 name apple color red",
            "XADD \"my list\" 1-0 a b",
            "XGROUP CREATE fruits pickers 0",
            "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
        ] {
            rig.run("main", line);
        }
        let lookup = Lookup::new(rig.engine().db(0));
        let found = complete(line, line.len(), &lookup, Version::default());
        let candidates = found
            .candidates
            .iter()
            .map(|candidate| match candidate.about.as_str() {
                "" => candidate.text.clone(),
                about => format!("{} ({about})", candidate.text),
            });
        format!("{}: {}", found.start, candidates.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn names_that_exist_are_offered_where_they_fit() {
        let cases = [
            ("XACK f", "5: fruits (stream)"),
            ("XLEN m", "5: \"my list\" (stream)"),
            ("XLEN \"my", "5: \"my list\" (stream)"),
            ("XACK fruits ", "12: pickers (group)"),
            ("XACK fruits pickers ", "20: 10-0 (pending for alice)"),
            ("XACK fruits pickers 10-0 ", "25: "),
            ("XREADGROUP GROUP pi", "17: pickers (group)"),
            ("XREADGROUP GROUP pickers a", "25: alice (consumer)"),
            ("XDEL fruits 2", "12: 20-0 (name=apple color=red)"),
            ("XADD fruits * ", "14: name (field), color (field)"),
            ("XADD fruits * name x c", "21: color (field)"),
            (":un", "0: "),
            ("XADD fruits * name \"x", "19: "),
        ];
        for (line, expected) in cases {
            assert_eq!(offered(line), expected, "{line}");
        }
        assert!(offered("xgroup cre").starts_with("7: CREATE ("));
    }

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
        assert_eq!(words("XREAD "), ["COUNT", "BLOCK", "STREAMS"]);
        assert_eq!(words("XREAD COUNT 1 "), ["BLOCK", "STREAMS"]);
        assert_eq!(words("XREAD COUNT "), Vec::<String>::new());
        assert_eq!(words("xread st"), ["STREAMS"]);
        assert_eq!(words("XREAD STREAMS s "), ["$", "0", "+"]);
        assert_eq!(words("XREADGROUP GROUP g c STREAMS s "), [">", "0"]);
        assert_eq!(words("3 XREADG"), ["XREADGROUP"]);
        assert!(words("help @str").contains(&"@stream".to_owned()));
    }
}
