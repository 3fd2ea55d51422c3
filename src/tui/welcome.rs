//! The way in: where a first stream will be, and under the first prompt the lessons there are.

use ratatui::layout::Rect;

use super::canvas::{self, Canvas};
use super::ink::Ink;
use super::stream::fates;
use super::theme::{Role, Signs};
use crate::lesson::Shelf;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let mut rows = if area.height >= 8 && area.width >= 66 {
        long()
    } else {
        short(usize::from(area.width))
    };
    let about = about(&canvas.theme.signs);
    if rows.len() + about.len() <= usize::from(area.height) {
        rows.extend(about);
    }
    canvas.rows(area, &rows);
}

/// What will stand here.
fn about(signs: &Signs) -> Vec<Ink> {
    let mut fates_row = Ink::of(Role::Text, "   ");
    fates_row.append(fates(signs));
    vec![
        Ink::default(),
        Ink::of(
            Role::Quiet,
            "  Here the stream will be: a log of entries. For a group each is",
        ),
        fates_row,
    ]
}

/// The lessons by name, in columns, at the lower end of what is free under the first prompt; nothing where they do
/// not all fit.
pub(super) fn course(canvas: &mut Canvas<'_>, free: Rect) {
    let cells = lessons(canvas);
    let wide = cells.iter().map(Ink::width).max().unwrap_or(0) + 2;
    let columns = (usize::from(free.width) / wide).min(3);
    if cells.is_empty() || columns == 0 {
        return;
    }
    let deep = cells.len().div_ceil(columns);
    let mut rows = vec![head(cells.len()), Ink::default()];
    for at in 0..deep {
        let mut row = Ink::default();
        for cell in cells.iter().skip(at).step_by(deep) {
            row.append(cell.clone().padded(wide));
        }
        rows.push(row);
    }
    // A blank row stays between the prompt and this, and one under it.
    let Some(above) = usize::from(free.height)
        .checked_sub(rows.len() + 1)
        .filter(|above| *above > 0)
    else {
        return;
    };
    canvas.rows(canvas::below(free, above), &rows);
}

fn head(lessons: usize) -> Ink {
    let word = if lessons == 1 { "lesson" } else { "lessons" };
    Ink::of(
        Role::Text,
        format!("{lessons} {word}, each with its own streams. "),
    )
    .then(Role::KeyName, "F5")
    .then(Role::Text, " opens any, ")
    .then(Role::KeyName, "Enter")
    .then(Role::Text, " the first.")
}

/// Each with its number.
fn lessons(canvas: &Canvas<'_>) -> Vec<Ink> {
    let titles = Shelf::embedded_titles().enumerate();
    titles
        .map(|(at, title)| {
            let title = canvas.theme.sentence(title);
            Ink::of(Role::Quiet, format!("{:>2}  {title}", at + 1))
        })
        .collect()
}

fn long() -> Vec<Ink> {
    let mut rows = vec![
        Ink::of(Role::Strong, "  Learn Redis Streams by typing them."),
        Ink::of(
            Role::Quiet,
            "  Type, watch what moves, undo anything: nothing can break here.",
        ),
        Ink::default(),
        Ink::of(Role::Text, "  Press ")
            .then(Role::KeyName, "Enter")
            .then(Role::Text, " for lesson 1, ")
            .then(Role::KeyName, "F5")
            .then(Role::Text, " for all of them, or begin below:"),
        Ink::default(),
    ];
    rows.extend(commands().map(|(command, rest, about)| {
        let line = Ink::of(Role::Command, format!("    {command}")).then(Role::Text, format!(" {rest}"));
        line.padded(48).then(Role::Quiet, about)
    }));
    rows
}

fn short(width: usize) -> Vec<Ink> {
    let mut rows = vec![Ink::of(Role::KeyName, "  Enter").then(
        Role::Text,
        if width < 50 {
            ": lesson 1. Or type:"
        } else {
            " starts lesson 1. Or type, and watch what moves:"
        },
    )];
    rows.extend(commands().map(|(command, rest, _)| {
        Ink::of(Role::Command, format!("  {command}")).then(Role::Text, format!(" {rest}"))
    }));
    rows
}

fn commands() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    [
        ("XADD", "fruits * name banana color yellow", "add an entry"),
        ("XRANGE", "fruits - +", "read them all"),
        ("XGROUP CREATE", "fruits fruits-group 0", "let workers share"),
    ]
    .into_iter()
}
