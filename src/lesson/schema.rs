//! The JSON Schema of lesson files, for editors: made from the same tables that the reader uses, so that it cannot say
//! anything else. What a value means is proved by `check`, not by this.

use std::fmt::Write as _;

use super::catalogue;
use super::log::event_kinds;
use super::read::{
    ABOUT, ACTOR, COMMON, DEEDS, KEYS, LEVELS, MEASURE, QUERY, STEP_KINDS, SUBJECTS, Sort, sort,
};

/// The schema as JSON text.
pub fn schema() -> String {
    let mut text = String::from("{\n");
    let _ = writeln!(
        text,
        "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\","
    );
    let _ = writeln!(text, "  \"title\": \"stream-lesson/1\",");
    let _ = writeln!(text, "  \"type\": \"object\",");
    let _ = writeln!(
        text,
        "  \"required\": {},",
        words(["schema", "id", "title", "terminals", "steps"])
    );
    let _ = writeln!(text, "  \"additionalProperties\": false,");
    let keys: Vec<String> = KEYS.iter().map(|key| pair(key, &top(key))).collect();
    let _ = writeln!(text, "  \"properties\": {{\n    {}\n  }},", keys.join(",\n    "));
    let _ = writeln!(
        text,
        "  \"$defs\": {{\n    {}\n  }}",
        definitions().join(",\n    ")
    );
    text.push_str("}\n");
    text
}

fn top(key: &str) -> String {
    match key {
        "schema" => "{\"const\": \"stream-lesson/1\"}".to_owned(),
        "level" => format!("{{\"enum\": {}}}", words(LEVELS)),
        "misconceptions" => list(&reference("misconception")),
        "setup" => list(&reference("action")),
        "steps" => list(&reference("step")),
        "actors" => list(&closed(&ACTOR, &["id", "in", "every", "count", "run"], |_| {
            "true".to_owned()
        })),
        "terminals" => list(&closed(
            &["id", "label", "role", "group", "consumer", "key"],
            &["id"],
            |_| "true".to_owned(),
        )),
        "clock" => closed(&["start", "per-command"], &[], |_| "true".to_owned()),
        "demo" => closed(&["type", "jitter", "hold"], &[], |_| "true".to_owned()),
        "needs" | "teaches" | "links" => "{\"type\": \"array\"}".to_owned(),
        "order" | "minutes" | "seed" => "{\"type\": [\"integer\", \"string\"]}".to_owned(),
        "profile" => "{\"type\": [\"string\", \"number\", \"array\"]}".to_owned(),
        _ => "{\"type\": \"string\"}".to_owned(),
    }
}

fn definitions() -> Vec<String> {
    let ids: Vec<&str> = catalogue::ids().collect();
    let kinds: Vec<String> = STEP_KINDS
        .iter()
        .map(|(kind, own)| {
            let keys: Vec<&str> = COMMON.iter().chain(*own).copied().collect();
            closed(&keys, &["id", "kind"], |key| match key {
                "kind" => format!("{{\"const\": \"{kind}\"}}"),
                "given" | "actions" | "solution" | "reveal" => list(&reference("action")),
                "goal" | "assert" => statements(),
                "misconception" => reference("misconception"),
                "scaffold" => format!("{{\"enum\": {}}}", words(["worked", "faded", "open"])),
                "hints" => list(&hint()),
                "capture" => format!("{{\"type\": \"object\", \"additionalProperties\": {}}}", query()),
                "measure" => closed(&MEASURE, &[], any),
                "demo" => closed(&["type", "jitter", "hold"], &[], any),
                "show-goal" => format!("{{\"enum\": {}}}", words(["always", "after-hint", "never"])),
                "entry" => format!("{{\"enum\": {}}}", words(["number", "id", "text"])),
                "options" => list(&closed(
                    &["value", "text", "because", "misconception"],
                    &["value"],
                    |key| match key {
                        "misconception" => reference("misconception"),
                        _ => "true".to_owned(),
                    },
                )),
                "alternatives" => list(&closed(&["id", "actions"], &["id", "actions"], way)),
                "mistakes" => list(&closed(
                    &["id", "actions", "when", "say", "misconception", "profile"],
                    &["id", "say"],
                    way,
                )),
                _ => "true".to_owned(),
            })
        })
        .collect();
    let statements: Vec<String> = SUBJECTS
        .iter()
        .map(|(subject, fields)| {
            let keys: Vec<&str> = [*subject, "say"]
                .into_iter()
                .chain(fields.iter().copied())
                .collect();
            closed(&keys, &[subject], |key| match (*subject, key) {
                ("event", "event") => format!("{{\"enum\": {}}}", words(event_kinds())),
                ("any-of" | "all-of", key) if key == *subject => list(&reference("statement")),
                ("not", "not") => reference("statement"),
                (subject, field) => sorted(subject, field),
            })
        })
        .collect();
    vec![
        pair("misconception", &format!("{{\"enum\": {}}}", words(ids))),
        pair(
            "action",
            &format!(
                "{{\"anyOf\": [{{\"type\": \"string\"}}, {}]}}",
                closed(&DEEDS, &[], |_| "true".to_owned())
            ),
        ),
        pair(
            "statement",
            &format!("{{\"anyOf\": [\n      {}\n    ]}}", statements.join(",\n      ")),
        ),
        pair(
            "step",
            &format!("{{\"anyOf\": [\n      {}\n    ]}}", kinds.join(",\n      ")),
        ),
    ]
}

/// What a field of a statement may be: a value of its sort, or a matcher.
fn sorted(subject: &str, field: &str) -> String {
    let or_matcher = |values: String| format!("{{\"anyOf\": [{values}, {{\"type\": \"object\"}}]}}");
    match sort(subject, field) {
        Sort::OneOf(known) => {
            let known = known.iter().copied().chain(["any"]);
            or_matcher(format!("{{\"enum\": {}}}", words(known)))
        }
        Sort::Flag => or_matcher("{\"enum\": [true, false, \"any\"]}".to_owned()),
        Sort::Number => "{\"type\": [\"integer\", \"string\", \"object\", \"null\"]}".to_owned(),
        Sort::List => "{\"type\": [\"array\", \"string\", \"object\", \"null\"]}".to_owned(),
        Sort::Text | Sort::Span | Sort::Id | Sort::Desk => "true".to_owned(),
    }
}

fn any(_: &str) -> String {
    "true".to_owned()
}

/// A hint: plain, or with what it is for.
fn hint() -> String {
    let with = closed(&["text", "when", "after"], &["text"], |key| match key {
        "when" => statements(),
        "after" => closed(&["attempts", "idle"], &[], any),
        _ => "{\"type\": \"string\"}".to_owned(),
    });
    format!("{{\"anyOf\": [{{\"type\": \"string\"}}, {with}]}}")
}

/// What a variable is captured from.
fn query() -> String {
    let keys: Vec<&str> = QUERY.iter().chain(&ABOUT).copied().collect();
    closed(&keys, &[], any)
}

fn way(key: &str) -> String {
    match key {
        "actions" => list(&reference("action")),
        "when" => statements(),
        "misconception" => reference("misconception"),
        _ => "true".to_owned(),
    }
}

/// A map with these keys and no others.
fn closed(keys: &[&str], required: &[&str], about: impl Fn(&str) -> String) -> String {
    let pairs: Vec<String> = keys.iter().map(|key| pair(key, &about(key))).collect();
    format!(
        "{{\"type\": \"object\", \"required\": {}, \"additionalProperties\": false, \"properties\": {{{}}}}}",
        words(required.iter().copied()),
        pairs.join(", ")
    )
}

fn list(items: &str) -> String {
    format!("{{\"type\": \"array\", \"items\": {items}}}")
}

/// One statement, or a list of them.
fn statements() -> String {
    let one = reference("statement");
    format!("{{\"anyOf\": [{one}, {}]}}", list(&one))
}

fn reference(name: &str) -> String {
    format!("{{\"$ref\": \"#/$defs/{name}\"}}")
}

fn pair(key: &str, value: &str) -> String {
    format!("\"{key}\": {value}")
}

/// The words of the tables need no escapes.
fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", words.join(", "))
}
