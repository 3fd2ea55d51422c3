//! A lesson at the plain prompt: the step and its goal as sentences, answers by number, an empty line to go on. What a
//! lesson says is its own business; here it is only printed.

use std::sync::Arc;

use super::answer::{Answer, Next};
use super::session::{Session, Settings};
use crate::app::answered_already;
use crate::command::table;
use crate::lab::{Action, Lab, Outcome, Undone};
use crate::lesson::{Feedback, FeedbackKind, Played, Session as Run, Shelf, StepKind, StepView};
use crate::wire::print::printed;
use crate::wire::typed;

/// A lesson that is being learnt line by line.
#[derive(Debug)]
pub(super) struct Study {
    run: Run,
    /// What was printed last, so that only what is new is printed again.
    shown: Option<StepView>,
    /// While somebody plays on a copy: the state that is left alone.
    kept: Option<Box<Lab>>,
}

impl Session {
    /// A session with this run through a lesson, and the words it begins with.
    pub fn learn(settings: Settings, (run, lab): (Run, Lab)) -> (Session, Answer) {
        let mut session = Session::new(settings, 0);
        session.lab = lab;
        session.study = Some(Study {
            run,
            shown: None,
            kept: None,
        });
        let mut answer = Answer::default();
        let lesson = session.lesson().map(|run| Arc::clone(run.lesson()));
        answer.show(lesson.iter().map(|lesson| lesson.title.to_uppercase()).collect());
        answer.show(vec![
            "Enter on an empty line goes on; :hint helps, :undo takes back, :back, :reset, :play, :quit"
                .to_owned(),
        ]);
        session.tell(&mut answer);
        (session, answer)
    }

    /// Takes in lesson files that were read again: the lesson goes on at the step where one is, and what is wrong with
    /// its file is told.
    pub fn reread(&mut self, lessons: &Shelf) -> Answer {
        let mut answer = Answer::default();
        for fault in lessons.faults() {
            answer.show(fault.to_string().lines().map(str::to_owned).collect());
        }
        let Some(study) = &mut self.study else {
            return answer;
        };
        let open = study.run.lesson();
        let Some(lesson) = lessons.get(&open.id).filter(|lesson| !lesson.is_same(open)) else {
            return answer;
        };
        let step = study.run.step_id().to_owned();
        (study.run, self.lab) = Run::start_at(Arc::clone(lesson), &step);
        (study.kept, study.shown) = (None, None);
        self.interrupted();
        answer.show(vec!["(the lesson's file was read again)".to_owned()]);
        self.tell(&mut answer);
        answer
    }

    /// The run through the lesson, if one is being learnt.
    pub fn lesson(&self) -> Option<&Run> {
        self.study.as_ref().map(|study| &study.run)
    }

    pub(super) fn observe(&mut self, action: &Action, outcome: &Outcome) {
        if let Some(study) = self.study.as_mut().filter(|study| study.kept.is_none()) {
            study.run.observe(&self.lab, action, outcome);
        }
    }

    pub(super) fn rewound(&mut self) {
        if let Some(study) = self.study.as_mut().filter(|study| study.kept.is_none()) {
            study.run.rewound(&self.lab);
        }
    }

    /// Whether a lesson is open.
    pub(super) fn is_learning(&self) -> bool {
        self.study.is_some()
    }

    /// Takes back the last step that changed something, in the lab or in the lesson that is open.
    pub(super) fn undo_change(&mut self) -> Option<Undone> {
        let Session { lab, study, .. } = self;
        let study = study.as_ref().filter(|study| study.kept.is_none());
        lab.undo_changes(1, |step| study.is_some_and(|study| study.run.goes_on_at(step)))
    }

    /// Takes the next undone step that changed something again.
    pub(super) fn redo_change(&mut self) -> Option<Undone> {
        let Session { lab, study, .. } = self;
        let study = study.as_ref().filter(|study| study.kept.is_none());
        lab.redo_changes(1, |step| study.is_some_and(|study| study.run.goes_on_at(step)))
    }

    /// Takes a line for the lesson rather than for the server: an empty one, or an answer. `false` if it is neither.
    pub(super) fn for_the_lesson(&mut self, line: &str, answer: &mut Answer) -> bool {
        let Some(study) = &mut self.study else {
            return false;
        };
        let line = line.trim();
        if study.kept.is_some() {
            if line.is_empty() {
                self.play(answer);
            }
            return line.is_empty();
        }
        let view = study.run.view(&self.lab);
        let asks = view.kind == StepKind::Predict && !view.done;
        if line.is_empty() {
            self.go_on_learning(&view, answer);
            return true;
        }
        if asks && view.entry.is_some() {
            match study.run.answer_with(line, &mut self.lab) {
                Ok(played) => self.print_played(played, answer),
                Err(why) => answer.show(vec![why]),
            }
            return true;
        }
        if let Some(answered) = answered_already(&view, line) {
            answer.notes.push(answered.to_owned());
            return true;
        }
        let first = line.split_whitespace().next().unwrap_or_default();
        if !asks || table::find(first.as_bytes()).is_some() {
            return false;
        }
        let number = line.parse::<usize>().unwrap_or_default();
        if (1..=view.options.len()).contains(&number) {
            let played = study.run.answer(number - 1, &mut self.lab);
            self.print_played(played, answer);
        } else {
            answer.show(vec![format!(
                "Answer with a number from 1 to {}.",
                view.options.len()
            )]);
        }
        true
    }

    fn go_on_learning(&mut self, view: &StepView, answer: &mut Answer) {
        let Some(study) = &mut self.study else { return };
        if study.run.is_finished() {
            answer.next = Next::Leave;
            return;
        }
        let played = match view.kind {
            _ if study.run.leads_forward(&self.lab) => study.run.next(&mut self.lab),
            StepKind::Predict if !view.done => {
                let how = match view.entry {
                    Some(_) => "Type your answer.",
                    None => "Answer with the number in front of it.",
                };
                return answer.show(vec![how.to_owned()]);
            }
            StepKind::Do if !view.done => {
                return answer.show(vec![match view.hints_left {
                    0 => "Not reached yet.".to_owned(),
                    left => format!("Not reached yet; :hint gives a hint ({left} left)."),
                }]);
            }
            StepKind::Watch if view.actions_left > 0 => {
                study.run.watch_next(&mut self.lab).into_iter().collect()
            }
            _ => study.run.next(&mut self.lab),
        };
        self.print_played(played, answer);
    }

    /// `:hint`. The last one is the line itself: it is shown, and typing it is left to the learner.
    pub(super) fn hint(&mut self) -> Result<(), String> {
        let study = self.study.as_mut().ok_or(NO_LESSON)?;
        // The last rung is said as often as it is asked for.
        if let Some(shown) = &mut study.shown {
            shown.feedback = None;
        }
        match study.run.hint(&self.lab) {
            Some(_) => Ok(()),
            None => Err(study.run.no_hint().to_owned()),
        }
    }

    pub(super) fn back(&mut self) -> Result<(), String> {
        self.return_from_play();
        let study = self.study.as_mut().ok_or(NO_LESSON)?;
        study.run.back(&mut self.lab);
        study.shown = None;
        self.interrupted();
        Ok(())
    }

    pub(super) fn reset(&mut self) -> Result<(), String> {
        self.return_from_play();
        let study = self.study.as_mut().ok_or(NO_LESSON)?;
        study.run.reset(&mut self.lab);
        study.shown = None;
        self.interrupted();
        Ok(())
    }

    pub(super) fn show_step(&mut self) -> Result<(), String> {
        self.study.as_mut().ok_or(NO_LESSON)?.shown = None;
        Ok(())
    }

    pub(super) fn catch_up(&mut self) -> Result<(), String> {
        let study = self.study.as_mut().ok_or(NO_LESSON)?;
        let step = study.run.step_id().to_owned();
        (study.run, self.lab) = Run::start_at(Arc::clone(study.run.lesson()), &step);
        (study.kept, study.shown) = (None, None);
        self.interrupted();
        Ok(())
    }

    /// `:play`: goes on with a copy, or throws it away.
    pub(super) fn play(&mut self, answer: &mut Answer) {
        if self.return_from_play() {
            answer.show(vec![
                "Back in the lesson: what you played has not happened.".to_owned(),
            ]);
            return;
        }
        let Some(study) = &mut self.study else {
            return answer.show(vec![NO_LESSON.to_owned()]);
        };
        let copy = self.lab.fork();
        study.kept = Some(Box::new(std::mem::replace(&mut self.lab, copy)));
        answer.show(vec![
            "A copy to play with: the lesson does not see it. An empty line returns.".to_owned(),
        ]);
    }

    fn return_from_play(&mut self) -> bool {
        let Some(kept) = self.study.as_mut().and_then(|study| study.kept.take()) else {
            return false;
        };
        self.lab = *kept;
        self.interrupted();
        true
    }

    /// Lines that the lesson typed by itself, each in its terminal, and what came of them.
    fn print_played(&mut self, played: Vec<Played>, answer: &mut Answer) {
        for mut played in played {
            if played.line.is_empty() {
                continue;
            }
            let scripted = played.outcome.take_scripted();
            let terminals = self.lab.terminals();
            let name = terminals
                .get(played.terminal.0)
                .map_or("?", |it| it.name.as_str());
            answer.show(vec![format!("{name}> {}", played.line)]);
            for (id, reply) in &played.outcome.replies {
                if *id != played.terminal {
                    let name = terminals.get(id.0).map_or("?", |it| it.name.as_str());
                    answer.show(vec![format!("{name} receives")]);
                }
                answer.printed.extend(printed(reply, self.format));
            }
            for (id, line, reply) in scripted {
                let name = terminals.get(id.0).map_or("?", |it| it.name.as_str());
                answer.show(vec![format!("{name}> {}", typed(line.as_argv()))]);
                answer
                    .printed
                    .extend(reply.iter().flat_map(|reply| printed(reply, self.format)));
            }
        }
    }

    /// Prints what is new in the lesson: another step whole, else the goal and what there is to say.
    pub(super) fn tell(&mut self, answer: &mut Answer) {
        let Some(study) = self.study.as_mut() else {
            return;
        };
        // What the engine did is told before what the lesson says to it.
        let notes = std::mem::take(&mut answer.notes);
        answer.show(notes.iter().map(|note| format!("  {note}")).collect());
        if study.kept.is_some() {
            return;
        }
        let view = study.run.view(&self.lab);
        let before = study.shown.replace(view.clone());
        if study.run.is_finished() {
            if before.is_some() {
                answer.show(vec![String::new()]);
                answer.show(plain(study.run.after()));
                answer.show(vec![
                    "This is the end of the lesson; an empty line leaves.".to_owned(),
                ]);
            }
            return;
        }
        match before.filter(|before| before.index == view.index) {
            None => {
                if let Some(terminal) = view.terminal {
                    self.terminal = terminal;
                }
                let forward = study.run.leads_forward(&self.lab);
                answer.show(page(&view));
                if forward {
                    let way = "(an empty line goes forward again, with all that was done since)";
                    answer.show(vec![way.to_owned()]);
                }
            }
            Some(before) => answer.show(news(&before, &view)),
        }
    }
}

/// What is said where a lesson would be needed.
const NO_LESSON: &str = "there is no lesson here; `xtutor learn --plain LESSON` begins one";

/// A step from its heading to what is to be done.
fn page(view: &StepView) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        format!("{}/{}  {}", view.index + 1, view.total, view.title)
            .trim_end()
            .to_owned(),
        String::new(),
    ];
    lines.extend(plain(&view.text));
    for (at, option) in view.options.iter().enumerate() {
        lines.push(format!("  {}) {}", at + 1, option.text));
    }
    lines.extend(goals(view));
    if !view.prompt.is_empty() {
        lines.push(format!("Begin with: {}", view.prompt));
    }
    lines.extend(view.feedback.as_ref().map_or_else(Vec::new, said));
    lines.extend(next_step(view));
    lines
}

/// What changed since the step was last shown.
fn news(before: &StepView, view: &StepView) -> Vec<String> {
    let mut lines = Vec::new();
    if before.goals != view.goals {
        lines.extend(goals(view));
    }
    let told = |view: &StepView| {
        let missing = |feedback: &Feedback| feedback.kind == FeedbackKind::Missing && !view.goals.is_empty();
        view.feedback.clone().filter(|feedback| !missing(feedback))
    };
    if told(before) != told(view) {
        lines.extend(told(view).as_ref().map_or_else(Vec::new, said));
    }
    if before.done != view.done || before.actions_left != view.actions_left {
        lines.extend(next_step(view));
    }
    lines
}

fn goals(view: &StepView) -> Vec<String> {
    let lines = view.goals.iter();
    lines
        .map(|goal| format!("  [{}] {}", if goal.met { 'x' } else { ' ' }, goal.text))
        .collect()
}

fn said(feedback: &Feedback) -> Vec<String> {
    let mark = match feedback.kind {
        FeedbackKind::Success => "Yes: ",
        FeedbackKind::Mistake => "Not so: ",
        FeedbackKind::Hint => "Hint: ",
        FeedbackKind::Missing | FeedbackKind::Explain => "",
    };
    let mut lines = plain(&feedback.text);
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, mark);
    }
    lines
}

/// What an empty line does now.
fn next_step(view: &StepView) -> Option<String> {
    match view.kind {
        StepKind::Predict if !view.done && view.entry.is_some() => Some("Type your answer.".to_owned()),
        StepKind::Predict if !view.done => Some("Answer with the number in front of it.".to_owned()),
        StepKind::Do if !view.done => None,
        StepKind::Watch if view.actions_left > 0 => Some("(Enter plays a line)".to_owned()),
        StepKind::Do if view.par > 0 && !view.assisted => {
            let commands = if view.typed == 1 { "command" } else { "commands" };
            Some(format!(
                "({} {commands}, par {}; Enter goes on)",
                view.typed, view.par
            ))
        }
        _ => Some("(Enter goes on)".to_owned()),
    }
}

/// What lessons say of keys of the screen, and the words that do the same here.
const KEYS: [(&str, &str); 4] = [
    ("**", ""),
    ("Alt-U", "`:undo`"),
    ("(F2)", "(`:terminal NAME`)"),
    ("F2 and F3", "`:terminal NAME`"),
];

/// A text without its marks and with this prompt's words, paragraph by paragraph.
fn plain(text: &str) -> Vec<String> {
    let said = |line: &str| {
        let keys = KEYS.iter();
        keys.fold(line.to_owned(), |line, (key, word)| line.replace(key, word))
    };
    text.trim_end().lines().map(said).collect()
}
