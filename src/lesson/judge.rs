//! Judges statements: whether one holds, in one plain sentence, and if it does not, what is the case instead. The
//! state is read in `state`; what is wanted is put into words in `saying`.

use super::model::{Arg, Assertion, Check, How, Item, Items, Subject, Text, Vars};
use super::saying::{
    Voice, event_words, name_of, phrase, ran_words, told_item, told_not, told_row, wanted, wanted_items,
    wished,
};
use super::state::{Facts, Row};
use super::value::Value;
use super::vars::fill;
use super::want::{fits, wish};
use crate::lab::TerminalId;
use crate::lesson::log::Logged;

/// A judged statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) met: bool,
    /// What is wanted if it holds; else what is the case and what is wanted: `pickers: 2 pending, goal 0`.
    pub(super) text: String,
}

/// Judges one statement.
pub(super) fn judge(assertion: &Assertion, facts: &Facts<'_>) -> Verdict {
    verdict(assertion, facts, Voice::Learner)
}

/// Judges one statement for the author: what is the case in place of the words of `say`, and whole names.
pub(super) fn difference(assertion: &Assertion, facts: &Facts<'_>) -> Verdict {
    verdict(assertion, facts, Voice::Author)
}

fn verdict(assertion: &Assertion, facts: &Facts<'_>, voice: Voice) -> Verdict {
    let mut verdict = match &assertion.subject {
        Subject::AnyOf(ways) => any_of(ways, facts, voice),
        Subject::AllOf(parts) => all_of(parts, facts, voice),
        Subject::Not(about) => {
            let inner = self::verdict(about, facts, voice);
            Verdict {
                met: !inner.met,
                text: if inner.met {
                    format!("{}, which must not be", inner.text)
                } else {
                    told_not(&wished(about, facts))
                },
            }
        }
        Subject::Event(kind) => event(kind, &assertion.checks, facts),
        Subject::Ran { command, desk, args } => ran(command, *desk, args, facts),
        subject => subject_verdict(subject, assertion, facts, voice),
    };
    if let Some(say) = &assertion.say
        && voice == Voice::Learner
    {
        verdict.text = facts.fill(say);
    }
    verdict
}

/// Whether all of them hold.
pub(super) fn all_met(assertions: &[Assertion], facts: &Facts<'_>) -> bool {
    assertions.iter().all(|assertion| judge(assertion, facts).met)
}

fn any_of(ways: &[Assertion], facts: &Facts<'_>, voice: Voice) -> Verdict {
    let verdicts: Vec<Verdict> = ways.iter().map(|way| verdict(way, facts, voice)).collect();
    if let Some(met) = verdicts.iter().find(|verdict| verdict.met) {
        return met.clone();
    }
    let texts: Vec<String> = verdicts.into_iter().map(|verdict| verdict.text).collect();
    Verdict {
        met: false,
        text: texts.join(", or "),
    }
}

fn all_of(parts: &[Assertion], facts: &Facts<'_>, voice: Voice) -> Verdict {
    let verdicts: Vec<Verdict> = parts.iter().map(|part| verdict(part, facts, voice)).collect();
    let met = verdicts.iter().all(|verdict| verdict.met);
    let told = verdicts.into_iter().filter(|verdict| verdict.met == met);
    let texts: Vec<String> = told.map(|verdict| verdict.text).collect();
    Verdict {
        met,
        text: texts.join("; "),
    }
}

fn subject_verdict(subject: &Subject, assertion: &Assertion, facts: &Facts<'_>, voice: Voice) -> Verdict {
    let mut held = Vec::new();
    let mut missing = Vec::new();
    for check in &assertion.checks {
        let have = facts.field(subject, &check.name);
        match told_check(subject, check, have.as_ref(), facts) {
            Ok(text) => held.push(text),
            Err(text) => missing.push(text),
        }
    }
    let rows = if assertion.items.is_empty() {
        Vec::new()
    } else {
        facts.rows(subject)
    };
    for items in &assertion.items {
        match told_items(subject, items, &rows, facts) {
            Ok(text) => held.push(text),
            Err(text) => missing.push(text),
        }
    }
    let met = missing.is_empty();
    let parts = if met { held } else { missing };
    if !met && !facts.exists(subject) && !assertion.checks.iter().any(|check| check.name == "exists") {
        let what = if matches!(subject, Subject::Reply(..)) {
            "none yet"
        } else {
            "not there yet"
        };
        return Verdict {
            met,
            text: format!("{}: {what}", name_of(subject, facts, voice)),
        };
    }
    Verdict {
        met,
        text: format!("{}: {}", name_of(subject, facts, voice), parts.join("; ")),
    }
}

/// One field in words: what holds, or what is the case instead.
fn told_check(
    subject: &Subject,
    check: &Check,
    have: Option<&Value>,
    facts: &Facts<'_>,
) -> Result<String, String> {
    let met = match (check.name.as_str(), have) {
        // An error is named by how it begins: its code.
        ("error", Some(Value::Text(text))) => {
            text.starts_with(wish(&check.want, facts.vars).as_bytes())
                || fits(&check.want, &Value::Text(text.clone()), facts.vars)
        }
        (_, have) => have.is_some_and(|have| fits(&check.want, have, facts.vars)),
    };
    if met {
        return Ok(wanted(subject, check, facts));
    }
    let want = wish(&check.want, facts.vars);
    if check.name == "exists" {
        let missing = if want == "true" {
            "does not exist yet"
        } else {
            "still exists"
        };
        return Err(missing.into());
    }
    let phrase = |value: &str| phrase(subject, &check.name, value);
    Err(match have {
        Some(have) => format!("{}, goal {want}", phrase(&have.shown())),
        None if facts.exists(subject) => format!("{}, goal {want}", phrase("none")),
        None => format!("not there yet, goal {}", phrase(&want)),
    })
}

fn told_items(subject: &Subject, items: &Items, rows: &[Row], facts: &Facts<'_>) -> Result<String, String> {
    let pending = matches!(subject, Subject::Pel(..));
    let names = |list: &[&Item]| {
        let names: Vec<String> = list.iter().map(|item| told_item(item, facts)).collect();
        names.join(", ")
    };
    let all: Vec<&Item> = items.list.iter().collect();
    match items.how {
        How::Contains => {
            let (missing, _) = compared(items, rows, facts);
            if missing.is_empty() {
                return Ok(wanted_items(subject, items, facts));
            }
            Err(format!("{}{}", missed(pending), names(&missing)))
        }
        How::Lacks => {
            let there: Vec<&Item> = all
                .iter()
                .copied()
                .filter(|item| rows.iter().any(|row| is(item, row, facts)))
                .collect();
            if there.is_empty() {
                return Ok(wanted_items(subject, items, facts));
            }
            let what = if pending {
                "still pending: "
            } else {
                "still there: "
            };
            Err(format!("{what}{}", names(&there)))
        }
        How::Exactly => {
            let (mut missing, mut extra) = compared(items, rows, facts);
            let mut parts = Vec::new();
            // A record that is there, and otherwise than it should be, is one thing to say.
            missing.retain(|item| {
                let other = extra.iter().position(|row| pending && same_id(item, row, facts));
                let other = other.map(|at| extra.remove(at));
                parts.extend(other.map(|row| {
                    let wanted = told_item(&without_id(item), facts);
                    format!("{}, goal {wanted}", told_row(row, pending))
                }));
                other.is_none()
            });
            if !missing.is_empty() {
                parts.push(format!("{}{}", missed(pending), names(&missing)));
            }
            if !extra.is_empty() {
                let rows: Vec<String> = extra.iter().map(|row| told_row(row, pending)).collect();
                let too = match (pending, rows.len()) {
                    (true, _) => "still pending: ",
                    (false, 1) => "one too many: ",
                    (false, _) => "too many: ",
                };
                parts.push(format!("{too}{}", rows.join(", ")));
            }
            if parts.is_empty() {
                return Ok(wanted_items(subject, items, facts));
            }
            Err(parts.join("; "))
        }
    }
}

fn missed(pending: bool) -> &'static str {
    if pending {
        "not on the list: "
    } else {
        "no entry with "
    }
}

fn same_id(item: &Item, row: &Row, facts: &Facts<'_>) -> bool {
    let mut ids = item.checks.iter().filter(|check| check.name == "id");
    let id = row.fact("id");
    ids.any(|check| id.is_some_and(|id| fits(&check.want, id, facts.vars)))
}

fn without_id(item: &Item) -> Item {
    let checks = item.checks.iter().filter(|check| check.name != "id");
    Item {
        checks: checks.cloned().collect(),
        fields: item.fields.clone(),
    }
}

/// The items that no row is, and the rows that are no item. Each row stands for one item only; without `any_order` they
/// must come in order.
fn compared<'a>(items: &'a Items, rows: &'a [Row], facts: &Facts<'_>) -> (Vec<&'a Item>, Vec<&'a Row>) {
    let mut free: Vec<bool> = vec![true; rows.len()];
    let mut from = 0;
    let mut missing = Vec::new();
    for item in &items.list {
        let found = (from..rows.len()).find(|at| free[*at] && is(item, &rows[*at], facts));
        match found {
            Some(at) => {
                free[at] = false;
                from = if items.any_order { 0 } else { at + 1 };
            }
            None => missing.push(item),
        }
    }
    let extra = rows.iter().zip(free).filter(|(_, free)| *free);
    (missing, extra.map(|(row, _)| row).collect())
}

fn is(item: &Item, row: &Row, facts: &Facts<'_>) -> bool {
    let facts_fit = item.checks.iter().all(|check| {
        row.fact(&check.name)
            .is_some_and(|have| fits(&check.want, have, facts.vars))
    });
    let mut fields = item.fields.iter();
    facts_fit
        && fields.all(|check| {
            row.field(&check.name)
                .is_some_and(|have| fits(&check.want, &have, facts.vars))
        })
}

fn event(kind: &str, checks: &[Check], facts: &Facts<'_>) -> Verdict {
    let matching = facts
        .log
        .iter()
        .flat_map(|logged| logged.seen.iter().map(move |seen| (logged.at, seen)));
    let matching = matching.filter(|(at, seen)| {
        let after = Value::text(at - facts.entered_at);
        let mut checks = checks.iter().filter(|check| check.name != "times");
        seen.kind == kind
            && checks.all(|check| match check.name.as_str() {
                "after" => fits(&check.want, &after, facts.vars),
                name => {
                    let mut found = seen.facts.iter().filter(|(fact, _)| *fact == name);
                    found.any(|(_, value)| fits(&check.want, &Value::Text(value.clone()), facts.vars))
                }
            })
    });
    let count = matching.count();
    let times = checks.iter().find(|check| check.name == "times");
    let met = times.map_or(count > 0, |times| {
        fits(&times.want, &Value::text(count), facts.vars)
    });
    let what = event_words(kind, checks, facts);
    let text = match (met, times) {
        (true, _) => what,
        (false, None) => format!("not yet {what}"),
        (false, Some(_)) => format!("{what}, so far {count}"),
    };
    Verdict { met, text }
}

fn ran(command: &Text, desk: Option<usize>, args: &[Arg], facts: &Facts<'_>) -> Verdict {
    let name = facts.fill(command);
    let names: Vec<&str> = name.split(' ').collect();
    let mut commands = facts.log.iter().filter_map(Logged::command);
    let met = commands.any(|(terminal, typed)| {
        let words: Vec<&[u8]> = typed.as_argv().iter().collect();
        let (head, rest) = words.split_at(names.len().min(words.len()));
        let is_it = |(word, name): (&&[u8], &&str)| word.eq_ignore_ascii_case(name.as_bytes());
        desk.is_none_or(|desk| terminal == Some(TerminalId(desk)))
            && head.len() == names.len()
            && head.iter().zip(&names).all(is_it)
            && args_fit(args, rest, facts.vars)
    });
    let (line, place) = ran_words(command, desk, args, facts);
    let text = if met {
        format!("{line} was run{place}")
    } else {
        format!("{line} not run yet{place}")
    };
    Verdict { met, text }
}

fn args_fit(wanted: &[Arg], given: &[&[u8]], vars: &Vars) -> bool {
    match wanted.split_first() {
        None => given.is_empty(),
        Some((Arg::Rest, rest)) => {
            rest.is_empty() || (0..=given.len()).any(|skipped| args_fit(rest, &given[skipped..], vars))
        }
        Some((arg, rest)) => given
            .split_first()
            .is_some_and(|(first, others)| arg_fits(arg, first, vars) && args_fit(rest, others, vars)),
    }
}

fn arg_fits(arg: &Arg, given: &[u8], vars: &Vars) -> bool {
    match arg {
        Arg::Any | Arg::Rest => true,
        Arg::Is(text) => given.eq_ignore_ascii_case(fill(text, vars).as_bytes()),
        Arg::Fits(want) => fits(want, &Value::Text(given.to_vec()), vars),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_stand_for_any_arguments_wherever_they_stand() {
        let fit = |wanted: &str, given: &str| {
            let arg = |word: &str| match word {
                "*" => Arg::Any,
                "..." => Arg::Rest,
                word => Arg::Is(Text {
                    raw: word.to_owned(),
                    ..Text::default()
                }),
            };
            let wanted: Vec<Arg> = wanted.split(' ').map(arg).collect();
            let given: Vec<&[u8]> = given.split(' ').map(str::as_bytes).collect();
            args_fit(&wanted, &given, &Vars::new())
        };
        assert!(fit("s * ...", "s 1") && fit("s ...", "s") && fit("... COUNT 1", "s g count 1"));
        assert!(fit("... count ...", "s COUNT 1") && fit("s ... 5", "s 1 2 5"));
        assert!(
            !fit("... COUNT 1", "s g COUNT 2") && !fit("... COUNT 1", "s COUNT 1 JUSTID") && !fit("s *", "s")
        );
    }
}
