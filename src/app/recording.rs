//! A lesson that is recorded in the sandbox, on the screen and line by line: it begins and ends by a `:` word, and the
//! host writes its file. What the file says is the lesson room's business.

use super::message::Effect;
use super::scrollback::Kind;
use super::state::State;
use crate::lab::Lab;
use crate::lesson::{Recorded, Recording};
use crate::store::Millis;

/// A recording that goes on.
#[derive(Debug)]
pub struct Tape {
    pub(super) recording: Recording,
    /// Whether somebody who wanted to leave was told of it.
    warned: bool,
}

/// Why a lesson is not recorded, without the way to the sandbox.
const NO_SANDBOX: &str = "the sandbox is recorded, and this is a lesson";

impl Tape {
    /// Begins to record what is done in `lab` from `real` (Unix ms) on, and what there is to say to it. `running` is what
    /// goes on already. Else why not.
    pub fn begin(
        running: Option<&Tape>,
        name: &str,
        lab: &Lab,
        real: Millis,
    ) -> Result<(Tape, String), String> {
        if let Some(tape) = running {
            return Err(format!(
                "{} is being recorded: `:lesson stop` writes it",
                tape.recording.name()
            ));
        }
        let recording = Recording::begin(name, lab, real)?;
        let note = format!(
            "recording: what is typed in any terminal goes into {}.yaml, but for what is refused or undone; \
             `:lesson stop` writes it",
            recording.name()
        );
        let warned = false;
        Ok((Tape { recording, warned }, note))
    }

    /// Why there is nothing to record in a lesson; `way` is the way to the sandbox.
    pub fn refused_in_a_lesson(way: &str) -> String {
        format!("{NO_SANDBOX}: {way}")
    }

    /// The lesson as its file is to be, and what there is to say to it. The recording goes on until that is written.
    pub fn stop(running: Option<&Tape>, lab: &Lab, name: Option<&str>) -> Result<(Recorded, String), String> {
        let tape = running.ok_or("nothing is being recorded; `:lesson record NAME` begins")?;
        let lesson = tape.recording.lesson(lab, name)?;
        let note = format!("recorded: {}", lesson.told);
        Ok((lesson, note))
    }

    /// What there is to say when the file was written, or why it could not be.
    pub fn written(outcome: Result<String, String>) -> Result<String, String> {
        match outcome {
            Ok(file) => {
                let next = format!("say what is TODO in it; `xtutor lesson check {file}` proves it");
                Ok(format!("{file} is written: {next}"))
            }
            Err(why) => {
                let mend = "`:lesson stop OTHER-NAME` writes it under another name; the recording goes on";
                Err(format!("{why}; {mend}"))
            }
        }
    }

    /// To be called before anything is done in the sandbox at `real`, Unix ms.
    pub fn keep_up(&mut self, lab: &Lab, real: Millis) {
        self.recording.keep_up(lab, real);
    }

    /// What is lost by leaving now, if anything.
    pub fn unwritten(&self, lab: &Lab) -> Option<String> {
        (self.recording.steps(lab) > 0).then(|| {
            let name = self.recording.name();
            format!("{name} is being recorded: `:lesson stop` writes it")
        })
    }

    /// What is said to who would lose a recording by leaving now. It is said once; who leaves then means it.
    pub fn holds_back(&mut self, lab: &Lab) -> Option<String> {
        let unwritten = self.unwritten(lab).filter(|_| !self.warned)?;
        self.warned = true;
        Some(format!("{unwritten}; leaving once more leaves it unwritten"))
    }
}

impl State {
    /// What the lesson is called that is being recorded, and how many steps it has so far. Nothing in a lesson: only the
    /// sandbox is recorded.
    pub fn recorded(&self) -> Option<(&str, usize)> {
        let tape = self.tape.as_ref().filter(|_| self.study.is_none())?;
        Some((tape.recording.name(), tape.recording.steps(&self.lab)))
    }
}

/// Begins to record under this name.
pub(super) fn begin(state: &mut State, name: &str) {
    if state.study.is_some() && state.tape.is_none() {
        let why = Tape::refused_in_a_lesson("F5 and its first line lead back");
        return state.desk_mut().back.push(Kind::Failed, why);
    }
    match Tape::begin(state.tape.as_ref(), name, &state.lab, state.real) {
        Ok((tape, note)) => {
            state.tape = Some(tape);
            state.desk_mut().back.push(Kind::Note, note);
        }
        Err(why) => state.desk_mut().back.push(Kind::Failed, why),
    }
}

/// Ends the recording: its file is to be written. It goes on until that is done.
pub(super) fn stop(state: &mut State, name: Option<&str>) -> Vec<Effect> {
    match Tape::stop(state.tape.as_ref(), state.sandbox(), name) {
        Ok((lesson, note)) => {
            state.desk_mut().back.push(Kind::Note, note);
            vec![Effect::WriteLesson(lesson.name, lesson.text)]
        }
        Err(why) => {
            state.desk_mut().back.push(Kind::Failed, why);
            Vec::new()
        }
    }
}

/// The file was written, or could not be.
pub(super) fn written(state: &mut State, outcome: Result<String, String>) {
    let (kind, text) = match Tape::written(outcome) {
        Ok(text) => {
            state.tape = None;
            (Kind::Note, text)
        }
        Err(why) => (Kind::Failed, why),
    };
    state.desk_mut().back.push(kind, text);
}

/// To be called before anything is done in the sandbox.
pub(super) fn keep_up(state: &mut State) {
    if let Some(mut tape) = state.tape.take() {
        tape.keep_up(state.sandbox(), state.real);
        state.tape = Some(tape);
    }
}

/// Whether a recording would be lost by leaving now. It is said once; who leaves then means it.
pub(super) fn holds_back(state: &mut State) -> bool {
    let Some(mut tape) = state.tape.take() else {
        return false;
    };
    let why = tape.holds_back(state.sandbox());
    state.tape = Some(tape);
    let held = why.is_some();
    if let Some(why) = why {
        state.desk_mut().back.push(Kind::Advice, why);
    }
    held
}
