//! Which role has which colour and weight. The only file that knows colours.
//!
//! No colour carries a meaning alone: beside each stands a sign, a word or a place. The hues are told apart by those
//! who see few of them, too: bluish green, purple, sky blue, amber, vermilion.

use ratatui::style::{Color, Modifier, Style};

use super::Role;
use crate::app::Colours;

/// What kinds of colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hue {
    Ink,
    Quiet,
    Line,
    Green,
    Purple,
    Blue,
    Amber,
    Red,
}

pub(super) fn hue(role: Role) -> Hue {
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
pub(super) fn shade(hue: Hue, colours: Colours) -> Color {
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

pub(super) fn modifiers(role: Role) -> Style {
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
pub(super) fn without_colour(role: Role) -> Modifier {
    match (role, hue(role)) {
        (Role::Code, _) => Modifier::BOLD,
        (_, Hue::Quiet | Hue::Line) => Modifier::DIM,
        _ => Modifier::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::LETTERS;

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
}
