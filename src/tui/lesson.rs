//! The lesson pane: where one is, what the step says, what is to be reached and what is missing, what the lesson has
//! to say to what was done.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel, text_place};
use super::ink::Ink;
use super::keys;
use super::layout;
use super::markup;
use super::spot::Spot;
use super::theme::{Role, Theme};
use crate::app::{Focus, State, Study, stands_still};
use crate::lesson::{FeedbackKind, Page, PageRow, Part, StepView};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, study: &Study) {
    let step = study.view(&state.lab);
    let inner = text_place(area, boxed);
    let sheet = Sheet::of(study, &step, usize::from(inner.width), canvas.theme);
    let height = usize::from(inner.height);
    let mut panel = panel(canvas, boxed, state, study, &step);
    if !sheet.is_folded(height, study.from) && sheet.first(height, study.from) > 0 {
        above(&mut panel, area.width, canvas.theme);
    }
    canvas.page(area, boxed, &panel);
    let mut rows = sheet.window(height, study.from);
    if let Some(mark) = sheet.mark(height, study.from) {
        rows[mark] = more(canvas.theme, state);
    }
    canvas.rows(inner, &rows);
}

/// Says in the edge that there is more above; in a short edge only by a sign.
fn above(panel: &mut Panel, width: u16, theme: &Theme) {
    let up = theme.signs.up;
    if width >= 60 {
        panel.right = Ink::of(Role::Advice, format!(" {up} more "));
    } else {
        let title = std::mem::take(&mut panel.title);
        panel.title = Ink::of(Role::Advice, format!(" {up}"));
        panel.title.append(title);
    }
}

/// The row that says that there is more, and the keys that show it.
fn more(theme: &Theme, state: &State) -> Ink {
    let ink = Ink::of(Role::Advice, format!("{} more", theme.signs.below));
    if state.camera.focus == Focus::Lesson {
        return ink;
    }
    let key = if keys::reads_on(state) {
        "Enter"
    } else {
        "F4, then Down"
    };
    ink.then(Role::Quiet, ": ").then(Role::KeyName, key)
}

/// Where the lesson's text can be read on.
pub(super) struct Reading {
    /// The first row that is seen.
    pub from: usize,
    /// The row to read on from; `None` at the end.
    pub on: Option<usize>,
    /// The last row a window can begin with.
    pub most: usize,
    /// How many rows are seen at once.
    pub page: usize,
}

/// Where the lesson's text can be read on, on the screen as last told; `None` where no lesson is seen.
pub(super) fn reading(state: &State) -> Option<Reading> {
    let study = state.study.as_ref()?;
    let areas = layout::now(state)?;
    let inner = text_place(areas.lesson?, areas.boxed);
    let theme = Theme::new(state.look);
    let sheet = Sheet::of(study, &study.view(&state.lab), usize::from(inner.width), &theme);
    let page = usize::from(inner.height);
    Some(Reading {
        from: sheet.first(page, study.from),
        on: sheet.on(page, study.from),
        most: sheet.most(page),
        page,
    })
}

fn panel(canvas: &Canvas<'_>, boxed: bool, state: &State, study: &Study, step: &StepView) -> Panel {
    let word = if study.is_demo() { "demo step" } else { "step" };
    let title = canvas.theme.sentence(&study.session().lesson().title);
    let mut panel = Panel {
        title: Ink::of(Role::Title, format!(" {word} {}/{} ", step.index + 1, step.total))
            .then(Role::Quiet, format!("{title} ")),
        focused: state.camera.focus == Focus::Lesson,
        ..Panel::default()
    };
    if study.is_playing() {
        panel.foot = Ink::of(Role::Advice, " playing on a copy ").then(Role::Quiet, "Enter returns ");
    } else if boxed {
        panel.foot = foot(state, study, step);
    }
    panel
}

fn foot(state: &State, study: &Study, step: &StepView) -> Ink {
    if study.is_demo() {
        let word = match study.halted() {
            _ if study.session().is_finished() => "the end",
            None => "playing",
            Some(halt) => stands_still(halt),
        };
        return Ink::of(Role::KeyName, format!(" {word} "));
    }
    let Some((key, what)) = keys::next_step(state) else {
        let choices = step.options.len();
        if choices == 0 || step.done {
            return Ink::default();
        }
        return Ink::of(Role::KeyName, format!(" 1-{choices}")).then(Role::Quiet, " choose, then Enter ");
    };
    let mut ink = Ink::of(Role::KeyName, format!(" {key}")).then(Role::Quiet, format!(" {what}"));
    if what == "hint" && step.hints_left > 0 {
        ink.push(Role::Quiet, format!(", {} left", step.hints_left));
    }
    ink.then(Role::Quiet, " ")
}

/// Everything there is to read, in its colours.
struct Sheet {
    rows: Vec<Ink>,
    /// Where answers and goals begin.
    tail: usize,
    /// Where what the lesson says to what was done begins.
    word: Option<usize>,
}

impl Sheet {
    fn of(study: &Study, step: &StepView, width: usize, theme: &Theme) -> Sheet {
        let page = markup::setting(theme, width, |setting| {
            if study.session().is_finished() {
                Page::end(study.session().after(), setting)
            } else {
                Page::of(step, setting)
            }
        });
        let rows = page.rows.iter().map(|row| inked(row, study, step, theme));
        Sheet {
            rows: rows.collect(),
            tail: page.tail,
            word: page.word,
        }
    }

    /// The last row a window of this height can begin with.
    fn most(&self, height: usize) -> usize {
        self.rows.len().saturating_sub(height)
    }

    /// The first row of the window when it begins at `from`, or where nobody has moved it: at what the lesson says,
    /// once it says something.
    fn first(&self, height: usize, from: Option<usize>) -> usize {
        from.or(self.word).unwrap_or(0).min(self.most(height))
    }

    /// Whether the text and what stands below it are both seen in part.
    fn is_folded(&self, height: usize, from: Option<usize>) -> bool {
        from.is_none() && self.word.is_none() && self.most(height) > 0
    }

    /// The row to read on from; `None` at the end.
    fn on(&self, height: usize, from: Option<usize>) -> Option<usize> {
        let most = self.most(height);
        if self.is_folded(height, from) {
            return Some(self.shares(height).0.saturating_sub(1).min(most));
        }
        let first = self.first(height, from);
        (first < most).then(|| (first + height.saturating_sub(1).max(1)).min(most))
    }

    /// The rows in a window of this height.
    fn window(&self, height: usize, from: Option<usize>) -> Vec<Ink> {
        if self.is_folded(height, from) {
            let (text, tail) = self.rows.split_at(self.tail);
            let (above, below) = self.shares(height);
            return text
                .iter()
                .take(above)
                .chain(tail.iter().take(below))
                .cloned()
                .collect();
        }
        let rows = self.rows.iter().skip(self.first(height, from));
        rows.take(height).cloned().collect()
    }

    /// How many rows the text and what stands below it have while both are seen in part.
    fn shares(&self, height: usize) -> (usize, usize) {
        let tail = self.rows.len() - self.tail;
        let below = tail.min(height.saturating_sub(height / 3).max(1));
        (height.saturating_sub(below), below)
    }

    /// The row that gives way to the mark that there is more.
    fn mark(&self, height: usize, from: Option<usize>) -> Option<usize> {
        self.on(height, from)?;
        let last = if self.is_folded(height, from) {
            self.shares(height).0.max(1)
        } else {
            height
        };
        last.checked_sub(1).filter(|at| *at < height)
    }
}

/// A row of the page with its sign.
fn inked(row: &PageRow, study: &Study, step: &StepView, theme: &Theme) -> Ink {
    let (sign, role) = match row.part {
        Part::Title => return markup::inked(&row.words, Role::Strong),
        Part::Text | Part::Gap => return markup::inked(&row.words, Role::Text),
        Part::End => (theme.signs.done.to_owned(), Role::Done),
        Part::Choice(at) => choice(at, study, step, theme),
        Part::Goal(at) if step.goals[at].met => (theme.signs.done.to_owned(), Role::Done),
        Part::Goal(_) => (theme.signs.unmet.to_owned(), Role::Quiet),
        Part::Word(kind) => said(kind, theme),
    };
    let before = if row.head {
        format!("{sign} ")
    } else {
        " ".repeat(sign.width() + 1)
    };
    let mut ink = Ink::of(role, before);
    ink.append(markup::inked(&row.words, role));
    match row.part {
        Part::Choice(at) => ink.linked(Spot::Answer(at)),
        _ => ink,
    }
}

/// The sign and the colour of what the lesson says.
fn said(kind: FeedbackKind, theme: &Theme) -> (String, Role) {
    let (sign, role) = match kind {
        FeedbackKind::Success => (theme.signs.done, Role::Done),
        FeedbackKind::Mistake => (theme.signs.warns, Role::Advice),
        FeedbackKind::Missing => (theme.signs.undelivered, Role::Text),
        FeedbackKind::Hint => (theme.signs.hint, Role::Advice),
        FeedbackKind::Explain => (theme.signs.told, Role::Told),
    };
    (sign.to_owned(), role)
}

/// The sign, the number and the colour of an answer.
fn choice(at: usize, study: &Study, step: &StepView, theme: &Theme) -> (String, Role) {
    let option = &step.options[at];
    let marked = !step.done && !study.is_demo() && study.chosen == Some(at);
    let (sign, role) = match option.right {
        Some(true) => (theme.signs.done, Role::Done),
        Some(false) if option.chosen => (theme.signs.wrong, Role::Failed),
        Some(false) => (" ", Role::Quiet),
        None if marked || option.chosen => (theme.signs.shut, Role::Strong),
        None => (" ", Role::Text),
    };
    (format!("{sign} {}", at + 1), role)
}

#[cfg(test)]
mod tests {
    use crate::app::{Focus, Look, Message, State, update};
    use crate::command::Version;
    use crate::lab::Clock;
    use crate::lesson::{COLUMNS, ROWS, ROWS_ALONE};

    /// Lessons are proved to fit this.
    #[test]
    fn a_page_has_the_room_at_80_by_24_that_lessons_are_measured_by() {
        let mut state = State::new(Clock::held(0, 0), Version::default(), Look::default(), 0);
        drop(update(&mut state, Message::Resized(80, 24)));
        let room = |state: &State| {
            let areas = super::layout::now(state).unwrap();
            let place = super::text_place(areas.lesson.unwrap(), areas.boxed);
            (usize::from(place.width), usize::from(place.height))
        };
        state.learn(Some("tickets-first-sale")).unwrap();
        assert_eq!(room(&state), (COLUMNS, ROWS_ALONE));
        state.learn(Some("orders-lag")).unwrap();
        assert_eq!(room(&state), (COLUMNS, ROWS));
        state.camera.focus = Focus::Stream;
        assert_eq!(room(&state), (COLUMNS, ROWS));
    }
}
