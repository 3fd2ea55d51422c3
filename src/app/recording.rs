//! A lesson that is recorded in the sandbox: it begins and ends by a `:` word, and the host writes its file. What the
//! file says is the lesson room's business.

use super::message::Effect;
use super::scrollback::Kind;
use super::state::State;
use crate::lesson::Recording;

/// A recording that goes on.
#[derive(Debug)]
pub struct Tape {
    pub(super) recording: Recording,
    /// Whether somebody who wanted to leave was told of it.
    warned: bool,
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
    if let Some(tape) = &state.tape {
        let why = format!(
            "{} is being recorded: `:lesson stop` writes it",
            tape.recording.name()
        );
        return state.desk_mut().back.push(Kind::Failed, why);
    }
    if state.study.is_some() {
        let why = "the sandbox is recorded, and this is a lesson: F5 and its first line lead back";
        return state.desk_mut().back.push(Kind::Failed, why);
    }
    match Recording::begin(name, &state.lab, state.real) {
        Ok(recording) => {
            let note = format!(
                "recording: what is typed in any terminal goes into {}.yaml, but for what is refused or undone; \
                 `:lesson stop` writes it",
                recording.name()
            );
            state.tape = Some(Tape {
                recording,
                warned: false,
            });
            state.desk_mut().back.push(Kind::Note, note);
        }
        Err(why) => state.desk_mut().back.push(Kind::Failed, why),
    }
}

/// Ends the recording: its file is to be written. It goes on until that is done.
pub(super) fn stop(state: &mut State, name: Option<&str>) -> Vec<Effect> {
    let Some(tape) = &state.tape else {
        let why = "nothing is being recorded; `:lesson record NAME` begins";
        state.desk_mut().back.push(Kind::Failed, why);
        return Vec::new();
    };
    match tape.recording.lesson(state.sandbox(), name) {
        Ok(lesson) => {
            state
                .desk_mut()
                .back
                .push(Kind::Note, format!("recorded: {}", lesson.told));
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
    let (kind, text) = match outcome {
        Ok(file) => {
            state.tape = None;
            let next = format!("say what is TODO in it; `xtutor lesson check {file}` proves it");
            (Kind::Note, format!("{file} is written: {next}"))
        }
        Err(why) => {
            let mend = "`:lesson stop OTHER-NAME` writes it under another name; the recording goes on";
            (Kind::Failed, format!("{why}; {mend}"))
        }
    };
    state.desk_mut().back.push(kind, text);
}

/// To be called before anything is done in the sandbox.
pub(super) fn keep_up(state: &mut State) {
    if let Some(mut tape) = state.tape.take() {
        tape.recording.keep_up(state.sandbox(), state.real);
        state.tape = Some(tape);
    }
}

/// Whether a recording would be lost by leaving now. It is said once; who leaves then means it.
pub(super) fn holds_back(state: &mut State) -> bool {
    let Some(mut tape) = state.tape.take() else {
        return false;
    };
    let held = !tape.warned && tape.recording.steps(state.sandbox()) > 0;
    if held {
        tape.warned = true;
        let why = format!(
            "{} is being recorded: `:lesson stop` writes it; leaving once more leaves it unwritten",
            tape.recording.name()
        );
        state.desk_mut().back.push(Kind::Advice, why);
    }
    state.tape = Some(tape);
    held
}
