//! The lesson pane: where one is, what the step says, what is to be reached and what is missing, what the lesson has
//! to say to what was done.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Panel};
use super::ink::Ink;
use super::keys;
use super::markup;
use super::theme::{Role, Theme};
use crate::app::{Focus, State, Study, stands_still};
use crate::lesson::{ChoiceView, Feedback, FeedbackKind, StepKind, StepView};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, study: &Study) {
    let step = study.view(&state.lab);
    let panel = panel(canvas, boxed, state, study, &step);
    let inner = canvas.page(area, boxed, &panel);
    let (width, height) = (usize::from(inner.width), usize::from(inner.height));
    let body = body(study, &step, width, canvas.theme);
    let tail = tail(study, &step, width, canvas.theme);
    canvas.rows(inner, &fit(body, tail, height, study.scroll, canvas.theme));
}

fn panel(canvas: &Canvas<'_>, boxed: bool, state: &State, study: &Study, step: &StepView) -> Panel {
    let word = if study.is_demo() { "demo" } else { "lesson" };
    let title = canvas.theme.sentence(&study.session().lesson().title);
    let mut panel = Panel {
        title: Ink::of(Role::Title, format!(" {word} {}/{} ", step.index + 1, step.total))
            .then(Role::Quiet, format!("{title} ")),
        focused: state.camera.focus == Focus::Lesson,
        ..Panel::default()
    };
    if boxed {
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
        return Ink::default();
    };
    let mut ink = Ink::of(Role::KeyName, format!(" {key}")).then(Role::Quiet, format!(" {what}"));
    if step.kind == StepKind::Do && !step.done && step.hints_left > 0 {
        ink.push(Role::Quiet, format!(", {} left", step.hints_left));
    }
    ink.then(Role::Quiet, " ")
}

/// The heading and the text.
fn body(study: &Study, step: &StepView, width: usize, theme: &Theme) -> Vec<Ink> {
    if study.session().is_finished() {
        let mut rows = vec![
            Ink::of(Role::Done, format!("{} the end of this lesson", theme.signs.done)),
            Ink::default(),
        ];
        rows.extend(markup::rows(study.session().after(), width, Role::Text, theme));
        return rows;
    }
    let mut rows = Vec::new();
    if !step.title.is_empty() {
        rows.extend(markup::rows(&step.title, width, Role::Strong, theme));
        rows.push(Ink::default());
    }
    rows.extend(markup::rows(&step.text, width, Role::Text, theme));
    rows
}

/// What stands below the text.
struct Tail {
    rows: Vec<Ink>,
    /// Where what the lesson says begins.
    word: usize,
}

/// What must not be scrolled away: answers, goals, what the lesson says.
fn tail(study: &Study, step: &StepView, width: usize, theme: &Theme) -> Tail {
    let mut rows = Vec::new();
    let mut word = 0;
    if study.session().is_finished() {
        return Tail { rows, word };
    }
    for (at, option) in step.options.iter().enumerate() {
        rows.extend(choice(at, option, study, step, width, theme));
    }
    for goal in &step.goals {
        let (sign, role) = if goal.met {
            (theme.signs.done, Role::Done)
        } else {
            (theme.signs.unmet, Role::Quiet)
        };
        rows.extend(markup::said(sign, &goal.text, width, role, theme));
    }
    // What is missing stands beside the goals already.
    let said_above = |feedback: &&Feedback| {
        feedback.kind == FeedbackKind::Missing && step.goals.iter().any(|goal| !goal.met)
    };
    if let Some(feedback) = step.feedback.as_ref().filter(|feedback| !said_above(feedback)) {
        if !rows.is_empty() {
            rows.push(Ink::default());
        }
        let (sign, role) = match feedback.kind {
            FeedbackKind::Success => (theme.signs.done, Role::Done),
            FeedbackKind::Mistake => ("!", Role::Advice),
            FeedbackKind::Missing => (theme.signs.undelivered, Role::Text),
            FeedbackKind::Hint => ("?", Role::Advice),
            FeedbackKind::Explain => (theme.signs.told, Role::Told),
        };
        word = rows.len();
        rows.extend(markup::said(sign, &feedback.text, width, role, theme));
    }
    Tail { rows, word }
}

fn choice(
    at: usize,
    option: &ChoiceView,
    study: &Study,
    step: &StepView,
    width: usize,
    theme: &Theme,
) -> Vec<Ink> {
    let marked = !step.done && !study.is_demo() && study.chosen == at;
    let (sign, role) = match option.right {
        Some(true) => (theme.signs.done, Role::Done),
        Some(false) if option.chosen => (theme.signs.wrong, Role::Failed),
        Some(false) => (" ", Role::Quiet),
        None if marked => (theme.signs.shut, Role::Strong),
        None => (" ", Role::Text),
    };
    markup::said(&format!("{sign} {}", at + 1), &option.text, width, role, theme)
}

/// Both parts in `height` rows: when they do not fit, the text gives way and says so.
fn fit(mut body: Vec<Ink>, tail: Tail, height: usize, scroll: usize, theme: &Theme) -> Vec<Ink> {
    let Tail { rows: tail, word } = tail;
    let gap = usize::from(!body.is_empty() && !tail.is_empty());
    if body.len() + gap + tail.len() <= height {
        body.extend(std::iter::repeat_n(Ink::default(), gap));
        body.extend(tail);
        return body;
    }
    let kept = tail.len().min(height.saturating_sub(height / 3).max(1));
    let room = height.saturating_sub(kept);
    let from = scroll.min(body.len().saturating_sub(room));
    let more = body.len() > from + room;
    let mut rows: Vec<Ink> = body.drain(from.min(body.len())..).take(room).collect();
    if more && let Some(last) = rows.last_mut() {
        *last = Ink::of(Role::Quiet, format!("{} more: F4, then Down", theme.signs.below));
    }
    // What the lesson says goes before what was there already.
    let skip = word.min(tail.len() - kept);
    rows.extend(tail.into_iter().skip(skip).take(kept));
    rows
}
