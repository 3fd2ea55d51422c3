//! What each thing on the screen looks like: one style per role, and the signs.

mod role;
mod shades;
mod signs;

use ratatui::style::{Color, Style};

use crate::app::{Colours, Look};
pub(super) use role::role_of;
pub use role::{LETTERS, Role};
use shades::{hue, modifiers, shade, without_colour};
use signs::{ASCII, DRAWN};
pub(super) use signs::{Signs, WORDS, Where, legend};

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

fn letter(role: Role) -> Style {
    let at = LETTERS.iter().position(|(known, _)| *known == role).unwrap_or(0);
    Style::new().fg(Color::Indexed(u8::try_from(at).unwrap_or(u8::MAX)))
}
