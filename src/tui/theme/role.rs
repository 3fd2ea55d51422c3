//! What a piece of text can be. A letter stands for each in tests.

use crate::assist;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    Text,
    Quiet,
    Strong,
    Frame,
    FocusedFrame,
    Title,
    Tab,
    ChosenTab,
    Head,
    Id,
    Command,
    Word,
    Key,
    Group,
    Consumer,
    Field,
    Number,
    Comment,
    Fault,
    Done,
    Pending,
    Waiting,
    Ghost,
    Bookmark,
    Added,
    Changed,
    Removed,
    Prompt,
    Failed,
    Advice,
    Told,
    Note,
    Chosen,
    KeyName,
    Code,
}

/// Every role with the letter it has in tests.
pub const LETTERS: &[(Role, char)] = &[
    (Role::Text, '.'),
    (Role::Quiet, 'q'),
    (Role::Strong, 'S'),
    (Role::Frame, 'f'),
    (Role::FocusedFrame, 'F'),
    (Role::Title, 'T'),
    (Role::Tab, 't'),
    (Role::ChosenTab, 'C'),
    (Role::Head, 'h'),
    (Role::Id, 'i'),
    (Role::Command, 'X'),
    (Role::Word, 'w'),
    (Role::Key, 'k'),
    (Role::Group, 'g'),
    (Role::Consumer, 'c'),
    (Role::Field, 'd'),
    (Role::Number, 'n'),
    (Role::Comment, '/'),
    (Role::Fault, '!'),
    (Role::Done, 'v'),
    (Role::Pending, 'p'),
    (Role::Waiting, 'u'),
    (Role::Ghost, 'G'),
    (Role::Bookmark, 'B'),
    (Role::Added, '+'),
    (Role::Changed, '~'),
    (Role::Removed, '-'),
    (Role::Prompt, '>'),
    (Role::Failed, 'E'),
    (Role::Advice, 'a'),
    (Role::Told, 'o'),
    (Role::Note, 'N'),
    (Role::Chosen, '*'),
    (Role::KeyName, 'K'),
    (Role::Code, 'x'),
];

/// The role a word of a typed line has on the screen.
pub(in crate::tui) fn role_of(word: assist::Role) -> Role {
    match word {
        assist::Role::Command => Role::Command,
        assist::Role::Word => Role::Word,
        assist::Role::Key => Role::Key,
        assist::Role::Group => Role::Group,
        assist::Role::Consumer => Role::Consumer,
        assist::Role::Id => Role::Id,
        assist::Role::Field => Role::Field,
        assist::Role::Text => Role::Text,
        assist::Role::Number => Role::Number,
        assist::Role::Comment => Role::Comment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_letter_of_its_own() {
        let mut letters: Vec<char> = LETTERS.iter().map(|(_, letter)| *letter).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), LETTERS.len());
    }
}
