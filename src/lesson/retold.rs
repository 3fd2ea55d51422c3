//! What is gathered while a run is done again from its diary: the lines with what came of them, so that they can be shown
//! where they were typed. What was undone on the way is left out.

use super::rewinding::keeps_ahead;
use super::view::Played;
use crate::lab::Lab;

/// What was done, each with how many steps of the lab's history lay behind it then.
#[derive(Debug, Default)]
pub(super) struct Retold(Vec<(usize, Played)>);

impl Retold {
    /// Takes in what was done in `lab` when `before` steps lay behind.
    pub(super) fn take_in(&mut self, played: Vec<Played>, before: usize, lab: &Lab) {
        // What an author only says is no step of the lab.
        let played: Vec<Played> = played
            .into_iter()
            .filter(|played| played.said.is_none())
            .collect();
        let Some(last) = played.len().checked_sub(1) else {
            return;
        };
        let at = self.0.partition_point(|(steps, _)| *steps <= before);
        if keeps_ahead(lab) {
            // It changed nothing: what had been undone can still come.
            let aside = played.into_iter().map(|played| (before, played));
            drop(self.0.splice(at..at, aside));
            return;
        }
        self.0.truncate(at);
        let done = lab.position();
        let played = played.into_iter().enumerate();
        self.0
            .extend(played.map(|(place, played)| (done.saturating_sub(last - place), played)));
    }

    /// What has led to the moment behind so many steps.
    pub(super) fn until(self, steps: usize) -> Vec<Played> {
        let behind = self.0.into_iter().filter(|(at, _)| *at <= steps);
        behind.map(|(_, played)| played).collect()
    }
}
