//! Whether everything a lesson says fits the screen that most terminals open with: the pages as they are entered, and
//! what is said to what was done.

use super::prove::Prover;
use crate::lab::Lab;
use crate::lesson::answering::told_answer;
use crate::lesson::fault::Fault;
use crate::lesson::model::{Act, Deed, Exercise, Prediction, Step, Task, Vars};
use crate::lesson::page::{COLUMNS, Page, ROWS, ROWS_ALONE};
use crate::lesson::prose::Setting;
use crate::lesson::session::Session;
use crate::lesson::vars::fill;
use crate::lesson::view::{Feedback, FeedbackKind, StepKind, StepView};
use crate::lesson::yaml::Mark;

/// Prose as it is set on that screen.
const SET: Setting<'_> = Setting {
    width: COLUMNS,
    bullet: "∙",
    spelt: &str::to_owned,
};

impl Prover<'_> {
    /// Goes through the lesson as its author does and measures every page.
    pub(super) fn pages(&mut self) {
        let (mut session, mut lab) = Session::start(std::sync::Arc::new(self.lesson.clone()));
        loop {
            self.page(&session, &lab);
            while session.play_next(&mut lab).is_some() {}
            self.sayings(&session, &lab);
            if !session.advance_by_playing(&mut lab) {
                break;
            }
        }
        let rows = Page::end(session.after(), SET).rows.len();
        let mend = "shorten `after`";
        self.fits(self.lesson.after_mark, "the last page", rows, alone(&lab), mend);
    }

    /// The page of a step as it is entered.
    fn page(&mut self, session: &Session, lab: &Lab) {
        let (step, view) = (session.step(), session.view(lab));
        let rows = Page::of(&view, SET).rows.len();
        let room = match view.kind {
            StepKind::Read => alone(lab),
            _ => ROWS,
        };
        let what = format!("the page of step \"{}\"", step.id);
        let mend = match view.kind {
            StepKind::Do => {
                "shorten the text, give goals words of their own with `say`, or make two steps of it"
            }
            StepKind::Predict => "shorten the question or the answers, or make two steps of it",
            _ => "shorten the text, or make two steps of it",
        };
        self.fits(text_of(step), &what, rows, room, mend);
    }

    /// What may be said in a step that has been played.
    fn sayings(&mut self, session: &Session, lab: &Lab) {
        let view = session.view(lab);
        for (mark, text) in sayings(session.step(), &view, &session.now.vars) {
            let page = Page::of(
                &StepView {
                    feedback: Some(Feedback {
                        kind: FeedbackKind::Explain,
                        text,
                    }),
                    ..view.clone()
                },
                SET,
            );
            let rows = page.word.map_or(0, |word| page.rows.len() - word);
            self.fits(mark, "what is said here", rows, ROWS, "say it shorter");
        }
    }

    fn fits(&mut self, mark: Mark, what: &str, rows: usize, room: usize, mend: &str) {
        if rows <= room {
            return;
        }
        let message = format!("{what} has {rows} rows, and a screen of 80 by 24 shows {room} of them");
        let source = self.lesson.translation.as_ref().unwrap_or(&self.lesson.source);
        let fault = Fault::at(source, mark, None, "W211", message);
        self.fault(Fault {
            help: Some(mend.to_owned()),
            ..fault
        });
    }
}

/// The rows for who only reads: more while the panes are empty.
fn alone(lab: &Lab) -> usize {
    if lab.engine().db(0).is_empty() {
        ROWS_ALONE
    } else {
        ROWS
    }
}

/// Where the words of a step stand.
fn text_of(step: &Step) -> Mark {
    let words = match &step.task {
        Task::Predict(prediction) if step.text.raw.is_empty() => &prediction.ask,
        _ => &step.text,
    };
    if words.raw.is_empty() {
        step.mark
    } else {
        words.mark
    }
}

/// Everything that may be said in a step, and where it stands.
fn sayings(step: &Step, view: &StepView, vars: &Vars) -> Vec<(Mark, String)> {
    let hints = step.hints.iter().map(|hint| &hint.text);
    let mut texts: Vec<_> = hints.map(|text| (text.mark, fill(text, vars))).collect();
    texts.extend(said_between(&step.given, vars));
    match &step.task {
        Task::Read | Task::Explore(_) => {}
        Task::Watch { actions, .. } => texts.extend(said_between(actions, vars)),
        Task::Do(exercise) => texts.extend(said_to_doing(exercise, vars)),
        Task::Predict(prediction) => texts.extend(said_to_answers(prediction, view, vars)),
    }
    texts
}

/// What a lesson says between two lines.
fn said_between(acts: &[Act], vars: &Vars) -> Vec<(Mark, String)> {
    let said = acts.iter().filter_map(|act| match &act.what {
        Deed::Say(text) => Some((text.mark, fill(text, vars))),
        _ => None,
    });
    said.collect()
}

fn said_to_doing(exercise: &Exercise, vars: &Vars) -> Vec<(Mark, String)> {
    let mistakes = exercise.mistakes.iter().map(|mistake| &mistake.say);
    let texts = mistakes.chain([&exercise.success]);
    texts.map(|text| (text.mark, fill(text, vars))).collect()
}

fn said_to_answers(prediction: &Prediction, view: &StepView, vars: &Vars) -> Vec<(Mark, String)> {
    let right = view.options.iter().position(|option| option.right == Some(true));
    let answers = prediction.options.iter().enumerate();
    answers
        .map(|(at, option)| {
            let text = told_answer(prediction, Some(at), right, vars);
            (option.mark, text)
        })
        .collect()
}
