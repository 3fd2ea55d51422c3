//! Whether a lesson can be finished from a state that its author did not have in mind: after another solution.

use super::exercise::unmet;
use super::play::play;
use super::prove::Prover;
use crate::lesson::capture::capture;
use crate::lesson::model::{Act, Assertion, Prediction, Task, Way};
use crate::lesson::state::Facts;
use crate::lesson::trial::Trial;
use crate::lesson::value::Value;
use crate::lesson::want::fits;

impl<'l> Prover<'l> {
    /// Whoever went another way must be able to go on to the end.
    pub(super) fn the_rest(&mut self, way: &Way, mut trial: Trial<'l>) {
        let Ok(vars) = capture(&trial.step.capture, &trial.facts()) else {
            return;
        };
        trial.vars.extend(vars);
        let here = trial.step.mark;
        let later = self.lesson.steps.iter().skip_while(|step| step.mark <= here);
        let mut stuck = None;
        for step in later {
            trial.step = step;
            trial.enter();
            if let Err(why) = pass(&mut trial) {
                stuck = Some(format!("in step \"{}\": {why}", step.id));
                break;
            }
        }
        self.claim(stuck.is_none(), "E144", way.mark, || {
            let why = stuck.unwrap_or_default();
            format!(
                "after alternative \"{}\" the lesson cannot be finished, {why}",
                way.id
            )
        });
    }
}

/// Does a step as its author does it; why it does not come out.
fn pass(trial: &mut Trial<'_>) -> Result<(), String> {
    let step = trial.step;
    let run = |trial: &mut Trial<'_>, acts: &[Act]| {
        acts.iter().find_map(|act| {
            let (_, odd) = play(trial, act);
            odd.into_iter().next().map(|(_, message)| message)
        })
    };
    let mut odd = run(trial, &step.given);
    trial.enter();
    let wanted: &[Assertion] = match &step.task {
        Task::Read | Task::Explore(_) => &[],
        Task::Watch { actions, assert } => {
            odd = odd.or_else(|| run(trial, actions));
            assert
        }
        Task::Do(exercise) => {
            odd = odd.or_else(|| run(trial, &exercise.solution));
            &exercise.goal
        }
        Task::Predict(prediction) => {
            odd = odd.or_else(|| run(trial, &prediction.reveal));
            &prediction.assert
        }
    };
    if let Some(odd) = odd {
        return Err(odd);
    }
    let left = unmet(wanted, trial);
    if !left.is_empty() {
        let left: Vec<String> = left.into_iter().map(|(_, text)| text).collect();
        return Err(left.join("; "));
    }
    if let Task::Predict(prediction) = &step.task
        && prediction.entry.is_none()
        && truths(prediction, &trial.facts()) != 1
    {
        return Err("not exactly one option is right then".to_owned());
    }
    match capture(&step.capture, &trial.facts()) {
        Ok(vars) => {
            trial.vars.extend(vars);
            Ok(())
        }
        Err(missed) => Err(format!("capture \"{}\" does not match one thing", missed.name)),
    }
}

/// How many options are right in this state.
fn truths(prediction: &Prediction, facts: &Facts<'_>) -> usize {
    let measured = facts.ask(&prediction.measure.query).into_iter().next();
    let measured = measured.unwrap_or(Value::Null);
    let options = prediction.options.iter();
    options
        .filter(|option| fits(&option.value, &measured, facts.vars))
        .count()
}
