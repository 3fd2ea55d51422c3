//! The one matcher: walks typed words along a command's Syntax tree and says what each word is and what may follow.
//! Hints, completion, colours and "did you mean" are all made from its answer; it knows no command by name.

pub(super) use super::tree::{Part, looks_like};
use super::tree::{all_first, begins_with, begins_with_value, first_of, fit, is, is_optional, least};
use crate::command::{Syntax, Version};
use crate::store::strict_integer;

/// How far the words go along the tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Matched {
    /// What each word is, as far as they fit.
    pub(super) taken: Vec<Part>,
    /// What may follow: behind the last word, or at the first that does not fit.
    pub(super) rest: Vec<Rest>,
    /// Whether all words fit.
    pub(super) fits: bool,
}

/// Something that may still be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// As it stands in the table.
    Part(Syntax),
    /// Parts that have been typed once and may be typed again.
    Again(&'static [Syntax]),
}

/// Walks `words` (without the command's name) along `syntax`, as a server of the version `profile` reads it.
pub(super) fn matched(syntax: &'static [Syntax], words: &[&[u8]], profile: Version) -> Matched {
    let mut walk = Walk {
        words,
        profile,
        skipped: Vec::new(),
        found: Matched {
            fits: true,
            ..Matched::default()
        },
    };
    if walk.sequence(syntax, 0) && walk.word().is_some() {
        walk.found.fits = false;
        walk.found.rest = std::mem::take(&mut walk.skipped);
    }
    walk.found
}

/// What may come first of `rest`, in order.
pub(super) fn next(rest: &[Rest]) -> Vec<Part> {
    let (mut needed, mut first) = next_by_need(rest);
    first.append(&mut needed);
    first
}

/// What may come first of `rest`: what must come, and what may be left out, each in order.
pub(super) fn next_by_need(rest: &[Rest]) -> (Vec<Part>, Vec<Part>) {
    let mut optional = Vec::new();
    for part in rest {
        let mut first = Vec::new();
        let may_be_left_out = match part {
            Rest::Part(part) => first_of(part, &mut first),
            Rest::Again(parts) => {
                all_first(parts, &mut first);
                true
            }
        };
        if !may_be_left_out {
            first.retain(|part| !optional.contains(part));
            return (first, optional);
        }
        first.retain(|part| !optional.contains(part));
        optional.append(&mut first);
    }
    (Vec::new(), optional)
}

struct Walk<'a> {
    words: &'a [&'a [u8]],
    profile: Version,
    /// Optional parts that were passed over since the last word was taken: they might have been meant.
    skipped: Vec<Rest>,
    found: Matched,
}

impl<'a> Walk<'a> {
    fn word(&self) -> Option<&'a [u8]> {
        self.words.get(self.found.taken.len()).copied()
    }

    fn left(&self) -> &'a [&'a [u8]] {
        &self.words[self.found.taken.len()..]
    }

    fn take(&mut self, part: Part) {
        self.found.taken.push(part);
        self.skipped.clear();
    }

    fn leave(&mut self, parts: impl IntoIterator<Item = Syntax>) {
        self.found.rest.extend(parts.into_iter().map(Rest::Part));
    }

    /// Walks along `parts`, behind which at least `behind` more words are needed. `false` when it stopped, either
    /// for want of words or at one that does not fit; what was left to walk is then in `rest`.
    fn sequence(&mut self, parts: &'static [Syntax], behind: usize) -> bool {
        // What the version does not know counts as used up: it is neither taken nor offered.
        let mut used: Vec<bool> = parts.iter().map(|part| !part.known_in(self.profile)).collect();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            if used[at] {
                at += 1;
                continue;
            }
            let needed = least(&parts[at + 1..]) + behind;
            let Some(word) = self.word() else {
                self.leave(unused(parts, &used, at));
                return false;
            };
            let fitting = match part {
                part if is_optional(part) => fitting_option(parts, &used, at, word, needed),
                Syntax::Word(name) if !is(word, name) => displaced_option(parts, &used, at, word),
                _ => Some(at),
            };
            let Some(fitting) = fitting else {
                if is_optional(part) {
                    let end = run_end(parts, at);
                    self.skipped
                        .extend(unused(&parts[..end], &used, at).into_iter().map(Rest::Part));
                    at = end;
                    continue;
                }
                return self.stuck(unused(parts, &used, at));
            };
            used[fitting] = true;
            let rest = &parts[fitting + 1..];
            let counted = at > 0 && fitting == at && parts[at - 1].is_their_number();
            let whole = match (&parts[fitting], rest.first()) {
                (Syntax::Many(keys), _) if counted => self.counted(keys),
                (Syntax::Many(keys), Some(Syntax::Many(ids))) => {
                    used[fitting + 1] = true;
                    self.paired(keys, ids)
                }
                (part, _) => self.part(part, rest, least(rest) + behind),
            };
            if !whole {
                self.leave(unused(parts, &used, at));
                return false;
            }
        }
        true
    }

    fn part(&mut self, part: &'static Syntax, rest: &'static [Syntax], needed: usize) -> bool {
        match part {
            Syntax::Word(name) => {
                self.take(Part::Word(name));
                true
            }
            Syntax::Value(name, holds) => {
                self.take(Part::Value(name, *holds));
                true
            }
            Syntax::Optional(parts) | Syntax::Since(_, parts) => self.sequence(parts, needed),
            Syntax::OneOf(ways) => self.one_of(ways, *part, needed),
            Syntax::Many(parts) => self.many(parts, rest, needed),
        }
    }

    fn one_of(&mut self, ways: &'static [&'static [Syntax]], whole: Syntax, needed: usize) -> bool {
        let word = self.word().unwrap_or_default();
        let named = ways.iter().find(|way| begins_with(way, word));
        match named.or_else(|| ways.iter().find(|way| begins_with_value(way))) {
            Some(way) => self.sequence(way, needed),
            None => self.stuck(vec![whole]),
        }
    }

    /// The same parts once or more, as long as enough words are left for what comes behind.
    fn many(&mut self, parts: &'static [Syntax], rest: &'static [Syntax], needed: usize) -> bool {
        if !self.sequence(parts, needed) {
            self.found.rest.push(Rest::Again(parts));
            return false;
        }
        loop {
            let left = self.left();
            let Some(word) = left.first() else {
                self.found.rest.push(Rest::Again(parts));
                return false;
            };
            if is_option(rest, word) || (needed > 0 && left.len() <= needed && fit(rest, left)) {
                return true;
            }
            let whole = self.sequence(parts, needed);
            if !whole {
                self.found.rest.push(Rest::Again(parts));
                return false;
            }
            if self.left().len() == left.len() {
                return true;
            }
        }
    }

    /// The same parts as often as the word before says.
    fn counted(&mut self, parts: &'static [Syntax]) -> bool {
        let number = self.found.taken.len().checked_sub(1).map(|at| self.words[at]);
        let number = number.and_then(strict_integer).unwrap_or(1).max(1);
        for missing in (1..=number).rev() {
            if self.word().is_none() {
                match missing {
                    1 => self.leave(parts.iter().copied()),
                    _ => self.leave([Syntax::Many(parts)]),
                }
                return false;
            }
            if !self.sequence(parts, 0) {
                return false;
            }
        }
        true
    }

    /// First all keys, then as many IDs: where the IDs begin is guessed from how the words look.
    fn paired(&mut self, keys: &'static [Syntax], ids: &'static [Syntax]) -> bool {
        let ([Syntax::Value(key, key_holds)], [Syntax::Value(id, id_holds)]) = (keys, ids) else {
            return self.many(keys, &[], least(ids)) && self.many(ids, &[], 0);
        };
        let left = self.left();
        let half = left.len() / 2;
        let is_id = |word: &&[u8]| looks_like(*id_holds, word);
        let balanced = left.len().is_multiple_of(2) && left[half..].iter().all(is_id);
        let guessed = left
            .iter()
            .skip(1)
            .position(is_id)
            .map_or(left.len(), |at| at + 1);
        let named = if balanced { half } else { guessed };
        let given = (left.len() - named).min(named);
        for _ in 0..named {
            self.take(Part::Value(key, *key_holds));
        }
        for _ in 0..given {
            self.take(Part::Value(id, *id_holds));
        }
        if self.word().is_some() {
            return self.stuck(Vec::new());
        }
        if given == 0 {
            self.found.rest.push(Rest::Again(keys));
            self.leave([Syntax::Many(ids)]);
            return false;
        }
        self.leave((given..named).map(|_| ids[0]));
        given == named
    }

    fn stuck(&mut self, expected: Vec<Syntax>) -> bool {
        self.found.fits = false;
        self.found.rest.append(&mut self.skipped);
        self.leave(expected);
        false
    }
}

fn unused(parts: &[Syntax], used: &[bool], from: usize) -> Vec<Syntax> {
    let left = parts.iter().zip(used).skip(from);
    left.filter(|(_, used)| !**used).map(|(part, _)| *part).collect()
}

/// Where the optional parts that begin at `at` end.
fn run_end(parts: &[Syntax], at: usize) -> usize {
    let run = parts[at..].iter().take_while(|part| is_optional(part));
    at + run.count()
}

/// The optional part of the run at `at` that `word` begins. One that begins with a value is taken only when no word
/// is needed behind the run.
fn fitting_option(parts: &[Syntax], used: &[bool], at: usize, word: &[u8], behind: usize) -> Option<usize> {
    let mut run = (at..run_end(parts, at)).filter(|option| !used[*option]);
    let named = run
        .clone()
        .find(|option| begins_with(&parts[*option..=*option], word));
    named.or_else(|| run.find(|option| behind == 0 && begins_with_value(&parts[*option..=*option])))
}

/// Options are often typed before a required word such as GROUP, which Redis allows.
fn displaced_option(parts: &[Syntax], used: &[bool], at: usize, word: &[u8]) -> Option<usize> {
    let values = parts[at + 1..]
        .iter()
        .take_while(|part| matches!(part, Syntax::Value(..)));
    let options = at + 1 + values.count();
    (options..run_end(parts, options))
        .find(|option| !used[*option] && begins_with(&parts[*option..=*option], word))
}

fn is_option(parts: &[Syntax], word: &[u8]) -> bool {
    let options = parts.iter().take_while(|part| is_optional(part));
    let mut options = options.peekable();
    let near_miss = options.peek().is_some() && word.first().is_some_and(u8::is_ascii_alphabetic);
    near_miss || options.any(|option| begins_with(std::slice::from_ref(option), word))
}
