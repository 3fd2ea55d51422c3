//! The list of lessons, the sandbox among them.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Panel};
use super::ink::{Ink, clip};
use super::spot::Spot;
use super::theme::Role;
use crate::app::State;

pub(super) fn draw(canvas: &mut Canvas<'_>, screen: Rect, chosen: usize, state: &State) {
    let width = screen.width.saturating_sub(4).min(88);
    let rows = rows(canvas, state, chosen, usize::from(width.saturating_sub(2)));
    let height = u16::try_from(rows.len() + 2)
        .unwrap_or(u16::MAX)
        .min(screen.height.saturating_sub(2));
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    canvas.blank(area);
    let panel = Panel {
        title: Ink::of(Role::Title, " lessons "),
        foot_right: Ink::of(Role::Quiet, " Up/Down, Enter opens, Esc closes "),
        focused: true,
        ..Panel::default()
    };
    let inner = canvas.framed(area, &panel);
    let visible = usize::from(inner.height);
    let from = (chosen * 2 + 2)
        .saturating_sub(visible)
        .min(rows.len().saturating_sub(visible));
    canvas.rows(inner, &rows[from..]);
}

/// Two rows for each: the name with how far one is, and what it is about.
fn rows(canvas: &Canvas<'_>, state: &State, chosen: usize, width: usize) -> Vec<Ink> {
    let own = (
        "sandbox".to_owned(),
        String::new(),
        "your own streams, as they stand".to_owned(),
    );
    let lessons = state.shelf.list().iter().map(|lesson| {
        let (done, all) = (state.progress.done_in(lesson), lesson.steps().len());
        let far = if done == all {
            format!("{} done", canvas.theme.signs.done)
        } else if done > 0 {
            format!("{done}/{all}")
        } else {
            format!("{} min", lesson.minutes)
        };
        (lesson.title.clone(), far, lesson.summary.clone())
    });
    let cut = canvas.theme.signs.cut;
    let mut rows = Vec::new();
    for (at, (title, far, about)) in std::iter::once(own).chain(lessons).enumerate() {
        let sign = if at == chosen {
            canvas.theme.signs.shut
        } else {
            " "
        };
        let name = clip(&canvas.theme.sentence(&title), width.saturating_sub(14), cut);
        let head = Ink::of(Role::Strong, format!(" {sign} {name}")).padded(width.saturating_sub(10));
        let head = head.then(Role::Quiet, far).padded(width);
        let head = if at == chosen {
            head.all(Role::Chosen)
        } else {
            head
        };
        let about = Ink::of(Role::Quiet, format!("   {}", canvas.theme.sentence(&about)));
        rows.extend([head, about].map(|ink| ink.linked(Spot::Choice(at))));
    }
    rows
}
