//! Clicks and the wheel become messages. What is hit is asked of the drawing itself.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::lesson::reading;
use super::spot::Spot;
use super::terminal;
use super::theme::Theme;
use super::{layout, page};
use crate::app::{Focus, Layer, Message, Picking, State, Step, Turn, Way};

/// How many rows a notch of the wheel moves.
const NOTCH: isize = 3;

/// What a mouse event means now; `None` if nothing.
pub(super) fn message(state: &State, event: MouseEvent) -> Option<Message> {
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => click(state, &spots(state, at)),
        MouseEventKind::Drag(MouseButton::Left) => drag(state, at),
        MouseEventKind::Up(MouseButton::Left) => Some(Message::Release),
        MouseEventKind::ScrollUp => wheel(state, &spots(state, at), -1),
        MouseEventKind::ScrollDown => wheel(state, &spots(state, at), 1),
        _ => None,
    }
}

/// What is drawn at this place, the topmost last.
fn spots(state: &State, at: Position) -> Vec<Spot> {
    drawn(state)
        .into_iter()
        .filter(|(area, _)| area.contains(at))
        .map(|(_, spot)| spot)
        .collect()
}

/// What is drawn where.
fn drawn(state: &State) -> Vec<(Rect, Spot)> {
    let screen = Rect::new(0, 0, state.size.0, state.size.1);
    let (mut buffer, theme) = (Buffer::empty(screen), Theme::new(state.look));
    let mut canvas = Canvas::new(&mut buffer, &theme);
    super::draw(&mut canvas, screen, state);
    canvas.into_spots()
}

/// The row of the active terminal beside the mouse; above the first one seen the row before it, below the last one the
/// row after it.
fn drag(state: &State, at: Position) -> Option<Message> {
    let lines = drawn(state).into_iter().filter_map(|(area, spot)| match spot {
        Spot::Line(place, row) if place == state.active => Some((area.y, row)),
        _ => None,
    });
    let lines: Vec<(u16, usize)> = lines.collect();
    let beside = lines.iter().find(|(y, _)| *y == at.y);
    let (first, last) = (lines.first()?, lines.last()?);
    let (row, by) = match beside {
        Some((_, row)) => (*row, 0),
        None if at.y < first.0 => (first.1.saturating_sub(1), -1),
        None => (last.1 + 1, 1),
    };
    let by = match by {
        0 => 0,
        by => terminal::scrolled_by(state, state.active, by),
    };
    Some(Message::Drag(row, by))
}

/// Whether a list or a page lies over everything, and takes every click.
fn is_covered(state: &State) -> bool {
    matches!(
        state.layers.last(),
        Some(
            Layer::Popup(_)
                | Layer::Help(_)
                | Layer::Commands(_)
                | Layer::Notes { .. }
                | Layer::Feed { .. }
                | Layer::Lessons { .. }
                | Layer::Card(_)
                | Layer::Keys(_)
        )
    )
}

fn click(state: &State, spots: &[Spot]) -> Option<Message> {
    let choice = spots.iter().rev().find(|spot| matches!(spot, Spot::Choice(_)));
    match choice.or(spots.last()) {
        Some(Spot::Choice(at)) => Some(Message::Take(*at)),
        Some(Spot::Key(name)) => Some(Message::LookAt(name.clone())),
        Some(Spot::Offer(at)) => Some(Message::Offer(*at)),
        Some(Spot::Cover) => None,
        _ if is_covered(state) => Some(Message::Close),
        Some(Spot::Answer(at)) if state.asks() => Some(Message::Choose(*at)),
        Some(Spot::Answer(_)) => Some(Message::Focus(Focus::Lesson)),
        Some(Spot::Terminal(at)) => Some(Message::Terminal(Turn::To(*at))),
        Some(Spot::Line(at, row)) => Some(Message::Press(*at, *row)),
        Some(Spot::Row(target)) => Some(Message::Point(target.clone())),
        Some(Spot::Pane(pane)) => Some(Message::Focus(*pane)),
        None => None,
    }
}

fn wheel(state: &State, spots: &[Spot], way: isize) -> Option<Message> {
    if let Some(scrolled) = page::scrolled_by(state, way * NOTCH) {
        return Some(scrolled);
    }
    if let Some(Layer::Commands(_) | Layer::Keys(_) | Layer::Lessons { .. }) = state.layers.last() {
        let step = if way < 0 { Step::Up } else { Step::Down };
        return Some(Message::Step(step, layout::rows(state).entries));
    }
    if is_covered(state) {
        return Some(Message::Select(if way < 0 { Way::Previous } else { Way::Next }));
    }
    let pane = spots.iter().rev().find_map(|spot| match spot {
        Spot::Pane(pane) => Some(*pane),
        _ => None,
    });
    match pane? {
        Focus::Stream => Some(Message::ScrollStream {
            by: way * NOTCH,
            rows: layout::rows(state).entries,
        }),
        Focus::Lesson => {
            let reading = reading(state)?;
            let from = reading.from.saturating_add_signed(way * NOTCH);
            Some(Message::Read(from.min(reading.most)))
        }
        Focus::Prompt => Some(over_terminal(state, spots, way * NOTCH)),
        // A group with its consumers is one step after the other, as with the arrows.
        Focus::Groups => Some(Message::Wheel(Focus::Groups, way, layout::rows(state).groups)),
        Focus::Pending => Some(Message::Wheel(
            Focus::Pending,
            way * NOTCH,
            layout::rows(state).pending,
        )),
    }
}

/// The terminal under the mouse scrolls, whichever has the prompt.
fn over_terminal(state: &State, spots: &[Spot], rows: isize) -> Message {
    if state
        .layers
        .last()
        .is_some_and(|layer| matches!(layer, Layer::Pick(pick) if !pick.dragged))
    {
        return Message::Pick(Picking::Move(rows));
    }
    let under = spots.iter().rev().find_map(|spot| match spot {
        Spot::Terminal(at) | Spot::Line(at, _) => Some(*at),
        _ => None,
    });
    let at = under.unwrap_or(state.active);
    Message::Roll(at, terminal::scrolled_by(state, at, rows))
}
