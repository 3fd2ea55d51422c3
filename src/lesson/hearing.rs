//! What clients of the network do in a lesson: it counts like what is typed. A program may say a thousand things between
//! two frames, so they are noted one by one and judged together.

use super::log::Logged;
use super::rewinding::keeps_ahead;
use super::session::Session;
use crate::command::Event;
use crate::lab::{Action, Lab, Outcome};
use crate::wire::{Argv, ClientId};

/// More than this is not kept of what was done: a program on the network may go on for ever. The state still counts.
const MOST_HEARD: usize = 50_000;

impl Session {
    /// Takes in what a client of the network did, right after `lab.hear`. Many things may come at once: what there is to
    /// say to them is said by [`answer_heard`](Session::answer_heard).
    pub fn hear(&mut self, lab: &Lab, client: ClientId, argv: Argv<'_>, outcome: &Outcome) {
        let (done, all) = lab.steps();
        // A look between an undo and its redo is no step of the lab, and must not cost the way forward here either.
        if done < all {
            return;
        }
        let changed = outcome
            .events
            .iter()
            .any(|event| !matches!(event, Event::Failed { .. }));
        self.heard = Some(changed || self.heard == Some(true));
        if self.log.len() >= MOST_HEARD {
            self.now.lab_steps = lab.position();
        } else {
            let action = Action::Say(client, argv.to_owned());
            if changed {
                self.diary.note_action(&action);
            }
            self.take_in(Logged::new(lab, &action, outcome), None, lab);
        }
        self.remember();
    }

    /// Judges what clients of the network did since this was last asked. Whether they did anything.
    pub fn answer_heard(&mut self, lab: &Lab) -> bool {
        let Some(changed) = self.heard.take() else {
            return false;
        };
        self.respond(lab, changed);
        if keeps_ahead(lab) {
            self.amend();
        } else {
            self.remember();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Input;
    use crate::lab::TerminalId;
    use crate::lesson::Shelf;
    use crate::store::Stream;

    fn says(session: &mut Session, lab: &mut Lab, client: ClientId, line: &str) {
        let argv: crate::wire::ArgvBuf = line.split(' ').collect();
        let outcome = lab.hear(Input::Command(client, argv.as_argv()), 0);
        session.hear(lab, client, argv.as_argv(), &outcome);
    }

    fn others(lab: &Lab) -> Option<u64> {
        lab.engine().db(0).stream(b"others").unwrap().map(Stream::len)
    }

    #[test]
    fn a_step_begins_where_it_did_also_when_the_oldest_is_forgotten() {
        let lesson = Shelf::embedded().get("fruits-crash").unwrap().clone();
        let (mut session, mut lab) = Session::start_at(lesson, "apple");
        lab.limit_memory(1000, 1 << 20);
        let client = lab.next_remote();
        lab.hear(Input::Arrive(client, "127.0.0.1:9", "127.0.0.1:6379"), 0);
        for _ in 0..3000 {
            says(&mut session, &mut lab, client, "XADD others * n v");
        }
        session.answer_heard(&lab);
        assert!(lab.forgotten() > 0);
        let line = "XREADGROUP GROUP fruits-group worker-1 COUNT 1 STREAMS fruits >";
        let action = Action::Run(TerminalId(1), line.split(' ').collect());
        let outcome = lab.act(action.clone(), 0);
        session.observe(&lab, &action, &outcome);
        session.next(&mut lab);
        assert_eq!((session.step_id(), others(&lab)), ("silence", Some(3000)));
        for _ in 0..400 {
            says(&mut session, &mut lab, client, "XADD others * n v");
        }
        session.answer_heard(&lab);
        session.reset(&mut lab);
        assert_eq!((session.step_id(), others(&lab)), ("silence", Some(3000)));
        session.back(&mut lab);
        session.next(&mut lab);
        assert_eq!((session.step_id(), others(&lab)), ("silence", Some(3000)));
        // Longer ago than anything that is remembered: as far back as it goes.
        for _ in 0..3000 {
            says(&mut session, &mut lab, client, "XADD others * n v");
        }
        session.answer_heard(&lab);
        session.reset(&mut lab);
        assert_eq!(lab.steps().0, 0);
    }
}
