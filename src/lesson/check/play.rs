//! Plays one act of a lesson and says what is odd about it: refused commands, terminals that do not listen, replies
//! that are not as expected.

use crate::command::table;
use crate::lesson::act::argv;
use crate::lesson::judge::judge;
use crate::lesson::model::{Act, Assertion, Deed, Run, Subject};
use crate::lesson::permitted::refused;
use crate::lesson::trial::Trial;
use crate::lesson::view::Played;
use crate::wire::{Reply, shown};

/// Something odd: its code, and the sentence.
pub(super) type Odd = (&'static str, String);

/// Runs `act` and judges it.
pub(super) fn play(trial: &mut Trial<'_>, act: &Act) -> (Played, Vec<Odd>) {
    let deaf = heard(trial, act);
    let played = trial.run(act);
    let mut odd = Vec::new();
    if let Deed::Run(run) = &act.what {
        match deaf {
            Some(state) => odd.push((
                "E139",
                format!("`{}` is not heard: the terminal {state}", played.line),
            )),
            None => odd.extend(answered(trial, run, &played)),
        }
        if let Some(why) = refused(trial.step, argv(&played.line).as_argv()) {
            odd.push(("E143", format!("`{}` is not let through: {why}", played.line)));
        }
    }
    (played, odd)
}

/// Why a terminal would not hear a command.
fn heard(trial: &Trial<'_>, act: &Act) -> Option<&'static str> {
    let Deed::Run(run) = &act.what else {
        return None;
    };
    let id = crate::lab::TerminalId(run.desk.unwrap_or(trial.step.desk));
    let terminal = trial.lab.terminals().get(id.0)?;
    if !terminal.alive {
        return Some("has crashed");
    }
    trial.lab.is_waiting(id).then_some("still waits")
}

fn answered(trial: &Trial<'_>, run: &Run, played: &Played) -> Option<Odd> {
    let line = &played.line;
    if let Some(expect) = &run.expect {
        let own = own_reply(expect, played.terminal.0);
        let verdict = judge(&own, &trial.facts());
        return (!verdict.met).then(|| ("E138", format!("`{line}`: {}", verdict.text)));
    }
    let waits = trial.lab.is_waiting(played.terminal);
    let reply = played
        .outcome
        .replies
        .iter()
        .find(|(id, _)| *id == played.terminal);
    match reply {
        Some((_, Reply::Error(text))) => {
            let joined = match line
                .split_once(" - ")
                .and_then(|(_, rest)| rest.split(' ').next())
            {
                Some(word) if table::find(word.as_bytes()).is_some() => {
                    "; two lines were joined here, give both `-` the same blanks"
                }
                _ => "",
            };
            Some(("E139", format!("`{line}` is refused: {}{joined}", shown(text))))
        }
        None if waits && !run.blocks => {
            Some(("E139", format!("`{line}` waits; say `blocks: true` if it should")))
        }
        Some(_) if run.blocks => Some(("E139", format!("`{line}` says `blocks: true` and does not wait"))),
        _ => None,
    }
}

/// An expectation is about the terminal of its own action.
fn own_reply(expect: &Assertion, desk: usize) -> Assertion {
    let mut own = expect.clone();
    if let Subject::Reply(subject, _) = &mut own.subject {
        *subject = desk;
    }
    own
}
