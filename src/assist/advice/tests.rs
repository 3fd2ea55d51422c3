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
