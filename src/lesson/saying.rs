//! Statements in words: what each wants, whatever is the case. Whether it is so is judged in `judge`.

use super::model::{Arg, Assertion, Check, How, Item, Items, Subject, Text};
use super::state::{Facts, Row};
use super::value::Value;
use super::want::wish;

/// To whom a verdict is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    Learner,
    /// Whoever wrote the words of `say` wants to know what is behind them, and whole names.
    Author,
}

/// What a statement wants, as a sentence.
pub(super) fn wished(assertion: &Assertion, facts: &Facts<'_>) -> String {
    if let Some(say) = &assertion.say {
        return facts.fill(say);
    }
    let all = |parts: &[Assertion], between: &str| {
        let parts: Vec<String> = parts.iter().map(|part| wished(part, facts)).collect();
        parts.join(between)
    };
    match &assertion.subject {
        Subject::AnyOf(ways) => all(ways, ", or "),
        Subject::AllOf(parts) => all(parts, "; "),
        Subject::Not(inner) => told_not(&wished(inner, facts)),
        Subject::Event(kind) => event_words(kind, &assertion.checks, facts),
        Subject::Ran { command, desk, args } => {
            let (line, place) = ran_words(command, *desk, args, facts);
            format!("{line} is run{place}")
        }
        subject => {
            let checks = assertion.checks.iter().map(|check| wanted(subject, check, facts));
            let items = assertion
                .items
                .iter()
                .map(|items| wanted_items(subject, items, facts));
            let parts: Vec<String> = checks.chain(items).collect();
            format!(
                "{}: {}",
                name_of(subject, facts, Voice::Learner),
                parts.join("; ")
            )
        }
    }
}

/// The contrary of a sentence.
pub(super) fn told_not(wish: &str) -> String {
    format!("not so: {wish}")
}

/// What a field is to be.
pub(super) fn wanted(subject: &Subject, check: &Check, facts: &Facts<'_>) -> String {
    phrase(subject, &check.name, &wish(&check.want, facts.vars))
}

/// Which entries or pending records are to be there, or not.
pub(super) fn wanted_items(subject: &Subject, items: &Items, facts: &Facts<'_>) -> String {
    let pending = matches!(subject, Subject::Pel(..));
    let names: Vec<String> = items.list.iter().map(|item| told_item(item, facts)).collect();
    let names = names.join(", ");
    match items.how {
        How::Contains if pending => format!("{names} pending"),
        How::Contains => names,
        How::Lacks => format!("without {names}"),
        How::Exactly => {
            let what = if pending { "pending" } else { "entries" };
            let names = if names.is_empty() { "nothing" } else { &names };
            format!("{what} {names}")
        }
    }
}

/// What the sentence is about.
pub(super) fn name_of(subject: &Subject, facts: &Facts<'_>, voice: Voice) -> String {
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

/// A span of time: a bare number is milliseconds, what an author wrote has its unit.
fn span(value: &str) -> String {
    if value.ends_with(|last: char| last.is_ascii_digit()) {
        format!("{value} ms")
    } else {
        value.to_owned()
    }
}

/// A field with its value, as one says it.
pub(super) fn phrase(subject: &Subject, name: &str, value: &str) -> String {
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
        "exists" if value == "true" => "exists".into(),
        "exists" => "does not exist".into(),
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

pub(super) fn told_item(item: &Item, facts: &Facts<'_>) -> String {
    let mut words = Vec::new();
    for check in &item.checks {
        let want = wish(&check.want, facts.vars);
        words.push(match check.name.as_str() {
            "id" => want,
            "consumer" => format!("with {want}"),
            "deliveries" if want.bytes().all(|byte| byte.is_ascii_digit()) => format!("×{want}"),
            "deliveries" => format!("delivered {want} times"),
            "gone" if want == "true" => "deleted".into(),
            name => format!("{name} {want}"),
        });
    }
    for check in &item.fields {
        words.push(format!("{} {}", check.name, wish(&check.want, facts.vars)));
    }
    words.join(" ")
}

pub(super) fn told_row(row: &Row, pending: bool) -> String {
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

/// An event and what is wanted of it.
pub(super) fn event_words(kind: &str, checks: &[Check], facts: &Facts<'_>) -> String {
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
    [vec![kind.replace('-', " ")], words].concat().join(" ")
}

/// A command that is to be run, and where.
pub(super) fn ran_words(
    command: &Text,
    desk: Option<usize>,
    args: &[Arg],
    facts: &Facts<'_>,
) -> (String, String) {
    let args = args.iter().map(|arg| match arg {
        Arg::Any => "*".to_owned(),
        Arg::Rest => "…".to_owned(),
        Arg::Is(text) => facts.fill(text),
        Arg::Fits(want) => format!("({})", wish(want, facts.vars)),
    });
    let line: Vec<String> = std::iter::once(facts.fill(command)).chain(args).collect();
    let place = desk.map_or(String::new(), |desk| format!(" in {}", facts.desk(desk)));
    (format!("`{}`", line.join(" ")), place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_keep_the_unit_they_were_written_with() {
        let clock = |value: &str| phrase(&Subject::Clock, "elapsed", value);
        assert_eq!(
            (clock("250"), clock("at least 60s")),
            ("250 ms passed".to_owned(), "at least 60s passed".to_owned())
        );
    }
}
