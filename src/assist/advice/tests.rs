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

const EXPECTED: &str = include_str!("tests.txt");

/// What is offered instead is something a server reads.
#[test]
fn lines_that_are_offered_are_right() {
    let offered = EXPECTED.lines().filter_map(|line| {
        let (_, last) = line.strip_prefix("hint: ")?.rsplit_once(": ")?;
        last.starts_with('X').then_some(last)
    });
    let offered: Vec<&str> = offered.collect();
    assert!(offered.len() > 30, "{offered:#?}");
    for line in offered {
        assert_eq!(check(line, Version::default()), None, "{line}");
    }
}

#[test]
fn each_mistake_has_its_own_answer() {
    let expected = EXPECTED;
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

#[test]
fn what_is_pending_is_found_however_much_stands_before_it() {
    let mut rig = Rig::new();
    for number in 1..=40 {
        rig.run("main", &format!("XADD fruits {number}-0 name apple"));
    }
    rig.run("main", "XGROUP CREATE fruits pickers 0");
    rig.run("main", "XREADGROUP GROUP pickers alice STREAMS fruits >");
    let lookup = Lookup::new(rig.engine().db(0));
    let line = "XCLAIM fruits pickers bob 60000 40-0";
    assert_eq!(
        remark(line, false, &lookup, Version::default()).unwrap(),
        "40-0 is pending for alice and has been idle for 0 ms, less than the 60000 asked for; `:clock +60s` lets the rest \
         pass at once"
    );
}

/// A command or an option that a newer server has is neither offered nor understood, but pointed out.
#[test]
fn what_is_newer_than_the_profile_is_said_so() {
    for (line, newer) in [
        (
            "XDELEX fruits IDS 1 10-0",
            "XDELEX is there since 8.2; `:profile 8.2` to try it",
        ),
        (
            "XTRIM fruits MAXLEN 1 acked",
            "ACKED is there since 8.2; `:profile 8.2` to try it",
        ),
        (
            "XADD fruits IDMP p i * f v",
            "IDMP is there since 8.6; `:profile 8.6` to try it",
        ),
        (
            "XREADGROUP GROUP pickers bob CLAIM 5 STREAMS fruits >",
            "CLAIM is there since 8.4; `:profile 8.4` to try it",
        ),
        (
            "XREAD MAXCOUNT 5 STREAMS fruits 0",
            "MAXCOUNT is there since 8.10; `:profile 8.10` to try it",
        ),
    ] {
        assert!(told(line).contains(newer), "{line}: {}", told(line));
    }
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

#[test]
fn a_full_memory_is_told_what_makes_room() {
    let mut rig = shop();
    rig.run("main", "CONFIG SET maxmemory 1");
    rig.events();
    let line = "XADD fruits 30-0 name pear";
    rig.run("main", line);
    let fault = rig.events().into_iter().find_map(|event| match event {
        Event::Failed { fault, .. } => Some(fault),
        _ => None,
    });
    let lookup = Lookup::new(rig.engine().db(0));
    let advice = explain(line, &fault.expect("a refusal"), &lookup, Version::default());
    assert_eq!(
        advice.draw(line).join("\n").lines().last(),
        Some("hint: DEL and XTRIM make room; CONFIG SET maxmemory 0 takes the limit away")
    );
}
