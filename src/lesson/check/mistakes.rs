//! The proof of mistakes: each is refused with its own answer, and nothing else sets one off.

use std::collections::BTreeSet;

use super::prove::Prover;
use crate::lab::Lab;
use crate::lesson::act::{argv, line_of};
use crate::lesson::capture::capture;
use crate::lesson::fault::Fault;
use crate::lesson::judge::all_met;
use crate::lesson::model::{Act, Exercise, Way};
use crate::lesson::slip::{Made, Slip, same_command};
use crate::lesson::trial::Trial;
use crate::lesson::yaml::Mark;
use crate::store::Value;

impl Prover<'_> {
    pub(super) fn mistake(
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
        let made = follow(&mut trial, &mistake.actions, slips, &Made::default());
        let solved =
            all_met(&exercise.goal, &trial.facts()) && capture(&trial.step.capture, &trial.facts()).is_ok();
        self.claim(!solved, "E131", mistake.mark, || {
            format!("mistake \"{id}\" satisfies the goal")
        });
        if made.told == Some(at) {
            self.claim(true, "E133", mistake.mark, String::new);
        } else {
            let other = made.told.and_then(|other| exercise.mistakes.get(other));
            let fault = self.unheard(mistake, other);
            self.fault(fault);
        }
        if made.told != Some(at) || solved {
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
        let before = Made::default().after(slips, &looked.facts());
        let before = follow(&mut looked, &mistake.actions, slips, &before).told;
        trial.type_line(&look);
        let after = made.after(slips, &trial.facts()).told.unwrap_or(at);
        self.claim((before, after) == (Some(at), at), "E133", mistake.mark, || {
            format!("mistake \"{id}\" is not recognised with `{look}` before or after it")
        });
    }

    /// Why the answer to a mistake is not given, and how to mend it.
    fn unheard(&self, mistake: &Way, other: Option<&Way>) -> Fault {
        let id = &mistake.id;
        let at = |mark: Mark, message: String, help: &str| Fault {
            help: Some(help.to_owned()),
            ..Fault::at(&self.lesson.source, mark, None, "E133", message)
        };
        match other {
            Some(other) => {
                let message = format!(
                    "mistake \"{id}\" is never answered: \"{}\" answers first",
                    other.id
                );
                match (other.when.first(), mistake.when.is_empty()) {
                    (Some(when), _) => {
                        let message = format!("{message}, because this holds then, too");
                        let help = format!("list \"{id}\" before it, or say more in this `when`");
                        at(when.mark, message, &help)
                    }
                    (None, true) => {
                        let message = format!("{message}, because both leave the same");
                        let help =
                            "tell one of them apart with `when`, such as {ran: XCLAIM}, and list it first";
                        at(mistake.mark, message, help)
                    }
                    (None, false) => {
                        let message = format!("{message}, because both leave the same");
                        at(mistake.mark, message, &format!("list it before \"{}\"", other.id))
                    }
                }
            }
            None if !mistake.when.is_empty() => {
                let message =
                    format!("mistake \"{id}\" is not recognised: after its actions its `when` does not hold");
                at(
                    mistake.mark,
                    message,
                    "mend one of the two: the actions are to make what `when` says",
                )
            }
            None => {
                let message = format!(
                    "mistake \"{id}\" is not recognised: it changes nothing and ends with no command"
                );
                at(
                    mistake.mark,
                    message,
                    "end it with the command that is the mistake, or say with `when` what holds",
                )
            }
        }
    }

    /// A look around on entry reaches no goal and sets off no mistake.
    pub(super) fn reads_say_nothing(&mut self, exercise: &Exercise, slips: &[Slip], entry: &Trial<'_>) {
        for line in unrelated_reads(&entry.lab) {
            if is_meant(exercise, entry, &line) {
                continue;
            }
            let mut trial = entry.fork();
            trial.type_line(&line);
            let told = Made::default().after(slips, &trial.facts()).told;
            if let Some(mistake) = told.and_then(|told| exercise.mistakes.get(told)) {
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

    /// A mistake told by what it leaves must not answer another command that leaves the same.
    pub(super) fn reading_is_no_other_mistake(
        &mut self,
        exercise: &Exercise,
        slips: &[Slip],
        entry: &Trial<'_>,
    ) {
        let mut answered = Vec::new();
        for line in group_reads(entry) {
            let mut trial = entry.fork();
            trial.type_line(&line);
            let told = Made::default().after(slips, &trial.facts()).told;
            let wrong = told.filter(|told| slips[*told].swallows(&argv(&line), &trial.lab));
            let Some(told) =
                wrong.filter(|told| !answered.contains(told) && !is_meant(exercise, entry, &line))
            else {
                continue;
            };
            answered.push(told);
            let mistake = &exercise.mistakes[told];
            let message = format!(
                "mistake \"{}\" also answers `{line}`, which leaves the same",
                mistake.id
            );
            let fault = Fault::at(&self.lesson.source, mistake.mark, None, "E136", message);
            let help = "add a `when`: {ran: XCLAIM} or the like tells them apart; if the answer is for both, say what \
                        both leave";
            self.fault(Fault {
                help: Some(help.to_owned()),
                ..fault
            });
        }
    }
}

/// Plays acts and says which mistakes have been made by then.
fn follow(trial: &mut Trial<'_>, acts: &[Act], slips: &[Slip], before: &Made) -> Made {
    let mut made = before.clone();
    for act in acts {
        trial.run(act);
        made = made.after(slips, &trial.facts());
    }
    made
}

/// What somebody may type who only looks around.
fn unrelated_reads(lab: &Lab) -> Vec<String> {
    let mut lines = vec!["PING".to_owned()];
    for (key, value) in lab.engine().db(0).iter() {
        let Some(key) = plain(key) else { continue };
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

/// What somebody may type who asks for entries of a group, new ones or own ones.
fn group_reads(entry: &Trial<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in entry.lab.engine().db(0).iter() {
        let (Some(key), Value::Stream(stream)) = (plain(key), value) else {
            continue;
        };
        for (name, group) in stream.groups() {
            let Some(name) = plain(name) else { continue };
            let there = group.consumers().filter_map(|consumer| plain(&consumer.name));
            let own = entry
                .lesson
                .terminals
                .get(entry.step.desk)
                .map(|desk| desk.id.as_str());
            let consumers: BTreeSet<&str> = there.chain(own).collect();
            for consumer in consumers {
                let line = format!("XREADGROUP GROUP {name} {consumer} STREAMS {key}");
                lines.extend([format!("{line} 0"), format!("{line} >")]);
            }
        }
    }
    lines
}

/// A name that need not be quoted; others are not worth the trouble here.
fn plain(name: &[u8]) -> Option<&str> {
    let name = std::str::from_utf8(name).ok()?;
    let odd = |sign: char| sign.is_whitespace() || sign == '"' || sign == '\'';
    (!name.contains(odd)).then_some(name)
}

/// Whether a line is one of those that the step speaks of.
fn is_meant(exercise: &Exercise, entry: &Trial<'_>, line: &str) -> bool {
    let typed = argv(line);
    let ways = exercise
        .mistakes
        .iter()
        .chain(&exercise.alternatives)
        .map(|way| &way.actions);
    let mut meant = ways.chain([&exercise.solution]).flatten();
    meant.any(|act| {
        let (_, other) = line_of(act, entry.step.desk, entry.lesson, &entry.vars);
        same_command(&typed, &argv(&other), &entry.lab)
    })
}
