//! What each thing on the screen looks like: one style per role, and the signs. The only file that knows colours.
//!
//! No colour carries a meaning alone: beside each stands a sign, a word or a place. The hues are told apart by those
//! who see few of them, too: bluish green, purple, sky blue, amber, vermilion.

use ratatui::style::{Color, Modifier, Style};

use crate::app::{Colours, Look};
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
    /// The edges of what has the keys.
    pub heavy_across: &'static str,
    pub heavy_down: &'static str,
    pub heavy_corners: [&'static str; 4],
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
    heavy_across: "━",
    heavy_down: "┃",
    heavy_corners: ["┏", "┓", "┗", "┛"],
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
    heavy_across: "=",
    heavy_down: "|",
    heavy_corners: ["#", "#", "#", "#"],
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
    Of(Colours),
    /// Each role its own colour number, so that a test can read roles off the screen.
    Letters,
}

impl Theme {
    /// The theme for this look.
    pub fn new(look: Look) -> Theme {
        Theme {
            signs: if look.ascii { ASCII } else { DRAWN },
            palette: Palette::Of(look.colours),
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
            Palette::Of(Colours::None) => modifiers(role).add_modifier(without_colour(role)),
            Palette::Of(colours) => modifiers(role).fg(shade(hue(role), colours)),
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

/// What kinds of colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hue {
    Ink,
    Quiet,
    Line,
    Green,
    Purple,
    Blue,
    Amber,
    Red,
}

fn hue(role: Role) -> Hue {
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
        | Role::ChosenTab => Hue::Ink,
        Role::Quiet
        | Role::Tab
        | Role::Head
        | Role::Comment
        | Role::Waiting
        | Role::Ghost
        | Role::Removed
        | Role::Prompt
        | Role::Note => Hue::Quiet,
        Role::Frame => Hue::Line,
        Role::Key | Role::Done | Role::Added => Hue::Green,
        Role::Group | Role::Bookmark => Hue::Purple,
        Role::Consumer | Role::Told | Role::FocusedFrame | Role::Code => Hue::Blue,
        Role::Pending | Role::Changed | Role::Advice => Hue::Amber,
        Role::Fault | Role::Failed => Hue::Red,
    }
}

/// The colour of a hue. Of the terminal's own sixteen the quiet one is bright black, as redis-cli's own hints have it;
/// the others are of the 256 that look the same everywhere, chosen to be read on common papers: a test measures them.
fn shade(hue: Hue, colours: Colours) -> Color {
    let shades = match hue {
        Hue::Ink => return Color::Reset,
        Hue::Quiet => (Color::DarkGray, 248, 241),
        Hue::Line => (Color::DarkGray, 244, 244),
        Hue::Green => (Color::Green, 79, 22),
        Hue::Purple => (Color::Magenta, 177, 127),
        Hue::Blue => (Color::Cyan, 117, 25),
        Hue::Amber => (Color::Yellow, 221, 94),
        Hue::Red => (Color::Red, 210, 124),
    };
    match colours {
        Colours::Own | Colours::None => shades.0,
        Colours::Dark => Color::Indexed(shades.1),
        Colours::Light => Color::Indexed(shades.2),
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
    match (role, hue(role)) {
        (Role::Code, _) => Modifier::BOLD,
        (_, Hue::Quiet | Hue::Line) => Modifier::DIM,
        _ => Modifier::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue of one of the 256 colours.
    fn parts(colour: u8) -> [u8; 3] {
        const STEPS: [u8; 6] = [0, 0x5f, 0x87, 0xaf, 0xd7, 0xff];
        if colour >= 232 {
            return [8 + 10 * (colour - 232); 3];
        }
        let at = usize::from(
            colour
                .checked_sub(16)
                .expect("the first sixteen differ from terminal to terminal"),
        );
        [STEPS[at / 36], STEPS[at / 6 % 6], STEPS[at % 6]]
    }

    /// Relative luminance, as WCAG 2 defines it.
    fn luminance(parts: [u8; 3]) -> f64 {
        let linear = parts.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// Contrast, as WCAG 2 defines it.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_colour_can_be_read_on_the_usual_papers() {
        // Black, the dark papers of common terminals and editors, Solarized's; white and the light ones.
        let dark = [
            [0, 0, 0],
            [0x1e, 0x1e, 0x1e],
            [0x28, 0x2c, 0x34],
            [0, 0x2b, 0x36],
            [0x30, 0x0a, 0x24],
        ];
        let light = [
            [0xff, 0xff, 0xff],
            [0xfa, 0xfa, 0xfa],
            [0xfd, 0xf6, 0xe3],
            [0xee, 0xe8, 0xd5],
        ];
        for (colours, papers) in [
            (Colours::Dark, dark.as_slice()),
            (Colours::Light, light.as_slice()),
        ] {
            for (role, _) in LETTERS {
                let Color::Indexed(colour) = shade(hue(*role), colours) else {
                    continue;
                };
                // Text needs 4.5; a line only has to be seen.
                let least = if *role == Role::Frame { 3.0 } else { 4.5 };
                for paper in papers {
                    let contrast = contrast(parts(colour), *paper);
                    assert!(
                        contrast >= least,
                        "{role:?} in {colours:?} on {paper:x?}: {contrast:.2}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_role_has_a_letter_of_its_own() {
        let mut letters: Vec<char> = LETTERS.iter().map(|(_, letter)| *letter).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), LETTERS.len());
    }
}
