//! Colours: what each word of a line is. Whether it is right is not said here.

use std::ops::Range;

use super::matcher::{Part, looks_like};
use super::typed::Typed;
use crate::command::{Holds, Version};

/// What a word is; a theme gives it a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A command's or subcommand's name.
    Command,
    /// A fixed word, such as `COUNT`.
    Word,
    /// A key or a channel.
    Key,
    /// A consumer group.
    Group,
    /// A consumer.
    Consumer,
    /// An entry's ID.
    Id,
    /// A field's name.
    Field,
    /// Free text.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
}

/// The words of `line` with what they are, in order; blanks are left out.
pub fn paint(line: &str, profile: Version) -> Vec<(Range<usize>, Role)> {
    let typed = Typed::new(line, profile);
    let words = typed.words();
    let mut roles = vec![Role::Text; words.len()];
    if typed.before == 1 {
        roles[0] = Role::Number;
    }
    for role in roles.iter_mut().take(typed.first_argument()).skip(typed.before) {
        *role = Role::Command;
    }
    let matched = typed.matched(words.len());
    let arguments = words.iter().zip(&mut roles).skip(typed.first_argument());
    for ((word, role), part) in arguments.zip(matched.iter().flat_map(|matched| &matched.taken)) {
        *role = role_of(*part, word);
    }
    let spans = typed.line().spans().iter().cloned();
    let comment = typed.line().comment.clone().map(|span| (span, Role::Comment));
    spans.zip(roles).chain(comment).collect()
}

fn role_of(part: Part, word: &[u8]) -> Role {
    match part {
        Part::Word("*" | "$") => Role::Id,
        Part::Word(_) => Role::Word,
        Part::Value(_, holds) => match holds {
            Holds::Key | Holds::Stream | Holds::List | Holds::Channel => Role::Key,
            Holds::Group => Role::Group,
            Holds::Consumer => Role::Consumer,
            Holds::Id | Holds::PendingId => Role::Id,
            Holds::Field => Role::Field,
            Holds::Text | Holds::Pattern => Role::Text,
            Holds::Command => Role::Command,
            // A threshold may be an ID as well.
            Holds::Number if !looks_like(holds, word) && looks_like(Holds::Id, word) => Role::Id,
            Holds::Number | Holds::Ms | Holds::Seconds => Role::Number,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word's role as a letter, under the word.
    fn painted(line: &str) -> String {
        let mut text = " ".repeat(line.len());
        for (span, role) in paint(line, Version::default()) {
            let letter = match role {
                Role::Command => "C",
                Role::Word => "w",
                Role::Key => "k",
                Role::Group => "g",
                Role::Consumer => "c",
                Role::Id => "i",
                Role::Field => "f",
                Role::Text => "t",
                Role::Number => "n",
                Role::Comment => "/",
            };
            text.replace_range(span.clone(), &letter.repeat(span.len()));
        }
        format!("{line}\n{}", text.trim_end())
    }

    #[test]
    fn every_word_is_painted_by_what_it_is() {
        for expected in [
            "3 XADD s MAXLEN ~ 10 * name \"ada l\" // note\nn CCCC k wwwwww w nn i ffff ttttttt ///////",
            "xgroup create s g $ MKSTREAM\nCCCCCC CCCCCC k g i wwwwwwww",
            "XREADGROUP GROUP g c STREAMS a b 0 >\nCCCCCCCCCC wwwww g c wwwwwww k k i i",
            "XREAD COUNT x STREAMS s 0\nCCCCC wwwww n wwwwwww k i",
            "XADD s 1-x f v\nCCCC k iii f t",
            "NOPE a\nCCCC t",
            "XREA\nCCCC",
            "XREAD COU\nCCCCC ttt",
            "XREAD COU 5\nCCCCC ttt t",
            "XADD s * f\nCCCC k i f",
            "XADD s * f \"a b\nCCCC k i f tttt",
            "# all\n/////",
        ] {
            let line = expected.lines().next().unwrap();
            assert_eq!(painted(line), expected);
        }
    }
}
