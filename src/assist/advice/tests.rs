//! Mistakes as learners make them, and what they are told: whole texts.

use crate::assist::{check, explain, remark};
use crate::command::{Event, Version};
use crate::lab::Lookup;
use crate::testing::Rig;

fn shop() -> Rig {
    let mut rig = Rig::new();
    for line in [
        "XADD fruits 10-0 name banana",
        "XADD fruits 20-0 name apple",
        "XGROUP CREATE fruits pickers 0",
        "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
        "XADD empty 1-1 a b",
    ] {
        rig.run("main", line);
    }
    rig.events();
    rig
}

/// What a learner reads under the error.
fn told(line: &str) -> String {
    let mut rig = shop();
    let profile = Version::default();
    if let Some(found) = check(line, profile).filter(|found| found.error.starts_with("Invalid")) {
        return format!("{}\n{}", found.error, found.draw(line).join("\n"));
    }
    rig.run("main", line);
    let events = rig.events();
    let moved = events.iter().any(Event::moves_data);
    let fault = events.into_iter().find_map(|event| match event {
        Event::Failed { fault, .. } => Some(fault),
        _ => None,
    });
    let lookup = Lookup::new(rig.engine().db(0));
    match fault {
        Some(fault) => explain(line, &fault, &lookup, profile).draw(line).join("\n"),
        None => remark(line, moved, &lookup, profile).unwrap_or_default(),
    }
}

#[test]
fn each_mistake_has_its_own_answer() {
    let expected = include_str!("tests.txt");
    let mut actual = String::new();
    for block in expected.split("\n\n") {
        if let Some(line) = block
            .trim_start()
            .lines()
            .find_map(|line| line.strip_prefix("> "))
        {
            actual += &["> ", line, "\n", &told(line), "\n\n"].concat();
        }
    }
    assert!(actual.trim() == expected.trim(), "--- actual\n{actual}");
}

/// A command or an option that a newer server has is neither offered nor understood, but pointed out.
#[test]
fn what_is_newer_than_the_profile_is_said_so() {
    let told = |line: &str| told(line);
    assert!(
        told("XDELEX fruits IDS 1 10-0").contains("XDELEX is there since 8.2; `:profile 8.2` to try it"),
        "{}",
        told("XDELEX fruits IDS 1 10-0")
    );
    let hint = |profile: &str| crate::assist::hint("XTRIM fruits MAXLEN 5 ", profile.parse().unwrap());
    assert_eq!(hint("8.0").as_deref(), Some("[LIMIT count]"));
    assert_eq!(
        hint("8.2").as_deref(),
        Some("[LIMIT count] [KEEPREF|DELREF|ACKED]")
    );
    let words = |profile: &str| {
        let line = "XADD fruits ";
        let found = crate::assist::complete(line, line.len(), &Lookup::nothing(), profile.parse().unwrap());
        let texts = found.candidates.into_iter().map(|candidate| candidate.text);
        texts.collect::<Vec<_>>()
    };
    assert!(!words("8.0").contains(&"DELREF".to_owned()));
    assert!(words("8.2").contains(&"DELREF".to_owned()));
}
