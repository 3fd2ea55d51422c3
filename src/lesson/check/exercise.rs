//! The proof of a goal: open at the start, reached by the solution and every alternative. That mistakes miss it is
//! proved in `mistakes`.

use super::play::play;
use super::prove::Prover;
use crate::lesson::act::{argv, line_of};
use crate::lesson::capture::capture;
use crate::lesson::fault::Fault;
use crate::lesson::judge::{all_met, difference, judge};
use crate::lesson::model::{Act, Assertion, Check, Exercise, How, Subject, Want, Way};
use crate::lesson::slip::{Made, Slip, slips};
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
            self.reading_is_no_other_mistake(exercise, &slips, &entry);
            self.forbids_something(exercise, &entry);
            for (at, mistake) in exercise.mistakes.iter().enumerate() {
                self.mistake(exercise, &slips, at, mistake, entry.fork());
            }
        }
        self.solution(exercise, &slips);
        self.par(exercise);
        self.reached_by_clients(exercise);
        let captures = capture(&step.capture, &self.trial.facts()).is_ok();
        if captures {
            self.twice(exercise, &slips, &entry);
        }
        for way in &exercise.alternatives {
            self.alternative(exercise, way, entry.fork(), captures);
        }
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
        self.reaches(
            &left,
            "E134",
            &format!("alternative \"{}\"", way.id),
            &way.actions,
        );
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

    /// A way that does not reach the goal is told at each part of the goal that it misses: one of the two is wrong.
    fn reaches(&mut self, left: &[(Mark, String)], code: &'static str, way: &str, acts: &[Act]) {
        if left.is_empty() {
            return self.claim(true, code, Mark::default(), String::new);
        }
        let last = acts.last().map(|act| {
            let (_, line) = line_of(act, self.trial.step.desk, self.lesson, &self.trial.vars);
            let place = crate::lesson::place::place(&self.lesson.source, act.mark, None);
            format!(
                "it ends in line {} with `{line}`; mend that, or what is said here",
                place.line
            )
        });
        for (mark, text) in left {
            let message = format!("{way} does not reach this: {text}");
            let fault = Fault::at(&self.lesson.source, *mark, None, code, message);
            self.fault(Fault {
                help: last.clone(),
                ..fault
            });
        }
    }

    fn solution(&mut self, exercise: &Exercise, slips: &[Slip]) {
        let last = exercise.solution.len().saturating_sub(1);
        let mut too_soon = None;
        let mut made = Made::default();
        for (at, act) in exercise.solution.iter().enumerate() {
            too_soon = too_soon.or_else(|| claims_too_soon(&self.trial, act));
            self.acts(std::slice::from_ref(act));
            made = made.after(slips, &self.trial.facts());
            if at < last {
                self.not_a_mistake(exercise, made.told, act);
            }
        }
        let left = unmet(&exercise.goal, &self.trial);
        self.reaches(&left, "E132", "the solution", &exercise.solution);
        if let Some((mark, min, idle)) = too_soon.filter(|_| !left.is_empty()) {
            self.claim(false, "E150", mark, || {
                format!("min-idle is {min} ms, and nothing has been idle for more than {idle} ms here")
            });
        }
    }

    /// Whoever types a line twice must not reach a goal whose captures then fit two things, with nothing said to it.
    fn twice(&mut self, exercise: &Exercise, slips: &[Slip], entry: &Trial<'_>) {
        for (at, act) in exercise.solution.iter().enumerate() {
            let mut trial = entry.fork();
            let mut made = Made::default();
            let way = exercise.solution.iter().enumerate();
            for act in way.flat_map(|(other, act)| std::iter::repeat_n(act, 1 + usize::from(other == at))) {
                trial.run(act);
                made = made.after(slips, &trial.facts());
            }
            if made.told.is_some() || !all_met(&exercise.goal, &trial.facts()) {
                continue;
            }
            if let Err(missed) = capture(&trial.step.capture, &trial.facts()) {
                let (_, line) = line_of(act, trial.step.desk, trial.lesson, &trial.vars);
                let message = format!(
                    "with `{line}` typed twice the goal holds and capture \"{}\" matches {}",
                    missed.name, missed.matched
                );
                let fault = Fault::at(&self.lesson.source, missed.mark, None, "W208", message);
                let help = "let the goal say how many there are to be, list it as a mistake, or capture with at: last";
                self.fault(Fault {
                    help: Some(help.to_owned()),
                    ..fault
                });
                return;
            }
        }
    }

    /// What forbids something holds from the start; unless it is broken somewhere, its names may as well be wrong.
    fn forbids_something(&mut self, exercise: &Exercise, entry: &Trial<'_>) {
        let others = exercise.alternatives.iter().chain(&exercise.mistakes);
        let ways = std::iter::once(&exercise.solution).chain(others.map(|way| &way.actions));
        let ways: Vec<_> = ways.collect();
        for part in exercise.goal.iter().filter(|part| forbids(part)) {
            let broken = |way: &&Vec<Act>| {
                let mut trial = entry.fork();
                let mut held = judge(part, &trial.facts()).met;
                for act in *way {
                    trial.run(act);
                    held &= judge(part, &trial.facts()).met;
                }
                !held
            };
            if ways.iter().any(broken) {
                self.claim(true, "W209", part.mark, String::new);
                continue;
            }
            let message = "this holds from the start, and nothing that is proved breaks it".to_owned();
            let fault = Fault::at(&self.lesson.source, part.mark, None, "W209", message);
            let help = "look at its names again, or list the mistake that breaks it".to_owned();
            self.fault(Fault {
                help: Some(help),
                ..fault
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
    fn not_a_mistake(&mut self, exercise: &Exercise, told: Option<usize>, act: &Act) {
        if all_met(&exercise.goal, &self.trial.facts()) {
            return;
        }
        let mistake = told.and_then(|told| exercise.mistakes.get(told));
        self.claim(mistake.is_none(), "E135", act.mark, || {
            let id = mistake.map(|mistake| mistake.id.as_str());
            format!(
                "on a good way, this is taken for mistake \"{}\"",
                id.unwrap_or_default()
            )
        });
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

/// Whether a statement says only what must not be.
fn forbids(part: &Assertion) -> bool {
    let is_false = |want: &Want| matches!(want, Want::Is(text) if text.raw == "false");
    let absent = |check: &Check| check.name == "exists" && is_false(&check.want);
    match &part.subject {
        Subject::Not(_) => true,
        Subject::Event(_) | Subject::Ran { .. } | Subject::AnyOf(_) | Subject::AllOf(_) => false,
        _ => part.items.iter().all(|items| items.how == How::Lacks) && part.checks.iter().all(absent),
    }
}

/// What of a goal is not reached: where it stands, and what is the case.
pub(super) fn unmet(goal: &[Assertion], trial: &Trial<'_>) -> Vec<(Mark, String)> {
    let verdicts = goal
        .iter()
        .map(|part| (part.mark, difference(part, &trial.facts())));
    verdicts
        .filter(|(_, verdict)| !verdict.met)
        .map(|(mark, verdict)| (mark, verdict.text))
        .collect()
}
