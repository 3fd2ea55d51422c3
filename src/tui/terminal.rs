//! The terminals in their frame: one, or several beside or above each other; each with its scrollback and its prompt.

use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, Panel};
use super::ink::Ink;
use super::split::{self, Parts};
use super::spot::Spot;
use super::tabs::{self, Says};
use super::theme::{Role, Theme};
use super::{aside, back, news, prompt, waiting};
use crate::app::{Layer, State};
use crate::lab::Scene;

/// Draws the terminals that are seen and gives back where the cursor stands.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    boxed: bool,
    state: &State,
    scene: &Scene,
) -> Option<Position> {
    let parts = split::parts(state, inside(area, boxed));
    let several = parts.shown.len() > 1;
    let right = unseen(canvas.theme, state, scene, &parts);
    let room = area
        .width
        .saturating_sub(u16::try_from(right.width()).unwrap_or(0));
    let panel = Panel {
        title: if several {
            Ink::default()
        } else {
            tabs::row(canvas.theme, state, scene, room)
        },
        right,
        foot: if boxed {
            super::foot::ink(state, usize::from(area.width.saturating_sub(2)))
        } else {
            Ink::default()
        },
        ..Panel::default()
    };
    if !several {
        let inner = canvas.page(area, boxed, &panel);
        return body(canvas, inner, state, scene, state.active);
    }
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    let mut cursor = None;
    for (at, part) in parts
        .shown
        .clone()
        .zip(split::shares(inner, parts.shown.len(), parts.beside))
    {
        edge(canvas, area, part, &parts, at);
        // Behind the last tab stands what is not seen.
        let last = parts.beside && at + 1 == parts.shown.end;
        let more = if last { panel.right.width() } else { 0 };
        let width = part.width.saturating_sub(u16::try_from(more).unwrap_or(0));
        head(canvas, Rect { width, ..part }, state, scene, at);
        let blank = u16::from(boxed || area.width >= 60);
        let page = Rect {
            x: part.x + blank,
            width: part.width.saturating_sub(2 * blank),
            ..part
        };
        canvas.spot(part, Spot::Terminal(at));
        cursor = body(canvas, page, state, scene, at).or(cursor);
    }
    cursor
}

/// By how many rows, up when negative, the active terminal scrolls when it is to move by `pages`: not beyond its
/// beginning, nor its end.
pub(super) fn scrolled(state: &State, pages: isize) -> isize {
    scrolled_to(state, state.active, |page| pages.saturating_mul(page))
}

/// The same for so many rows of the terminal at this place.
pub(super) fn scrolled_by(state: &State, at: usize, rows: isize) -> isize {
    scrolled_to(state, at, |_| rows)
}

/// The same for as many rows as it takes when a page has so many.
fn scrolled_to(state: &State, at: usize, rows: impl Fn(isize) -> isize) -> isize {
    let Some(areas) = super::layout::now(state) else {
        return 0;
    };
    let inner = inside(areas.terminal, areas.boxed);
    let parts = split::parts(state, inner);
    let shares = split::shares(inner, parts.shown.len(), parts.beside);
    let part = at.checked_sub(parts.shown.start).and_then(|nth| shares.get(nth));
    let (Some(part), Some(desk)) = (part, state.desks.get(at)) else {
        return 0;
    };
    let blank = 2 * u16::from(areas.boxed || areas.terminal.width >= 60);
    let (width, height) = (
        usize::from(part.width.saturating_sub(blank)),
        usize::from(part.height),
    );
    let theme = Theme::new(state.look);
    let back = &desk.back;
    // One row says where this is, the others are the prompt's.
    let prompt = prompt::rows(state, at, (width, height), &theme).rows.len();
    let seen = height.saturating_sub(prompt + 1);
    let page = isize::try_from(seen.saturating_sub(1).max(1)).unwrap_or(1);
    let most = back::whole(back, width, &theme).saturating_sub(seen);
    let target = back.up.saturating_add_signed(-rows(page)).min(most);
    isize::try_from(back.up).unwrap_or(0) - isize::try_from(target).unwrap_or(0)
}

fn inside(area: Rect, boxed: bool) -> Rect {
    if boxed {
        super::canvas::inside(area)
    } else {
        super::canvas::below(area, 1)
    }
}

/// The line before every part but the first.
fn edge(canvas: &mut Canvas<'_>, frame: Rect, part: Rect, parts: &Parts, at: usize) {
    if at == parts.shown.start {
        return;
    }
    let signs = canvas.theme.signs;
    if !parts.beside {
        let line = Ink::of(Role::Frame, signs.across.repeat(usize::from(part.width)));
        return canvas.row(
            Rect {
                y: part.y - 1,
                height: 1,
                ..part
            },
            &line,
        );
    }
    let line = Ink::of(Role::Frame, signs.down);
    for y in part.y..part.bottom() {
        canvas.row(Rect::new(part.x - 1, y, 1, 1), &line);
    }
    let [upper, lower] = signs.forks;
    canvas.row(Rect::new(part.x - 1, frame.y, 1, 1), &Ink::of(Role::Frame, upper));
    // The keys in the lower edge are not cut in two.
    if part.bottom() < frame.bottom() && canvas.is_edge(part.x - 1, part.bottom()) {
        canvas.row(
            Rect::new(part.x - 1, part.bottom(), 1, 1),
            &Ink::of(Role::Frame, lower),
        );
    }
}

/// The tab of a part, in the line above it.
fn head(canvas: &mut Canvas<'_>, part: Rect, state: &State, scene: &Scene, at: usize) {
    let Some(row) = scene.terminals.get(at) else {
        return;
    };
    let tab = tabs::tab(canvas.theme, state, row, at, Says::Little);
    let line = Rect {
        y: part.y.saturating_sub(1),
        height: 1,
        ..part
    };
    canvas.row(line, &tab);
}

/// What is said of terminals that are wanted or there, and not seen.
fn unseen(theme: &Theme, state: &State, scene: &Scene, parts: &Parts) -> Ink {
    let seen = parts.shown.len();
    let more = scene.terminals.len().saturating_sub(seen);
    let mut ink = match (parts.cramped, seen) {
        (true, 1) => return Ink::of(Role::Advice, format!(" no room for {} ", state.split.count)),
        (true, _) => Ink::of(
            Role::Advice,
            format!(" no room for {}, {seen} shown ", state.split.count),
        ),
        (false, 1) => return Ink::default(),
        (false, _) if more == 0 => return Ink::default(),
        (false, _) => Ink::of(Role::Tab, format!(" {more} more ")),
    };
    let mut places = 0..scene.terminals.len();
    let fresh =
        places.any(|at| !parts.shown.contains(&at) && state.desks.get(at).is_some_and(|desk| desk.fresh));
    if fresh {
        ink.push(Role::Added, format!("{} ", theme.signs.fresh));
    }
    ink
}

/// What stands under the prompt: a notice for which the line of keys is too short; else what others did, where rows are
/// blank, and in one terminal alone also where they are not.
fn under(state: &State, blank: usize, (width, height): (usize, usize), theme: &Theme) -> Vec<Ink> {
    let foot = match super::layout::areas(state, Rect::new(0, 0, state.size.0, state.size.1)) {
        Some(areas) if areas.boxed => areas.terminal.width.saturating_sub(2),
        _ => state.size.0,
    };
    let notice = super::foot::under_prompt(state, usize::from(foot), width, theme);
    if !notice.is_empty() {
        return aside::shortened(notice, height.saturating_sub(1).max(1), width, theme);
    }
    let most = match height {
        ..8 => 1,
        8..14 => 2,
        _ => 4,
    };
    let several = state.split.count > 1;
    let least = if several || height < 8 { 0 } else { most.min(2) };
    // Where nothing was done yet the way in has the blank rows.
    let blank = if state.is_untouched() { 0 } else { blank.min(most) };
    // What is seen in the terminals themselves is not told again.
    news::rows(
        state,
        |client| state.is_seen(client),
        (width, blank, least),
        theme,
    )
}

/// The scrollback with the prompt under it, as in any terminal: from the top until it is full, then at the bottom.
/// Only the active one has a cursor.
fn body(canvas: &mut Canvas<'_>, area: Rect, state: &State, scene: &Scene, at: usize) -> Option<Position> {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let active = state.active == at;
    let desk = state.desks.get(at)?;
    let typed = prompt::rows(state, at, (width, height), canvas.theme);
    let waiting = scene.terminals.get(at).map_or_else(Vec::new, |row| {
        // What is typed meanwhile is seen as well.
        let most = height.saturating_sub(typed.rows.len().min(height / 2).max(1));
        waiting::rows(canvas.theme, state, row, active, (width, most))
    });
    let prompt_height = (typed.rows.len() + waiting.len()).min(height);
    let theme = canvas.theme;
    let above = |room: usize| match state.layers.last() {
        Some(Layer::Pick(pick)) if active && !pick.dragged => {
            back::around(&desk.back, pick, width, room, theme)
        }
        Some(Layer::Pick(pick)) if active => {
            back::tail(&desk.back, at, Some(pick.marked()), (width, room), theme)
        }
        _ => back::tail(&desk.back, at, None, (width, room), theme),
    };
    let mut rows = above(height - prompt_height);
    let blank = height.saturating_sub(prompt_height + rows.len());
    let under = if active {
        under(state, blank, (width, height), theme)
    } else {
        Vec::new()
    };
    if under.len() > blank {
        rows = above(height.saturating_sub(prompt_height + under.len()));
    }
    let above = rows;
    let height = height.saturating_sub(under.len());
    canvas.rows(super::canvas::below(area, height), &under);
    let area = Rect {
        height: u16::try_from(height).unwrap_or(area.height),
        ..area
    };
    canvas.rows(area, &above);
    let here = super::canvas::below(area, above.len());
    canvas.rows(here, &waiting);
    let here = super::canvas::below(here, waiting.len());
    // A line longer than the pane shows the part where the cursor is.
    let skip = (typed.cursor.0 + 1).saturating_sub(usize::from(here.height));
    canvas.rows(here, &typed.rows[skip.min(typed.rows.len())..]);
    if active && state.is_untouched() && state.split.count == 1 {
        super::welcome::course(
            canvas,
            super::canvas::below(here, typed.rows.len()),
            &state.way_in,
            state.language.as_deref(),
        );
    }
    let row = u16::try_from(typed.cursor.0 - skip.min(typed.cursor.0)).ok()?;
    let column = u16::try_from(typed.cursor.1).ok()?;
    let position = Position::new(here.x + column.min(here.width.saturating_sub(1)), here.y + row);
    (active && here.contains(position)).then_some(position)
}
