//! Whether a lesson that invites clients of the network can be done by them.

use super::prove::Prover;
use crate::lesson::fault::Fault;
use crate::lesson::model::{Assertion, Exercise, Subject};

/// The word by which clients are let in.
const INVITES: &str = ":listen";

impl Prover<'_> {
    /// Warns of a goal that only who types can reach, where clients are invited to.
    pub(super) fn reached_by_clients(&mut self, exercise: &Exercise) {
        if !self.lesson.source.text.contains(INVITES) {
            return;
        }
        let typed = exercise.goal.iter().filter(|part| needs_a_terminal(part));
        let marks: Vec<_> = typed.map(|part| part.mark).collect();
        for mark in marks {
            let message =
                "clients of the network are in no terminal, so only who types can reach this".to_owned();
            let fault = Fault::at(&self.lesson.source, mark, None, "W213", message);
            let help = "this lesson invites them with :listen; ask for what is stored, for `event`, or for `ran` without \
                        `in`";
            self.fault(Fault {
                help: Some(help.to_owned()),
                ..fault
            });
        }
    }
}

fn needs_a_terminal(part: &Assertion) -> bool {
    match &part.subject {
        Subject::Reply(..) | Subject::Terminal(_) | Subject::Ran { desk: Some(_), .. } => true,
        Subject::AllOf(parts) => parts.iter().any(needs_a_terminal),
        Subject::AnyOf(ways) => ways.iter().all(needs_a_terminal),
        _ => false,
    }
}
