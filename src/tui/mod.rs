//! The full screen: panes, layout, theme, keys. Draws state, never changes it.

mod aim;
mod aside;
mod back;
mod canvas;
mod card;
mod columns;
mod commands;
mod fate;
mod foot;
mod groups;
mod header;
mod help;
mod ink;
mod keylist;
mod keys;
mod layout;
mod legend;
mod lesson;
mod lessons;
mod marked;
mod markup;
mod moment;
mod more;
mod mouse;
mod news;
mod notes;
mod other;
mod page;
mod pending;
mod popup;
mod prompt;
mod ribbon;
mod split;
mod spot;
mod stream;
mod tabs;
mod terminal;
mod theme;
mod turns;
mod waiting;
mod welcome;
mod wrap;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::app::{Focus, Layer, State};
use canvas::Canvas;
use ink::Ink;
pub use keys::message;
use spot::Spot;
pub use theme::{LETTERS, Role, Theme};

/// Draws `state`.
pub fn view(state: &State, frame: &mut Frame<'_>) {
    view_in(state, &Theme::new(state.look), frame);
}

/// Draws `state` in this theme.
pub fn view_in(state: &State, theme: &Theme, frame: &mut Frame<'_>) {
    let screen = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), theme);
    let cursor = draw(&mut canvas, screen, state);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Draws everything and gives back where the cursor stands; `None` hides it.
fn draw(canvas: &mut Canvas<'_>, screen: Rect, state: &State) -> Option<Position> {
    let Some(areas) = layout::areas(state, screen) else {
        too_small(canvas, screen);
        return None;
    };
    let scene = state.scene(areas.rows());
    for pane in Focus::ALL {
        if let Some(area) = areas.of(pane) {
            canvas.spot(area, Spot::Pane(pane));
        }
    }
    header::draw(canvas, areas.header, state, &scene);
    if let (Some(area), Some(study)) = (areas.lesson, &state.study) {
        lesson::draw(canvas, area, areas.boxed, state, study);
    }
    if let Some(area) = areas.stream {
        stream::draw(canvas, area, &areas, state, &scene);
    }
    if let Some(area) = areas.groups {
        groups::draw(canvas, area, areas.boxed, state, &scene);
    }
    if let Some(area) = areas.pending {
        pending::draw(canvas, area, areas.boxed, state, &scene);
    }
    if !state.is_untouched() {
        turns::draw(canvas, &areas, state, &scene);
    }
    let moment = |layer: &&Layer| matches!(layer, Layer::Aim { .. } | Layer::Past { .. });
    let cursor = match state.layers.iter().rev().find(moment) {
        Some(Layer::Aim { goals }) => {
            aim::draw(canvas, areas.terminal, areas.boxed, state, goals);
            None
        }
        Some(Layer::Past { moment, .. }) => {
            moment::draw(canvas, areas.terminal, areas.boxed, state, moment);
            None
        }
        _ => terminal::draw(canvas, areas.terminal, areas.boxed, state, &scene),
    };
    aim::labels(canvas, &areas, state);
    if let Some(area) = areas.foot {
        canvas.row(area, &foot::ink(state, usize::from(area.width)));
    }
    over(canvas, screen, state, cursor)
}

/// Draws what lies over the panes.
fn over(canvas: &mut Canvas<'_>, screen: Rect, state: &State, cursor: Option<Position>) -> Option<Position> {
    if page::draw(canvas, screen, state) {
        return None;
    }
    match state.layers.last() {
        Some(Layer::Popup(popup)) => {
            popup::draw(canvas, screen, cursor?, popup, state);
            cursor
        }
        Some(Layer::Pick(_)) => None,
        Some(Layer::Commands(list)) => {
            commands::draw(canvas, screen, list, state);
            None
        }
        Some(Layer::Lessons { chosen }) => {
            lessons::draw(canvas, screen, *chosen, state);
            None
        }
        Some(Layer::Keys(list)) => {
            keylist::draw(canvas, screen, list, state);
            None
        }
        Some(Layer::Past { .. } | Layer::Aim { .. } | Layer::Find(_)) => None,
        _ if state.camera.focus == Focus::Prompt => cursor,
        _ => None,
    }
}

fn too_small(canvas: &mut Canvas<'_>, screen: Rect) {
    let (columns, rows) = layout::LEAST;
    let text = format!(
        "xtutor needs {columns} columns and {rows} rows; this is {}x{}.",
        screen.width, screen.height
    );
    let lines = wrap::words(&text, usize::from(screen.width), 0);
    let rows: Vec<Ink> = lines.into_iter().map(|line| Ink::of(Role::Text, line)).collect();
    canvas.rows(screen, &rows);
}
