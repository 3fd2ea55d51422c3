//! A key with its modifiers, as the table writes it and as it is named. Shift is left out: a character shows it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key, or a kind of keys, with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chord {
    key: Key,
    control: bool,
    alt: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    One(KeyCode),
    /// `1` to `9`.
    Digit,
    /// Anything that can be typed.
    Letter,
    /// Every key, with every modifier.
    Any,
}

pub(super) const ENTER: Chord = key(KeyCode::Enter);
pub(super) const ESC: Chord = key(KeyCode::Esc);
pub(super) const TAB: Chord = key(KeyCode::Tab);
pub(super) const SHIFT_TAB: Chord = key(KeyCode::BackTab);
pub(super) const UP: Chord = key(KeyCode::Up);
pub(super) const DOWN: Chord = key(KeyCode::Down);
pub(super) const LEFT: Chord = key(KeyCode::Left);
pub(super) const RIGHT: Chord = key(KeyCode::Right);
pub(super) const PAGE_UP: Chord = key(KeyCode::PageUp);
pub(super) const PAGE_DOWN: Chord = key(KeyCode::PageDown);
pub(super) const HOME: Chord = key(KeyCode::Home);
pub(super) const END: Chord = key(KeyCode::End);
pub(super) const DIGIT: Chord = plain(Key::Digit);
pub(super) const LETTER: Chord = plain(Key::Letter);
pub(super) const ANY: Chord = plain(Key::Any);

const fn plain(key: Key) -> Chord {
    Chord {
        key,
        control: false,
        alt: false,
    }
}

/// The key alone.
pub(super) const fn key(code: KeyCode) -> Chord {
    plain(Key::One(code))
}

/// A character.
pub(super) const fn char(character: char) -> Chord {
    key(KeyCode::Char(character))
}

/// A function key.
pub(super) const fn f(number: u8) -> Chord {
    key(KeyCode::F(number))
}

/// With Control.
pub(super) const fn control(chord: Chord) -> Chord {
    Chord {
        control: true,
        ..chord
    }
}

/// With Alt.
pub(super) const fn alt(chord: Chord) -> Chord {
    Chord { alt: true, ..chord }
}

impl Chord {
    /// What was pressed.
    pub(super) fn pressed(event: KeyEvent) -> Chord {
        Chord {
            key: Key::One(event.code),
            control: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }

    /// Whether a pressed key is this, or one of these.
    pub(super) fn covers(self, pressed: Chord) -> bool {
        let Key::One(code) = pressed.key else { return false };
        let fits = match self.key {
            Key::Any => return true,
            Key::One(own) => own == code,
            Key::Digit => matches!(code, KeyCode::Char('1'..='9')),
            Key::Letter => matches!(code, KeyCode::Char(_)),
        };
        fits && (self.control, self.alt) == (pressed.control, pressed.alt)
    }

    /// The modifiers and the key itself, as they are written.
    fn name(self) -> (&'static str, String) {
        let modifiers = match (self.control, self.alt) {
            (true, _) => "Ctrl-",
            (_, true) => "Alt-",
            _ => "",
        };
        let key = match self.key {
            // With a modifier the letter is named as it stands on the key.
            Key::One(KeyCode::Char(letter)) if !modifiers.is_empty() => letter.to_uppercase().to_string(),
            Key::One(KeyCode::Char(' ')) => "Space".to_owned(),
            Key::One(KeyCode::BackTab) => "Shift-Tab".to_owned(),
            Key::One(KeyCode::PageUp) => "PageUp".to_owned(),
            Key::One(KeyCode::PageDown) => "PageDown".to_owned(),
            Key::One(code) => code.to_string(),
            Key::Digit => "1-9".to_owned(),
            Key::Letter => "letters".to_owned(),
            Key::Any => "any key".to_owned(),
        };
        (modifiers, key)
    }
}

/// Several keys in short: `F2/F3`, `Alt-Left/Right`.
pub(super) fn names(chords: impl Iterator<Item = Chord>) -> String {
    let mut text = String::new();
    let mut before = None;
    for chord in chords {
        let (modifiers, key) = chord.name();
        match before {
            None => text.push_str(modifiers),
            Some(same) if same == modifiers => text.push('/'),
            Some(_) => text = format!("{text} {modifiers}"),
        }
        text.push_str(&key);
        before = Some(modifiers);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_share_a_modifier_are_named_in_short() {
        let name = |chords: &[Chord]| names(chords.iter().copied());
        assert_eq!(name(&[f(2), f(3)]), "F2/F3");
        assert_eq!(name(&[alt(LEFT), alt(RIGHT)]), "Alt-Left/Right");
        assert_eq!(name(&[control(char('w')), alt(char('d'))]), "Ctrl-W Alt-D");
        assert_eq!(name(&[PAGE_UP, PAGE_DOWN]), "PageUp/PageDown");
        assert_eq!(name(&[char(' ')]), "Space");
    }
}
