//! Where the panes stand for a screen of this size: side by side where there is room, on top of each other where it is
//! tall, else taking turns in one place. The one function that drawing and the mouse both ask.

mod cut;
mod sandbox;
mod study;

use ratatui::layout::Rect;

use crate::app::{Focus, Rows, State};
use cut::split_rows;

/// The least columns and rows that make sense.
pub(super) const LEAST: (u16, u16) = (36, 10);

/// Where the panes stand; those without a place are not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Areas {
    /// The top line.
    pub header: Rect,
    /// The stream's entries.
    pub stream: Option<Rect>,
    /// The groups and their consumers.
    pub groups: Option<Rect>,
    /// The chosen group's pending entries.
    pub pending: Option<Rect>,
    /// The lesson.
    pub lesson: Option<Rect>,
    /// The terminals.
    pub terminal: Rect,
    /// The line of keys, where it is not part of the terminals' frame.
    pub foot: Option<Rect>,
    /// Whether panes have boxes around them.
    pub boxed: bool,
    /// The panes that share one place and take turns in it; empty if each has its own.
    pub turns: &'static [Focus],
}

impl Areas {
    /// The place of a pane that is shown.
    pub(super) fn of(&self, pane: Focus) -> Option<Rect> {
        match pane {
            Focus::Prompt => Some(self.terminal),
            Focus::Stream => self.stream,
            Focus::Groups => self.groups,
            Focus::Pending => self.pending,
            Focus::Lesson => self.lesson,
        }
    }

    /// The pane whose turn it is, with the place the others share with it.
    pub(super) fn turn(&self) -> Option<(Focus, Rect)> {
        let mut turns = self.turns.iter();
        turns.find_map(|pane| Some((*pane, self.of(*pane)?)))
    }

    /// How many rows the panes have; those that are not shown a few, for what is said of them elsewhere.
    pub(super) fn rows(&self) -> Rows {
        // A frame takes two rows, a rule one; then come the headings.
        let edges = if self.boxed { 2 } else { 1 };
        let inside = |area: Option<Rect>, heads: u16| {
            area.map_or(5, |area| {
                usize::from(area.height.saturating_sub(edges + heads)).max(1)
            })
        };
        Rows {
            entries: inside(self.stream, 1),
            groups: inside(self.groups, 0),
            pending: inside(self.pending, 1),
        }
    }

    /// With the one of `turns` that has the keys, or had them last, in this place.
    fn taking_turns(self, state: &State, turns: &'static [Focus], area: Rect) -> Areas {
        let keys = state.camera.focus;
        let wanted = if keys == Focus::Prompt { state.pane } else { keys };
        let shown = if turns.contains(&wanted) { wanted } else { turns[0] };
        let mut areas = Areas { turns, ..self };
        match shown {
            Focus::Stream | Focus::Prompt => areas.stream = Some(area),
            Focus::Groups => areas.groups = Some(area),
            Focus::Pending => areas.pending = Some(area),
            Focus::Lesson => areas.lesson = Some(area),
        }
        areas
    }
}

/// The layout for what `state` shows; `None` if the screen is too small.
pub(super) fn areas(state: &State, screen: Rect) -> Option<Areas> {
    if screen.width < LEAST.0 || screen.height < LEAST.1 {
        return None;
    }
    let boxed = match state.study {
        None => screen.width >= 60 && screen.height >= 18,
        // A lesson needs every row there is.
        Some(_) => screen.width >= 100 && screen.height >= 18 || screen.width >= 60 && screen.height >= 34,
    };
    let (header, body) = split_rows(screen, 1);
    let (body, foot) = if boxed {
        (body, None)
    } else {
        let (body, foot) = split_rows(body, body.height - 1);
        (body, Some(foot))
    };
    let areas = Areas {
        header,
        foot,
        boxed,
        ..Areas::default()
    };
    Some(match &state.study {
        None => sandbox::areas(state, areas, body),
        Some(study) => study::areas(state, study, areas, body),
    })
}

/// The layout of the screen as last told.
pub(super) fn now(state: &State) -> Option<Areas> {
    areas(state, Rect::new(0, 0, state.size.0, state.size.1))
}

/// How many rows the panes of this screen have.
pub(super) fn rows(state: &State) -> Rows {
    now(state).map_or(Rows::all(1), |areas| areas.rows())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Look, Message, update};
    use crate::command::Version;
    use crate::lab::Clock;

    /// Every size there may be, in the sandbox and in a lesson, with every pane in front.
    #[test]
    fn panes_stay_on_the_screen_and_off_each_other() {
        let new = || State::new(Clock::held(0, 0), Version::default(), Look::default(), 0);
        let mut lesson = new();
        lesson.learn(Some("tickets-first-sale")).unwrap();
        for mut state in [new(), lesson] {
            for focus in [
                Focus::Prompt,
                Focus::Stream,
                Focus::Groups,
                Focus::Pending,
                Focus::Lesson,
            ] {
                state.camera.focus = focus;
                for (columns, rows) in (1..=250).flat_map(|columns| (1..=80).map(move |rows| (columns, rows)))
                {
                    drop(update(&mut state, Message::Resized(columns, rows)));
                    stand_well(&state, Rect::new(0, 0, columns, rows));
                }
            }
        }
    }

    fn stand_well(state: &State, screen: Rect) {
        let Some(areas) = areas(state, screen) else {
            assert!(screen.width < LEAST.0 || screen.height < LEAST.1);
            return;
        };
        let panes = [
            areas.stream,
            areas.groups,
            areas.pending,
            areas.lesson,
            areas.foot,
        ];
        let places: Vec<Rect> = panes
            .into_iter()
            .flatten()
            .chain([areas.header, areas.terminal])
            .collect();
        for (at, place) in places.iter().enumerate() {
            assert_eq!(place.intersection(screen), *place, "{screen} {areas:?}");
            assert!(!place.is_empty(), "{screen} {areas:?}");
            for other in &places[..at] {
                assert!(!place.intersects(*other), "{screen} {areas:?}");
            }
        }
        assert!(
            areas.terminal.height >= 3 && areas.terminal.width >= 30,
            "{screen} {areas:?}"
        );
        let shared = |pane: &Focus| areas.of(*pane).is_some() || areas.turns.contains(pane);
        assert!(
            [Focus::Stream, Focus::Groups, Focus::Pending].iter().all(shared),
            "{screen}"
        );
        assert!(state.study.is_none() || shared(&Focus::Lesson), "{screen}");
        let in_front = state.camera.focus;
        let there = in_front != Focus::Lesson || state.study.is_some();
        assert!(
            !there || areas.of(in_front).is_some(),
            "{screen} {in_front:?} {areas:?}"
        );
    }
}
