//! Judges statements: whether one holds, in one plain sentence, and if it does not, what is the case instead. The
//! state is read in `state`.

use super::model::{Assertion, Check, How, Item, Items, Subject, Text};
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

/// To whom a verdict is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Learner,
    /// Whoever wrote the words of `say` wants to know what is behind them, and whole names.
    Author,
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
        Subject::Not(inner) => {
            let inner = self::verdict(inner, facts, voice);
            Verdict {
                met: !inner.met,
                text: format!("not: {}", inner.text),
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

/// What the sentence is about.
fn name_of(subject: &Subject, facts: &Facts<'_>, voice: Voice) -> String {
    let whole = |names: &[&Text]| {
        let names: Vec<String> = names.iter().map(|name| facts.fill(name)).collect();
        names.join("/")
    };
    match subject {
        Subject::Group(key, group) | Subject::Pel(key, group) if voice == Voice::Author => {
            whole(&[key, group])
        }
        Subject::Consumer(key, group, consumer) if voice == Voice::Author => whole(&[key, group, consumer]),
        Subject::Stream(key)
        | Subject::Key(key)
        | Subject::List(key)
        | Subject::String(key)
        | Subject::Channel(key) => facts.fill(key),
        Subject::Group(_, group) | Subject::Pel(_, group) => facts.fill(group),
        Subject::Consumer(_, _, consumer) => facts.fill(consumer),
        Subject::Terminal(desk) => facts.desk(*desk).to_owned(),
        Subject::Reply(desk, _) => format!("reply to {}", facts.desk(*desk)),
        Subject::Clock => "clock".into(),
        Subject::Event(kind) => kind.clone(),
        Subject::Ran { command, .. } => facts.fill(command),
        Subject::AnyOf(_) | Subject::AllOf(_) | Subject::Not(_) => String::new(),
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
    let want = wish(&check.want, facts.vars);
    if check.name == "exists" {
        let text = if want == "true" {
            "exists"
        } else {
            "does not exist"
        };
        let missing = if want == "true" {
            "does not exist yet"
        } else {
            "still exists"
        };
        return if met { Ok(text.into()) } else { Err(missing.into()) };
    }
    let phrase = |value: &str| phrase(subject, &check.name, value);
    if met {
        return Ok(phrase(&want));
    }
    Err(match have {
        Some(have) => format!("{}, goal {want}", phrase(&have.shown())),
        None if facts.exists(subject) => format!("{}, goal {want}", phrase("none")),
        None => format!("not there yet, goal {}", phrase(&want)),
    })
}

/// A span of time: a bare number is milliseconds, what an author wrote has its unit.
fn span(value: &str) -> String {
    if value.ends_with(|last: char| last.is_ascii_digit()) {
        format!("{value} ms")
    } else {
        value.to_owned()
    }
}

/// A field with its value, as one says it.
fn phrase(subject: &Subject, name: &str, value: &str) -> String {
    match name {
        "length" if matches!(subject, Subject::Reply(..)) => format!("length {value}"),
        "length" if matches!(subject, Subject::List(_)) => format!("{value} elements"),
        "items" => format!("holds {value}"),
        "subscribers" if value == "1" => "1 subscriber".into(),
        "subscribers" => format!("{value} subscribers"),
        "ttl" => format!("{} to live", span(value)),
        "length" if value == "1" => "1 entry".into(),
        "length" => format!("{value} entries"),
        "pending" | "count" => format!("{value} pending"),
        "entries-read" => format!("{value} entries read"),
        "entries-added" => format!("{value} entries ever added"),
        "first-id" => format!("first ID {value}"),
        "last-id" => format!("last ID {value}"),
        "max-deleted-id" => format!("largest deleted ID {value}"),
        "state" if value == "idle" => "waits for nothing".into(),
        "state" if value == "blocked" => "waits".into(),
        "state" => value.into(),
        "waiting-on" => format!("waits for {value}"),
        "for" => format!("waits since {}", span(value)),
        "idle" => format!("idle {}", span(value)),
        "inactive" => format!("inactive {}", span(value)),
        "elapsed" => format!("{} passed", span(value)),
        "equals" => value.into(),
        "error" => format!("error {value}"),
        _ => format!("{name} {value}"),
    }
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
                return Ok(format!(
                    "{}{}",
                    names(&all),
                    if pending { " pending" } else { "" }
                ));
            }
            let what = if pending {
                "not pending: "
            } else {
                "no entry with "
            };
            Err(format!("{what}{}", names(&missing)))
        }
        How::Lacks => {
            let there: Vec<&Item> = all
                .iter()
                .copied()
                .filter(|item| rows.iter().any(|row| is(item, row, facts)))
                .collect();
            if there.is_empty() {
                return Ok(format!("without {}", names(&all)));
            }
            let what = if pending {
                "still pending: "
            } else {
                "still there: "
            };
            Err(format!("{what}{}", names(&there)))
        }
        How::Exactly => {
            let what = if pending { "pending " } else { "entries " };
            let want = if all.is_empty() {
                "nothing".into()
            } else {
                names(&all)
            };
            let (missing, extra) = compared(items, rows, facts);
            let mut parts = Vec::new();
            if !missing.is_empty() {
                let not = if pending {
                    "not pending: "
                } else {
                    "no entry with "
                };
                parts.push(format!("{not}{}", names(&missing)));
            }
            if !extra.is_empty() {
                let rows: Vec<String> = extra.iter().map(|row| told_row(row, pending)).collect();
                let too = if pending {
                    "still pending: "
                } else {
                    "one too many: "
                };
                parts.push(format!("{too}{}", rows.join(", ")));
            }
            if parts.is_empty() {
                return Ok(format!("{what}{want}"));
            }
            Err(parts.join("; "))
        }
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

fn told_item(item: &Item, facts: &Facts<'_>) -> String {
    let mut words = Vec::new();
    for check in &item.checks {
        let want = wish(&check.want, facts.vars);
        words.push(match check.name.as_str() {
            "id" => want,
            "consumer" => format!("with {want}"),
            "deliveries" => format!("×{want}"),
            "gone" if want == "true" => "deleted".into(),
            name => format!("{name} {want}"),
        });
    }
    for check in &item.fields {
        words.push(format!("{} {}", check.name, wish(&check.want, facts.vars)));
    }
    words.join(" ")
}

fn told_row(row: &Row, pending: bool) -> String {
    let fact = |name: &str| row.fact(name).map(Value::shown).unwrap_or_default();
    if pending {
        let holder = match fact("consumer") {
            none if none.is_empty() => "released".to_owned(),
            name => format!("with {name}"),
        };
        format!("{} {holder} ×{}", fact("id"), fact("deliveries"))
    } else {
        fact("id")
    }
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
    let words: Vec<String> = checks
        .iter()
        .map(|check| (check.name.as_str(), wish(&check.want, facts.vars)))
        .map(|(name, want)| match name {
            "id" => want,
            "times" => format!("{want} times"),
            "consumer" => format!("for {want}"),
            "stream" | "group" => format!("in {want}"),
            name => format!("{name} {want}"),
        })
        .collect();
    let what = [vec![kind.replace('-', " ")], words].concat().join(" ");
    let text = match (met, times) {
        (true, _) => what,
        (false, None) => format!("not yet {what}"),
        (false, Some(_)) => format!("{what}, so far {count}"),
    };
    Verdict { met, text }
}

fn ran(command: &Text, desk: Option<usize>, args: &[Text], facts: &Facts<'_>) -> Verdict {
    let wanted: Vec<String> = args.iter().map(|arg| fill(arg, facts.vars)).collect();
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
            && args_fit(&wanted, rest)
    });
    let line = [vec![name], wanted].concat().join(" ").replace("...", "…");
    let place = desk.map_or(String::new(), |desk| format!(" in {}", facts.desk(desk)));
    let text = if met {
        format!("`{line}` was run{place}")
    } else {
        format!("`{line}` not run yet{place}")
    };
    Verdict { met, text }
}

/// `*` is any one argument, `...` any number of them, none included.
fn args_fit(wanted: &[String], given: &[&[u8]]) -> bool {
    match wanted.split_first() {
        None => given.is_empty(),
        Some((word, rest)) if word == "..." => {
            rest.is_empty() || (0..=given.len()).any(|skipped| args_fit(rest, &given[skipped..]))
        }
        Some((word, rest)) => given.split_first().is_some_and(|(first, others)| {
            (word == "*" || first.eq_ignore_ascii_case(word.as_bytes())) && args_fit(rest, others)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_stand_for_any_arguments_wherever_they_stand() {
        let fit = |wanted: &str, given: &str| {
            let wanted: Vec<String> = wanted.split(' ').map(str::to_owned).collect();
            let given: Vec<&[u8]> = given.split(' ').map(str::as_bytes).collect();
            args_fit(&wanted, &given)
        };
        assert!(fit("s * ...", "s 1") && fit("s ...", "s") && fit("... COUNT 1", "s g count 1"));
        assert!(fit("... count ...", "s COUNT 1") && fit("s ... 5", "s 1 2 5"));
        assert!(
            !fit("... COUNT 1", "s g COUNT 2") && !fit("... COUNT 1", "s COUNT 1 JUSTID") && !fit("s *", "s")
        );
    }

    #[test]
    fn spans_keep_the_unit_they_were_written_with() {
        let clock = |value: &str| phrase(&Subject::Clock, "elapsed", value);
        assert_eq!(
            (clock("250"), clock("at least 60s")),
            ("250 ms passed".to_owned(), "at least 60s passed".to_owned())
        );
    }
}
