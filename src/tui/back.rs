//! The scrollback: its newest rows, wrapped to the pane. Costs as much as the rows shown and scrolled past.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::spot::Spot;
use super::theme::{Role, Theme};
use super::{prompt, wrap};
use crate::app::{Kind, Pick, Pointed, Row, Scrollback};

/// The rows of the terminal at place `at` that end `back.up` rows above its end, at most `height` of them; the last one
/// then says where this is. Those from the first to the last of `marked` stand out.
pub(super) fn tail(
    back: &Scrollback,
    at: usize,
    marked: Option<(usize, usize)>,
    (width, height): (usize, usize),
    theme: &Theme,
) -> Vec<Ink> {
    let mut skip = back.up;
    let mut rows: Vec<Ink> = Vec::new();
    let mut left = back.rows();
    while rows.len() < height
        && let Some(row) = left.next_back()
    {
        let tall = if skip > 0 { tall(row, width, theme) } else { 0 };
        if skip > 0 && tall <= skip {
            skip -= tall;
            continue;
        }
        let mut wrapped = wrapped(row, width, theme);
        wrapped.truncate(wrapped.len() - skip);
        skip = 0;
        let number = back.begin() + left.len();
        let marks = marked.is_some_and(|(from, to)| (from..=to).contains(&number));
        let drawn = wrapped.into_iter().rev();
        rows.extend(drawn.map(|row| shown(row, marks, width).across(Spot::Line(at, number))));
    }
    let above = left.len();
    if back.up == 0 {
        rows.truncate(height);
        rows.reverse();
        if let Some(command) = command_above(back, above, width, theme).filter(|_| rows.len() > PINNED) {
            rows[0] = command;
        }
        return rows;
    }
    rows.truncate(height.saturating_sub(1));
    rows.reverse();
    let more = if above > 0 {
        format!("{} {above} above  ", theme.signs.up)
    } else {
        String::new()
    };
    let below = format!("{more}{} {} rows below, PageDown", theme.signs.below, back.up);
    rows.push(Ink::of(
        Role::Note,
        super::ink::clip(&below, width, theme.signs.cut),
    ));
    rows
}

/// From so many rows on, the first one is given to the command whose reply has pushed it out of sight.
const PINNED: usize = 3;
/// So many rows of a reply are looked through for its command.
const LOOKED: usize = 400;

/// The command to which the first of the rows belongs, if it stands `above` them.
fn command_above(back: &Scrollback, above: usize, width: usize, theme: &Theme) -> Option<Ink> {
    let is_command = |row: &Row| matches!(row.kind, Kind::Typed { .. });
    // What was typed since is seen; then it is that which counts.
    if back.rows().skip(above).any(is_command) {
        return None;
    }
    let command = back
        .rows()
        .take(above)
        .rev()
        .take(LOOKED)
        .find(|row| is_command(row))?;
    // Signs below it point at its words: it stands where it stood.
    let ink = wrapped(command, usize::MAX, theme).into_iter().next()?;
    let ink = ink.clipped(width.saturating_sub(2), theme.signs.cut);
    Some(ink.then(Role::Note, format!(" {}", theme.signs.up)))
}

/// The rows around the cursor of `pick`, about as many below it as above; marked ones stand out, and the last row
/// says where this is.
pub(super) fn around(back: &Scrollback, pick: &Pick, width: usize, height: usize, theme: &Theme) -> Vec<Ink> {
    let (from, to) = pick.marked();
    let room = height.saturating_sub(1);
    let drawn = |at: usize| -> Option<Vec<Ink>> {
        let rows = wrapped(back.row(at)?, width, theme);
        let marked = (from..=to).contains(&at);
        Some(rows.into_iter().map(|row| shown(row, marked, width)).collect())
    };
    let mut below: Vec<Ink> = Vec::new();
    let mut next = pick.cursor;
    while below.len() < room.div_ceil(2)
        && let Some(rows) = drawn(next)
    {
        below.extend(rows);
        next += 1;
    }
    let mut above: Vec<Ink> = Vec::new();
    let mut before = pick.cursor;
    while above.len() + below.len() < room && before > back.begin() {
        before -= 1;
        above.extend(drawn(before).unwrap_or_default().into_iter().rev());
    }
    above.truncate(room.saturating_sub(below.len()));
    above.reverse();
    above.append(&mut below);
    while above.len() < room
        && let Some(rows) = drawn(next)
    {
        above.extend(rows);
        next += 1;
    }
    above.truncate(room);
    above.push(Ink::of(
        Role::Note,
        super::ink::clip(&place(back, pick), width, theme.signs.cut),
    ));
    above
}

fn shown(row: Ink, marked: bool, width: usize) -> Ink {
    if marked {
        row.padded(width).all(Role::Chosen)
    } else {
        row
    }
}

/// Where the cursor is, or what is searched for.
fn place(back: &Scrollback, pick: &Pick) -> String {
    if pick.finding {
        return format!("search: {}_", crate::wire::shown(pick.part.as_bytes()));
    }
    let line = (pick.cursor + 1).saturating_sub(back.begin());
    let (from, to) = pick.marked();
    let marked = match (pick.mark, to + 1 - from) {
        (None, _) => String::new(),
        (_, 1) => ", 1 line marked".to_owned(),
        (_, many) => format!(", {many} lines marked"),
    };
    format!("line {line} of {}{marked}", back.len())
}

/// How many rows of the screen the whole scrollback takes.
pub(super) fn whole(back: &Scrollback, width: usize, theme: &Theme) -> usize {
    back.rows().map(|row| tall(row, width, theme)).sum()
}

/// How many rows of the screen one row takes; for plain text without wrapping it.
fn tall(row: &Row, width: usize, theme: &Theme) -> usize {
    match row.kind {
        Kind::Cells | Kind::Head => 1,
        Kind::Failed if row.text.len() <= width && row.text.is_ascii() => 1,
        Kind::Reply if row.text.is_ascii() && row.text.len() <= width => 1,
        Kind::Reply if row.text.is_ascii() && row.text.len() > wrap::SOFT => full(row, width),
        Kind::Wire if row.text.is_ascii() => full(row, width),
        _ => wrapped(row, width, theme).len(),
    }
}

/// How many rows plain text takes that is broken where they are full.
fn full(row: &Row, width: usize) -> usize {
    row.text.len().div_ceil(width.max(2)).max(1)
}

fn wrapped(row: &Row, width: usize, theme: &Theme) -> Vec<Ink> {
    match &row.kind {
        Kind::Typed { prompt, pointed } => typed(prompt, &row.text, pointed.as_ref(), width, theme),
        Kind::Reply => wrap::softly(&Ink::of(Role::Text, &row.text), width),
        Kind::Head => vec![Ink::of(Role::Head, &row.text).clipped(width, theme.signs.cut)],
        Kind::Cells => vec![cells(&theme.sentence(&row.text)).clipped(width, theme.signs.cut)],
        Kind::Wire => wrap::anywhere(&wire(&row.text), width),
        Kind::Failed => failed(&theme.sentence(&row.text), width),
        Kind::Advice => sentence(Role::Advice, "hint:", &row.text, width, theme),
        Kind::Told => sentence(Role::Told, theme.signs.told, &row.text, width, theme),
        Kind::Note => sentence(Role::Note, theme.signs.told, &row.text, width, theme),
    }
}

/// A row of a table; its first column is what one looks for.
fn cells(text: &str) -> Ink {
    let end = text.find(' ').unwrap_or(text.len());
    Ink::of(Role::Id, &text[..end]).then(Role::Text, &text[end..])
}

/// A value as it was sent: what it is and how long, then itself, with the ends of lines set back.
fn wire(text: &str) -> Ink {
    const END: &str = "\\r\\n";
    let mut ink = Ink::default();
    let sized = text.starts_with(['$', '=', '*', '%', '~', '>']);
    for (at, line) in text.split_inclusive(END).enumerate() {
        let (body, end) = line.strip_suffix(END).map_or((line, ""), |body| (body, END));
        if at == 0 && !body.is_empty() {
            let sign = body.chars().next().map_or(0, char::len_utf8);
            ink.push(Role::Word, &body[..sign]);
            let role = match body.as_bytes()[0] {
                b'-' => Role::Failed,
                _ if sized => Role::Quiet,
                _ => Role::Text,
            };
            ink.push(role, &body[sign..]);
        } else {
            ink.push(Role::Text, body);
        }
        ink.push(Role::Quiet, end);
    }
    ink
}

/// A refusal, letter for letter, broken between its words.
fn failed(text: &str, width: usize) -> Vec<Ink> {
    let rows = wrap::words(text, width, 0).into_iter();
    rows.map(|row| Ink::of(Role::Failed, row)).collect()
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
    let Some(pointed) = pointed else {
        return wrap::softly(&ink, width);
    };
    // Signs point at words here: these stand where they stood while they were typed.
    let mut rows = wrap::anywhere(&ink, width);
    let (row, caret) = caret(label, text, pointed, width, theme);
    let at = (row + 1).min(rows.len());
    for (offset, line) in caret.into_iter().enumerate() {
        rows.insert(at + offset, line);
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
