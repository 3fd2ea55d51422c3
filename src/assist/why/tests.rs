//! Whole explanations, and that none is missing.

use super::*;
use crate::command::sentence;
use crate::testing::Rig;

fn shop() -> Rig {
    let mut rig = Rig::new().at(1000);
    for line in [
        "XADD fruits 10-0 name banana",
        "XADD fruits 20-0 name apple",
        "XADD fruits 30-0 name orange",
        "XGROUP CREATE fruits pickers 0",
        "XREADGROUP GROUP pickers alice COUNT 2 STREAMS fruits >",
        "XACK fruits pickers 10-0",
        "XGROUP CREATE fruits idle $",
        "RPUSH jobs a",
    ] {
        rig.run("main", line);
    }
    rig.pass(5000);
    rig.events();
    rig
}

fn explained(line: &str) -> String {
    let mut rig = shop();
    rig.run("main", line);
    let events = rig.events();
    let fault = events.iter().find_map(|event| match event {
        Event::Failed { fault, .. } => Some(fault),
        _ => None,
    });
    let told = sentence::told(&events, &|_| "main".to_owned());
    let came = Came {
        events: &events,
        fault,
        told: &told,
        now: 6000,
    };
    let lookup = Lookup::new(rig.engine().db(0));
    let parts = why(line, came, &lookup, Version::default());
    let text = parts
        .iter()
        .map(|part| [part.heading.as_str(), "\n  ", &part.lines.join("\n  "), "\n"].concat());
    text.collect()
}

#[test]
fn each_line_has_its_explanation() {
    let expected = include_str!("tests.txt");
    let mut actual = String::new();
    for line in expected.lines().filter_map(|line| line.strip_prefix("> ")) {
        actual += &["> ", line, "\n", &explained(line), "\n"].concat();
    }
    assert!(actual.trim() == expected.trim(), "--- actual\n{actual}");
}

#[test]
fn every_command_about_streams_has_rules() {
    assert_eq!(without_rules(), Vec::<String>::new());
}

/// Every error text that a command about streams can give, as the reference lists them.
#[test]
fn every_refusal_has_its_rule() {
    let texts = include_str!("refusals.txt");
    let missing: Vec<&str> = texts
        .lines()
        .filter(|text| refusals::rule(text).is_none())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
    let rules = texts.lines().filter_map(refusals::rule);
    let mut rules: Vec<&str> = rules.collect();
    rules.sort_unstable();
    rules.dedup();
    assert!(rules.len() > 60, "each has its own: {}", rules.len());
}
