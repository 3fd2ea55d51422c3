//! A lesson's prose in the theme's colours and signs. How it is broken into rows is the lesson room's.

use super::ink::Ink;
use super::theme::{Role, Theme};
use crate::lesson::{ProseRow, Setting, Tone, prose};

/// Does something with how this theme sets prose in rows of `width` columns.
pub(super) fn setting<T>(theme: &Theme, width: usize, using: impl FnOnce(Setting<'_>) -> T) -> T {
    using(Setting {
        width,
        bullet: theme.signs.told,
        spelt: &|text| theme.sentence(text),
    })
}

/// `text` as rows of at most `width` columns; plain words have the role `plain`.
pub(super) fn rows(text: &str, width: usize, plain: Role, theme: &Theme) -> Vec<Ink> {
    let rows = setting(theme, width, |setting| prose(text, setting));
    rows.iter().map(|row| inked(row, plain)).collect()
}

/// One row; plain words have the role `plain`.
pub(super) fn inked(row: &ProseRow, plain: Role) -> Ink {
    let mut ink = Ink::default();
    for (tone, text) in row {
        let role = match tone {
            Tone::Plain => plain,
            Tone::Strong => Role::Strong,
            Tone::Code => Role::Code,
            Tone::Sign => Role::Quiet,
        };
        ink.push(role, text.as_str());
    }
    ink
}
