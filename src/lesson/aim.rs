//! What a goal looks like when it is reached: the rest of the solution, played on a copy of the state. The copy is
//! what is shown; which lines led there is not.

use super::judge::judge;
use super::model::{ShowGoal, Task};
use super::session::Session;
use crate::command::Event;
use crate::lab::Lab;

/// A goal as it will look.
#[derive(Debug)]
pub struct Aim {
    /// The state in which it is reached.
    pub lab: Lab,
    /// What will have happened until then.
    pub events: Vec<Event>,
    /// What is so in it, a sentence for each thing to reach.
    pub goals: Vec<String>,
}

impl Session {
    /// The goal of the step as it will look, from the state of `lab` on. Why it cannot be shown, in a sentence.
    pub fn aim(&self, lab: &Lab) -> Result<Aim, String> {
        let Task::Do(exercise) = &self.step().task else {
            return Err("this step has no goal to look at".to_owned());
        };
        if self.now.done {
            return Err("the goal is reached: this is what it looks like".to_owned());
        }
        match exercise.show_goal {
            ShowGoal::Never => return Err("this goal is not shown: find out what it looks like".to_owned()),
            ShowGoal::AfterHint if !self.was_helped() => {
                return Err("this goal is shown after a hint: F6".to_owned());
            }
            _ => {}
        }
        let Some(rest) = self.way_on(exercise, lab) else {
            let lost = self.lost(exercise, lab).unwrap_or_default();
            return Err(lost.replace('`', ""));
        };
        let mut trial = self.trial(lab, self.log_since_entry().to_vec());
        let mut events = Vec::new();
        for act in rest {
            events.append(&mut trial.run(act).outcome.events);
        }
        let goals = exercise.goal.iter().map(|goal| judge(goal, &trial.facts()).text);
        let goals = goals.collect();
        Ok(Aim {
            goals,
            events,
            lab: trial.lab,
        })
    }
}
