//! How the screen is to look: which characters, which colours, whether it may move by itself, whether it has the mouse.

/// How the screen is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Only ASCII characters for boxes and signs.
    pub ascii: bool,
    /// Which colours.
    pub colours: Colours,
    /// Nothing moves by itself: times are told when something else changes, and demos type at once.
    pub still: bool,
    /// Clicks and the wheel are ours. The terminal's own selection then needs Shift.
    pub mouse: bool,
}

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// The sixteen that the terminal's user has chosen.
    #[default]
    Own,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// None, only bold, dim and reverse.
    None,
}

impl Colours {
    /// All of them.
    pub const ALL: [Colours; 4] = [Colours::Own, Colours::Dark, Colours::Light, Colours::None];

    /// Its name, as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Colours::Own => "own",
            Colours::Dark => "dark",
            Colours::Light => "light",
            Colours::None => "none",
        }
    }

    /// The colours with this name.
    pub fn named(name: &str) -> Option<Colours> {
        Colours::ALL.into_iter().find(|colours| colours.name() == name)
    }

    /// What fits when nobody has chosen. `no_color` is whether the user wants none anywhere; `shades` is what some
    /// terminals say in `COLORFGBG` about their ink and paper, such as `15;0`. A terminal is never asked: its answer
    /// would race the keyboard.
    pub fn fitting(no_color: bool, shades: Option<&str>) -> Colours {
        let paper = shades.and_then(|shades| shades.rsplit(';').next()?.parse::<u8>().ok());
        match paper {
            _ if no_color => Colours::None,
            Some(7 | 9..=15) => Colours::Light,
            Some(_) => Colours::Dark,
            // Its own colours fit its own paper, whatever that is.
            None => Colours::Own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_terminal_says_of_its_paper_counts() {
        assert_eq!(Colours::fitting(false, None), Colours::Own);
        assert_eq!(Colours::fitting(false, Some("15;0")), Colours::Dark);
        assert_eq!(Colours::fitting(false, Some("0;default;15")), Colours::Light);
        assert_eq!(Colours::fitting(false, Some("0;default")), Colours::Own);
        assert_eq!(Colours::fitting(true, Some("0;15")), Colours::None);
    }
}
