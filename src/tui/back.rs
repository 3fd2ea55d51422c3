//! The scrollback: its newest rows, wrapped to the pane. Costs as much as the rows shown and scrolled past.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::theme::{Role, Theme};
use super::{prompt, wrap};
use crate::app::{Kind, Pointed, Row, Scrollback};

/// The rows that end `back.up` rows above its end, at most `height` of them.
pub(super) fn tail(back: &Scrollback, width: usize, height: usize, theme: &Theme) -> Vec<Ink> {
    let wanted = height + back.up;
    let mut rows: Vec<Ink> = Vec::new();
    let mut all = true;
    for row in back.rows().rev() {
        if rows.len() >= wanted {
            all = false;
            break;
        }
        let mut wrapped = wrapped(row, width, theme);
        wrapped.reverse();
        rows.append(&mut wrapped);
    }
    // At the top of the scrollback there is nothing to scroll to.
    let up = if all {
        back.up.min(rows.len().saturating_sub(height))
    } else {
        back.up
    };
    rows.drain(..up.min(rows.len()));
    rows.truncate(height);
    rows.reverse();
    if up > 0
        && let Some(last) = rows.last_mut()
    {
        *last = Ink::of(
            Role::Note,
            format!("{} {up} rows below, PageDown", theme.signs.below),
        );
    }
    rows
}

fn wrapped(row: &Row, width: usize, theme: &Theme) -> Vec<Ink> {
    match &row.kind {
        Kind::Typed { prompt, pointed } => typed(prompt, &row.text, pointed.as_ref(), width, theme),
        Kind::Reply => wrap::anywhere(&Ink::of(Role::Text, &row.text), width),
        Kind::Failed => wrap::anywhere(&Ink::of(Role::Failed, theme.sentence(&row.text)), width),
        Kind::Advice => sentence(Role::Advice, "hint:", &row.text, width, theme),
        Kind::Told => sentence(Role::Told, theme.signs.told, &row.text, width, theme),
        Kind::Note => sentence(Role::Note, theme.signs.told, &row.text, width, theme),
    }
}

fn sentence(role: Role, sign: &str, text: &str, width: usize, theme: &Theme) -> Vec<Ink> {
    let indent = sign.width() + 1;
    let text = format!("{sign} {}", theme.sentence(text));
    let rows = wrap::words(&text, width, indent).into_iter();
    rows.map(|row| Ink::of(role, row)).collect()
}

/// A typed line in its colours, with a caret line under the place that was wrong.
fn typed(label: &str, text: &str, pointed: Option<&Pointed>, width: usize, theme: &Theme) -> Vec<Ink> {
    let mut ink = Ink::of(Role::Prompt, label);
    ink.append(prompt::painted(text, pointed.map(|it| &it.span)));
    let mut rows = wrap::anywhere(&ink, width);
    if let Some(pointed) = pointed {
        let (row, caret) = caret(label, text, pointed, width, theme);
        let at = (row + 1).min(rows.len());
        for (offset, line) in caret.into_iter().enumerate() {
            rows.insert(at + offset, line);
        }
    }
    rows
}

/// The caret with what was expected, and the row it belongs under.
fn caret(label: &str, text: &str, pointed: &Pointed, width: usize, theme: &Theme) -> (usize, Vec<Ink>) {
    let span = within(text, &pointed.span);
    let before = format!("{label}{}", crate::wire::shown(&text.as_bytes()[..span.start]));
    let missing = span.is_empty() && !before.ends_with(' ');
    let before = if missing { before + " " } else { before };
    let (row, column) = wrap::place(&before, width);
    let long = crate::wire::shown(&text.as_bytes()[span])
        .width()
        .clamp(1, width.saturating_sub(column).max(1));
    let carets = theme.signs.caret.repeat(long);
    let expected = pointed.expected.as_ref().map(|text| theme.sentence(text));
    let expected = expected.map_or(String::new(), |text| format!("expected {text}"));
    let mut rows = vec![Ink::of(Role::Text, " ".repeat(column)).then(Role::Failed, carets)];
    if expected.is_empty() {
        return (row, rows);
    }
    if column + long + 1 + expected.width() <= width {
        rows[0].push(Role::Advice, format!(" {expected}"));
    } else {
        let indent = column.min(width.saturating_sub(expected.width()));
        for line in wrap::words(&expected, width.saturating_sub(indent), 0) {
            rows.push(Ink::of(Role::Text, " ".repeat(indent)).then(Role::Advice, line));
        }
    }
    (row, rows)
}

fn within(text: &str, span: &Range<usize>) -> Range<usize> {
    let end = text.floor_char_boundary(span.end);
    text.floor_char_boundary(span.start.min(end))..end
}
