//! The way in: where a first stream will be, and under the first prompt the lessons there are.

use ratatui::layout::Rect;

use super::canvas::{self, Canvas};
use super::ink::Ink;
use super::stream::fates;
use super::theme::{Role, Signs};
use super::wrap;
use crate::app::WayIn;
use crate::lesson::Shelf;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, way_in: &WayIn) {
    let mut rows = if area.height >= 8 && area.width >= 66 {
        long(way_in)
    } else {
        short(way_in, usize::from(area.width))
    };
    let about = about(&canvas.theme.signs, usize::from(area.width));
    if rows.len() + about.len() <= usize::from(area.height) {
        rows.extend(about);
    }
    canvas.rows(area, &rows);
}

/// What will stand here.
fn about(signs: &Signs, width: usize) -> Vec<Ink> {
    let mut fates_row = Ink::of(Role::Text, "   ");
    fates_row.append(fates(signs));
    let text = "Here the stream will be: a log of entries. For a group each is";
    let mut rows = vec![Ink::default()];
    let lines = wrap::words(text, width.saturating_sub(2), 0).into_iter();
    rows.extend(lines.map(|line| Ink::of(Role::Quiet, format!("  {line}"))));
    rows.push(fates_row);
    rows
}

/// The lessons by name, in columns, at the lower end of what is free under the first prompt; nothing where they do
/// not all fit.
pub(super) fn course(canvas: &mut Canvas<'_>, free: Rect, way_in: &WayIn, language: Option<&str>) {
    let cells = lessons(canvas, language);
    let wide = cells.iter().map(Ink::width).max().unwrap_or(0) + 2;
    let columns = (usize::from(free.width) / wide).min(3);
    if cells.is_empty() || columns == 0 {
        return;
    }
    let deep = cells.len().div_ceil(columns);
    let mut rows = vec![head(cells.len(), way_in), Ink::default()];
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

fn head(lessons: usize, way_in: &WayIn) -> Ink {
    let word = if lessons == 1 { "lesson" } else { "lessons" };
    Ink::of(
        Role::Text,
        format!("{lessons} {word}, each with its own streams. "),
    )
    .then(Role::KeyName, "F5")
    .then(Role::Text, " opens any, ")
    .then(Role::KeyName, "Enter")
    .then(
        Role::Text,
        match (way_in.left, way_in.number) {
            (Some(_), number) => format!(" goes on with lesson {number}."),
            (None, 1) => " the first.".to_owned(),
            (None, number) => format!(" lesson {number}."),
        },
    )
}

/// Each with its number.
fn lessons(canvas: &Canvas<'_>, language: Option<&str>) -> Vec<Ink> {
    let titles = Shelf::embedded_titles(language).enumerate();
    titles
        .map(|(at, title)| {
            let title = canvas.theme.sentence(title);
            Ink::of(Role::Quiet, format!("{:>2}  {title}", at + 1))
        })
        .collect()
}

fn long(way_in: &WayIn) -> Vec<Ink> {
    let mut rows = vec![
        Ink::of(
            Role::Strong,
            stand(way_in).unwrap_or_else(|| "  Learn Redis Streams by typing them.".to_owned()),
        ),
        Ink::of(
            Role::Quiet,
            "  Type, watch what moves, undo anything: nothing can break here.",
        ),
        Ink::default(),
        go_on(way_in),
        Ink::default(),
    ];
    rows.extend(commands().map(|(command, rest, about)| {
        let line = Ink::of(Role::Command, format!("    {command}")).then(Role::Text, format!(" {rest}"));
        line.padded(48).then(Role::Quiet, about)
    }));
    rows
}

/// Where somebody stands who has learnt here before.
fn stand(way_in: &WayIn) -> Option<String> {
    let (number, title) = (way_in.number, &way_in.title);
    match way_in.left {
        Some((step, steps)) => Some(format!(
            "  Lesson {number} waits at step {step}/{steps}: {title}."
        )),
        None if number > 1 => Some(format!("  Lesson {number} is next: {title}.")),
        None => None,
    }
}

/// What Enter does, and what else there is.
fn go_on(way_in: &WayIn) -> Ink {
    let (does, all) = match way_in.left {
        Some(_) => (
            " to go on with it, ".to_owned(),
            " for all lessons, or begin below:",
        ),
        None => (
            format!(" for lesson {}, ", way_in.number),
            " for all of them, or begin below:",
        ),
    };
    Ink::of(Role::Text, "  Press ")
        .then(Role::KeyName, "Enter")
        .then(Role::Text, does)
        .then(Role::KeyName, "F5")
        .then(Role::Text, all)
}

fn short(way_in: &WayIn, width: usize) -> Vec<Ink> {
    let mut rows = vec![Ink::of(Role::KeyName, "  Enter").then(
        Role::Text,
        match (width < 50, way_in.left) {
            (true, _) => format!(": {}. Or type:", way_in.words()),
            (false, None) => format!(" starts {}. Or type, and watch what moves:", way_in.words()),
            (false, Some(_)) => format!(" goes on with {}. Or type:", way_in.words()),
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
