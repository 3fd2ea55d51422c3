//! What each thing on the screen looks like: one style per role, and the signs. The only file that knows colours.
//!
//! The terminal's own 16 colours, so that light and dark themes both fit; no colour carries a meaning alone.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Look;
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

/// Signs, each one column wide.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    pub done: &'static str,
    pub pending: &'static str,
    pub undelivered: &'static str,
    pub passed: &'static str,
    pub added: &'static str,
    pub changed: &'static str,
    pub moved: &'static str,
    pub removed: &'static str,
    pub waits: &'static str,
    pub fresh: &'static str,
    pub told: &'static str,
    pub open: &'static str,
    pub shut: &'static str,
    pub between: &'static str,
    pub times: &'static str,
    pub cut: &'static str,
    pub full: &'static str,
    pub empty: &'static str,
    pub across: &'static str,
    pub down: &'static str,
    pub tee: &'static str,
    pub forks: [&'static str; 2],
    pub corners: [&'static str; 4],
    pub up: &'static str,
    pub below: &'static str,
    pub caret: &'static str,
    pub cursor: &'static str,
    pub dash: &'static str,
    pub wrong: &'static str,
    pub unmet: &'static str,
}

const DRAWN: Signs = Signs {
    done: "✓",
    pending: "●",
    undelivered: "·",
    passed: "–",
    added: "+",
    changed: "~",
    moved: "→",
    removed: "−",
    waits: "◷",
    fresh: "•",
    told: "∙",
    open: "▾",
    shut: "▸",
    between: "·",
    times: "×",
    cut: "…",
    full: "▓",
    empty: "░",
    across: "─",
    down: "│",
    tee: "├",
    forks: ["┬", "┴"],
    corners: ["╭", "╮", "╰", "╯"],
    up: "↑",
    below: "↓",
    caret: "^",
    cursor: "❯",
    dash: "┄",
    wrong: "✗",
    unmet: "○",
};

const ASCII: Signs = Signs {
    done: "v",
    pending: "*",
    undelivered: ".",
    passed: "-",
    added: "+",
    changed: "~",
    moved: ">",
    removed: "-",
    waits: "@",
    fresh: "!",
    told: "-",
    open: "v",
    shut: ">",
    between: "|",
    times: "x",
    cut: ">",
    full: "#",
    empty: ".",
    across: "-",
    down: "|",
    tee: "|",
    forks: ["+", "+"],
    corners: ["+", "+", "+", "+"],
    up: "^",
    below: "v",
    caret: "^",
    cursor: ">",
    dash: "-",
    wrong: "x",
    unmet: "o",
};

/// Styles and signs together.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// The signs in use.
    pub signs: Signs,
    palette: Palette,
    ascii: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Palette {
    Sixteen,
    Plain,
    /// Each role its own colour number, so that a test can read roles off the screen.
    Letters,
}

impl Theme {
    /// The theme for this look.
    pub fn new(look: Look) -> Theme {
        Theme {
            signs: if look.ascii { ASCII } else { DRAWN },
            palette: if look.plain {
                Palette::Plain
            } else {
                Palette::Sixteen
            },
            ascii: look.ascii,
        }
    }

    /// A theme whose colours are the places of roles in [`LETTERS`].
    pub fn letters(look: Look) -> Theme {
        Theme {
            palette: Palette::Letters,
            ..Theme::new(look)
        }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        match self.palette {
            Palette::Letters => letter(role),
            Palette::Sixteen => modifiers(role).fg(colour(role)),
            Palette::Plain => modifiers(role).add_modifier(without_colour(role)),
        }
    }

    /// A sentence made elsewhere, in characters this theme may use.
    pub fn sentence(&self, text: &str) -> String {
        if !self.ascii {
            return text.to_owned();
        }
        text.replace('→', "->")
            .replace('…', "...")
            .replace(['·', '∙', '–', '—'], "-")
            .replace('×', "x")
            .replace('✓', "v")
            .replace('●', "*")
    }
}

/// The role a word of a typed line has on the screen.
pub(super) fn role_of(word: assist::Role) -> Role {
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

fn letter(role: Role) -> Style {
    let at = LETTERS.iter().position(|(known, _)| *known == role).unwrap_or(0);
    Style::new().fg(Color::Indexed(u8::try_from(at).unwrap_or(u8::MAX)))
}

/// Blue is hard to read on black and yellow on white, so nothing long is in either.
fn colour(role: Role) -> Color {
    match role {
        Role::Text
        | Role::Strong
        | Role::Title
        | Role::Field
        | Role::Number
        | Role::Chosen
        | Role::Id
        | Role::Command
        | Role::Word
        | Role::KeyName
        | Role::ChosenTab => Color::Reset,
        // Bright black, as redis-cli's own hints have it.
        Role::Quiet
        | Role::Frame
        | Role::Tab
        | Role::Head
        | Role::Comment
        | Role::Waiting
        | Role::Ghost
        | Role::Removed
        | Role::Prompt
        | Role::Note => Color::DarkGray,
        Role::Key | Role::Done | Role::Added => Color::Green,
        Role::Group | Role::Bookmark => Color::Magenta,
        Role::Consumer | Role::Told | Role::FocusedFrame | Role::Code => Color::Cyan,
        Role::Pending | Role::Changed | Role::Advice => Color::Yellow,
        Role::Fault | Role::Failed => Color::Red,
    }
}

fn modifiers(role: Role) -> Style {
    let modifier = match role {
        Role::Strong
        | Role::Title
        | Role::Command
        | Role::Word
        | Role::ChosenTab
        | Role::Bookmark
        | Role::Added
        | Role::Changed
        | Role::KeyName => Modifier::BOLD,
        Role::Fault => Modifier::UNDERLINED,
        Role::Chosen => Modifier::REVERSED,
        Role::Removed => Modifier::CROSSED_OUT,
        _ => Modifier::empty(),
    };
    Style::new().add_modifier(modifier)
}

/// Without colours, what is said aside is dim instead.
fn without_colour(role: Role) -> Modifier {
    match (role, colour(role)) {
        (Role::Code, _) => Modifier::BOLD,
        (_, Color::DarkGray) => Modifier::DIM,
        _ => Modifier::empty(),
    }
}
