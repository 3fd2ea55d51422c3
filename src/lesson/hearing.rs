//! What clients of the network do in a lesson: it counts like what is typed. A program may say a thousand things between
//! two frames, so they are noted one by one and judged together.

use super::log::Logged;
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
            self.now.lab_steps = done;
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
        self.remember();
        true
    }
}
