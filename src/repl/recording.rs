//! A lesson that is recorded at the plain prompt. The recording is the one of the screen; here it is only begun, ended
//! and told of.

use super::answer::{Answer, Next};
use super::session::Session;
use crate::app::Tape;
use crate::store::Millis;

impl Session {
    /// `:lesson record NAME`
    pub(super) fn record(&mut self, name: &str, real: Millis, answer: &mut Answer) -> Result<(), String> {
        if self.is_learning() {
            return Err(Tape::refused_in_a_lesson(
                "`xtutor repl` is a sandbox, line by line",
            ));
        }
        let (tape, note) = Tape::begin(self.tape.as_ref(), name, &self.lab, real)?;
        self.tape = Some(tape);
        answer.notes.push(note);
        Ok(())
    }

    /// `:lesson stop`: the file is the host's to write.
    pub(super) fn stop_recording(&mut self, name: Option<&str>, answer: &mut Answer) -> Result<(), String> {
        let (lesson, note) = Tape::stop(self.tape.as_ref(), &self.lab, name)?;
        answer.notes.push(note);
        answer.write = Some((lesson.name, lesson.text));
        Ok(())
    }

    /// Takes in whether the file of a lesson was written, and says so in the answer that wanted it.
    pub fn written(&mut self, outcome: Result<String, String>, answer: &mut Answer) {
        match Tape::written(outcome) {
            Ok(note) => {
                self.tape = None;
                answer.notes.push(note);
            }
            Err(why) => {
                answer.failed = true;
                answer.complaint = Some(why);
            }
        }
    }

    /// Leaves, as at the end of all lines. Who would lose a recording is told of it once instead.
    pub fn leave(&mut self) -> Answer {
        let mut answer = Answer::default();
        self.go(&mut answer);
        answer
    }

    pub(super) fn go(&mut self, answer: &mut Answer) {
        match self.tape.as_mut().and_then(|tape| tape.holds_back(&self.lab)) {
            Some(why) => answer.complaint = Some(why),
            None => answer.next = Next::Leave,
        }
    }

    /// What is lost now that there are no more lines, if anything.
    pub fn unwritten(&self) -> Option<String> {
        self.tape.as_ref()?.unwritten(&self.lab)
    }

    /// To be called before anything is done.
    pub(super) fn keep_up(&mut self, real: Millis) {
        if let Some(tape) = &mut self.tape {
            tape.keep_up(&self.lab, real);
        }
    }
}
