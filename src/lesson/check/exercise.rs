//! The proof of a goal: open at the start, reached by the solution and every alternative, missed by every mistake,
//! and untouched by whoever only looks around.

use super::play::play;
use super::prove::Prover;
use crate::lab::Lab;
use crate::lesson::act::{argv, line_of};
use crate::lesson::capture::capture;
use crate::lesson::judge::{all_met, judge};
use crate::lesson::model::{Act, Assertion, Exercise, Way};
use crate::lesson::slip::{Slip, recognised, same_command, slips};
use crate::lesson::trial::Trial;
use crate::lesson::yaml::Mark;
use crate::store::EntryId;

impl<'l> Prover<'l> {
    pub(super) fn exercise(&mut self, exercise: &Exercise) {
        let entry = self.trial.fork();
        let slips = slips(exercise, &entry);
        let open = !all_met(&exercise.goal, &entry.facts());
        let step = entry.step;
        self.claim(open, "E130", step.mark, || {
            format!("step \"{}\": the goal already holds on entry", step.id)
        });
        if open {
            self.reads_say_nothing(exercise, &slips, &entry);
            for (at, mistake) in exercise.mistakes.iter().enumerate() {
                self.mistake(exercise, &slips, at, mistake, entry.fork());
            }
        }
        self.solution(exercise, &slips);
        self.par(exercise);
        let captures = capture(&step.capture, &self.trial.facts()).is_ok();
        for way in &exercise.alternatives {
            self.alternative(exercise, way, entry.fork(), captures);
        }
    }

    fn mistake(
        &mut self,
        exercise: &Exercise,
        slips: &[Slip],
        at: usize,
        mistake: &Way,
        mut trial: Trial<'_>,
    ) {
        let id = &mistake.id;
        if mistake.actions.is_empty() {
            // Nobody says how it is made: at least it must not be taken for made.
            let made = all_met(&mistake.when, &trial.facts());
            return self.claim(!made, "E136", mistake.mark, || {
                format!("mistake \"{id}\" fires on entry: its `when` holds already")
            });
        }
        let mut looked = trial.fork();
        for act in &mistake.actions {
            trial.run(act);
        }
        let solved = all_met(&exercise.goal, &trial.facts());
        self.claim(!solved, "E131", mistake.mark, || {
            format!("mistake \"{id}\" satisfies the goal")
        });
        let found = recognised(slips, &trial.facts());
        self.claim(found == Some(at), "E133", mistake.mark, || {
            let other = found.and_then(|found| exercise.mistakes.get(found));
            match other {
                Some(other) => format!(
                    "mistake \"{id}\" is answered as \"{}\": both leave the same",
                    other.id
                ),
                None if !mistake.when.is_empty() => {
                    format!("mistake \"{id}\" is not recognised: after its actions its `when` does not hold")
                }
                None => {
                    format!("mistake \"{id}\" is not recognised: it changes nothing and ends with no command")
                }
            }
        });
        if found != Some(at) || solved {
            return;
        }
        // People look around before and after: neither may hide the mistake or change what is said to it.
        let Some(look) = unrelated_reads(&looked.lab)
            .into_iter()
            .find(|line| line.starts_with("XLEN"))
        else {
            return;
        };
        looked.type_line(&look);
        for act in &mistake.actions {
            looked.run(act);
        }
        let before = recognised(slips, &looked.facts());
        trial.type_line(&look);
        let after = recognised(slips, &trial.facts()).unwrap_or(at);
        self.claim((before, after) == (Some(at), at), "E133", mistake.mark, || {
            format!("mistake \"{id}\" is not recognised with `{look}` before or after it")
        });
    }

    /// `captures`: whether what the step captures is found after the solution.
    fn alternative(&mut self, exercise: &Exercise, way: &Way, mut trial: Trial<'l>, captures: bool) {
        // A way may pass through a mistake and mend it: that is for the solution only to avoid.
        for act in &way.actions {
            let (_, odd) = play(&mut trial, act);
            self.claim(
                odd.is_empty(),
                odd.first().map_or("", |odd| odd.0),
                act.mark,
                || odd[0].1.clone(),
            );
        }
        let left = unmet(&exercise.goal, &trial);
        self.claim(left.is_empty(), "E134", way.mark, || {
            format!("alternative \"{}\" leaves: {}", way.id, left.join("; "))
        });
        let found = capture(&trial.step.capture, &trial.facts());
        let name = found
            .err()
            .filter(|_| captures && left.is_empty())
            .map(|missed| missed.name);
        self.claim(name.is_none(), "E121", way.mark, || {
            format!(
                "after alternative \"{}\" capture \"{}\" does not match one thing",
                way.id,
                name.unwrap_or_default()
            )
        });
        if left.is_empty() {
            self.the_rest(way, trial);
        }
    }

    fn solution(&mut self, exercise: &Exercise, slips: &[Slip]) {
        let last = exercise.solution.len().saturating_sub(1);
        let mut too_soon = None;
        for (at, act) in exercise.solution.iter().enumerate() {
            too_soon = too_soon.or_else(|| claims_too_soon(&self.trial, act));
            self.acts(std::slice::from_ref(act));
            if at < last {
                let trial = self.trial.fork();
                self.not_a_mistake(exercise, slips, &trial, act);
            }
        }
        let left = unmet(&exercise.goal, &self.trial);
        let mark = exercise
            .solution
            .last()
            .map_or(self.trial.step.mark, |act| act.mark);
        self.claim(left.is_empty(), "E132", mark, || {
            format!("solution leaves: {}", left.join("; "))
        });
        if let Some((mark, min, idle)) = too_soon.filter(|_| !left.is_empty()) {
            self.claim(false, "E150", mark, || {
                format!("min-idle is {min} ms, and nothing has been idle for more than {idle} ms here")
            });
        }
    }

    /// A number that an author wrote down must be the one that is counted.
    fn par(&mut self, exercise: &Exercise) {
        if let Some((mark, par)) = exercise.par {
            let commands = exercise.commands();
            self.claim(par == commands, "E142", mark, || {
                format!("par says {par}, and the solution has {commands} commands")
            });
        }
    }

    /// Whoever is on a good way must not be told of a mistake.
    fn not_a_mistake(&mut self, exercise: &Exercise, slips: &[Slip], trial: &Trial<'_>, act: &Act) {
        if all_met(&exercise.goal, &trial.facts()) {
            return;
        }
        let found = recognised(slips, &trial.facts());
        let mistake = found
            .and_then(|found| exercise.mistakes.get(found))
            .map(|mistake| mistake.id.clone());
        self.claim(mistake.is_none(), "E135", act.mark, || {
            format!(
                "on a good way, this is taken for mistake \"{}\"",
                mistake.unwrap_or_default()
            )
        });
    }

    /// A look around on entry reaches no goal and sets off no mistake.
    fn reads_say_nothing(&mut self, exercise: &Exercise, slips: &[Slip], entry: &Trial<'_>) {
        for line in unrelated_reads(&entry.lab) {
            let typed = argv(&line);
            let ways = exercise
                .mistakes
                .iter()
                .chain(&exercise.alternatives)
                .map(|way| &way.actions);
            let mut meant = ways.chain([&exercise.solution]).flatten();
            let is_meant = meant.any(|act| {
                let (_, other) = line_of(act, entry.step.desk, entry.lesson, &entry.vars);
                same_command(&typed, &argv(&other), &entry.lab)
            });
            if is_meant {
                continue;
            }
            let mut trial = entry.fork();
            trial.type_line(&line);
            let found = recognised(slips, &trial.facts());
            let mistake = found.and_then(|found| exercise.mistakes.get(found));
            if let Some(mistake) = mistake {
                let message = format!("mistake \"{}\" fires for an unrelated `{line}`", mistake.id);
                self.claim(false, "E136", mistake.mark, || message);
            } else {
                let solved = all_met(&exercise.goal, &trial.facts());
                let mark = trial.step.mark;
                self.claim(!solved, "E136", mark, || {
                    format!("an unrelated `{line}` reaches the goal")
                });
            }
        }
    }
}

/// Whether an act claims what has been idle for longer than anything has: where, the time it wants and the time there
/// is, in ms.
fn claims_too_soon(trial: &Trial<'_>, act: &Act) -> Option<(Mark, i64, i64)> {
    let (_, line) = line_of(act, trial.step.desk, trial.lesson, &trial.vars);
    let argv = argv(&line);
    let argv = argv.as_argv();
    let name = argv.get(0)?;
    if !name.eq_ignore_ascii_case(b"XCLAIM") && !name.eq_ignore_ascii_case(b"XAUTOCLAIM") {
        return None;
    }
    let min: i64 = std::str::from_utf8(argv.get(4)?).ok()?.parse().ok()?;
    let stream = trial.lab.engine().db(0).stream(argv.get(1)?).ok()??;
    let group = stream.group(argv.get(2)?)?;
    let now = trial.lab.now(0);
    let idle = group
        .pending_from(EntryId::MIN)
        .map(|(_, pending)| now - pending.delivered_at());
    let longest = idle.max()?;
    (longest < min).then_some((act.mark, min, longest))
}

pub(super) fn unmet(goal: &[Assertion], trial: &Trial<'_>) -> Vec<String> {
    let verdicts = goal.iter().map(|assertion| judge(assertion, &trial.facts()));
    verdicts
        .filter(|verdict| !verdict.met)
        .map(|verdict| verdict.text)
        .collect()
}

/// What somebody may type who only looks around.
fn unrelated_reads(lab: &Lab) -> Vec<String> {
    let mut lines = vec!["PING".to_owned()];
    for (key, value) in lab.engine().db(0).iter() {
        // A name that would have to be quoted is not worth the trouble here.
        let Ok(key) = std::str::from_utf8(key) else {
            continue;
        };
        if key.contains(|sign: char| sign.is_whitespace() || sign == '"' || sign == '\'') {
            continue;
        }
        if value.type_name() == "stream" {
            lines.extend([
                format!("XLEN {key}"),
                format!("XRANGE {key} - +"),
                format!("XINFO STREAM {key}"),
                format!("XINFO GROUPS {key}"),
            ]);
        }
    }
    lines
}
