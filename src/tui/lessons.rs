//! The list of lessons under the headings of their tracks, the sandbox before them; below it what the chosen one is
//! about.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel};
use super::ink::{Ink, clip};
use super::markup;
use super::page;
use super::spot::Spot;
use super::theme::{Role, Theme};
use crate::app::State;
use crate::lesson::Lesson;

/// Narrower than this, how far one is stands in the place of the minutes.
const NARROW: usize = 50;

/// Rows for what the chosen lesson is about.
const ABOUT: usize = 2;

pub(super) fn draw(canvas: &mut Canvas<'_>, screen: Rect, chosen: usize, state: &State) {
    let width = screen.width.saturating_sub(4).min(88);
    let text = usize::from(width.saturating_sub(2));
    let list = List::of(canvas.theme, state, chosen, text);
    let most = usize::from(screen.height.saturating_sub(4));
    let below = (ABOUT + usize::from(most > 12)).min(most.saturating_sub(1));
    let visible = list.rows.len().min(most - below);
    let from = list.first(visible);
    let height = u16::try_from(visible + below + 2).unwrap_or(u16::MAX);
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + screen.height.saturating_sub(height) / 2,
        width,
        height: height.min(screen.height),
    };
    canvas.blank(area);
    canvas.spot(area, Spot::Cover);
    let mut rows: Vec<Ink> = list.rows.iter().skip(from).take(visible).cloned().collect();
    rows.resize(visible + below.saturating_sub(ABOUT), Ink::default());
    rows.extend(list.about.iter().take(ABOUT).cloned());
    let panel = panel(canvas.theme, text, from, list.rows.len() - from - visible);
    let inner = canvas.framed(area, &panel);
    canvas.rows(inner, &rows);
}

/// The frame, with a sign where there is more of the list than is seen.
fn panel(theme: &Theme, width: usize, above: usize, below: usize) -> Panel {
    let more = |hidden: usize, sign: &str| match hidden {
        0 => Ink::default(),
        _ => page::more(sign),
    };
    let keys = if width < NARROW {
        " Enter opens "
    } else {
        " Up/Down, Enter opens, Esc closes "
    };
    Panel {
        title: Ink::of(Role::Title, " lessons "),
        right: more(above, theme.signs.up),
        foot: more(below, theme.signs.below),
        foot_right: Ink::of(Role::Quiet, keys),
        focused: true,
    }
}

/// The whole list.
struct List {
    rows: Vec<Ink>,
    /// The row of the chosen one.
    at: usize,
    /// What the chosen one is about.
    about: Vec<Ink>,
}

impl List {
    fn of(theme: &Theme, state: &State, chosen: usize, width: usize) -> List {
        let mut list = List {
            rows: Vec::new(),
            at: 0,
            about: Vec::new(),
        };
        let sandbox = Ink::of(Role::Strong, "   sandbox");
        list.push(
            theme,
            (0, chosen == 0),
            width,
            (" ", sandbox, String::new()),
            "your own streams, as they stand",
        );
        let mut place = 0;
        for (track, lessons) in state.shelf.tracks() {
            list.rows
                .push(Ink::of(Role::Title, format!(" {}", theme.sentence(track))));
            for lesson in lessons {
                place += 1;
                let line = line(theme, state, (place, lesson), width);
                list.push(theme, (place, chosen == place), width, line, &lesson.summary);
            }
        }
        list
    }

    /// One more: the sign before its name, its name, what stands at the right end; what it is about.
    fn push(
        &mut self,
        theme: &Theme,
        (place, chosen): (usize, bool),
        width: usize,
        (sign, name, end): (&str, Ink, String),
        about: &str,
    ) {
        let mark = if chosen { theme.signs.shut } else { " " };
        let mut row = Ink::of(Role::Strong, format!(" {mark} ")).then(Role::Done, format!("{sign} "));
        row.append(name.clipped(width.saturating_sub(7 + end.len()), theme.signs.cut));
        let row = row.padded(width.saturating_sub(end.len() + 1));
        let row = row.then(Role::Quiet, end).padded(width);
        if chosen {
            self.at = self.rows.len();
            self.about = markup::rows(about, width.saturating_sub(2), Role::Text, theme)
                .into_iter()
                .map(|row| {
                    let mut indented = Ink::of(Role::Text, " ");
                    indented.append(row);
                    indented
                })
                .collect();
            self.cut_about(theme, width);
        }
        let row = if chosen { row.all(Role::Chosen) } else { row };
        self.rows.push(row.linked(Spot::Choice(place)));
    }

    /// What does not fit below the list says that it goes on.
    fn cut_about(&mut self, theme: &Theme, width: usize) {
        if self.about.len() <= ABOUT {
            return;
        }
        self.about.truncate(ABOUT);
        if let Some(last) = self.about.last_mut() {
            let text: String = last.pieces().iter().map(|(_, text)| text.as_str()).collect();
            let room = width.saturating_sub(2 + theme.signs.cut.width());
            let text = clip(&text, room, "");
            *last = Ink::of(Role::Text, format!("{}{}", text.trim_end(), theme.signs.cut));
        }
    }

    /// The first row of a window of this height: the chosen one stands in its middle, where the list's ends allow.
    fn first(&self, height: usize) -> usize {
        let middle = self.at.saturating_sub(height / 2);
        middle.min(self.rows.len().saturating_sub(height))
    }
}

/// What stands in a lesson's row: whether it is done, its number and name, how far one is and how long it takes.
fn line<'a>(
    theme: &'a Theme,
    state: &State,
    (number, lesson): (usize, &Lesson),
    width: usize,
) -> (&'a str, Ink, String) {
    let (done, all) = (state.progress.done_in(lesson), lesson.steps().len());
    let sign = if done == all { theme.signs.done } else { " " };
    let minutes = match lesson.minutes {
        0 => String::new(),
        minutes => format!("{minutes:>2} min"),
    };
    let end = match (done > 0 && done < all, width < NARROW) {
        (true, true) => format!("{done}/{all}"),
        (true, false) => format!("{done} of {all} done  {minutes}"),
        (false, _) => minutes,
    };
    let name = Ink::of(Role::Quiet, format!("{number:>2} ")).then(Role::Text, theme.sentence(&lesson.title));
    (sign, name, end)
}
