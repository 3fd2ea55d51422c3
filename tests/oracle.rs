//! Random command lists against real redis-servers: every reply must be the same. Where no server is installed the
//! tests say so and pass, unless `XTUTOR_REQUIRE_SERVERS` is set.
//!
//! `XTUTOR_REDIS_8` names a redis-server 8.0 program, `XTUTOR_REDIS_7` a 7.0 one (else the one on the path is tried);
//! `XTUTOR_ORACLE_LISTS` says how many lists to try, `XTUTOR_ORACLE_SEED` with which to begin.

#[path = "support/oracle.rs"]
mod compared;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeMap;

use compared::{Comparison, Server, answer, shrink};
use random::random_list;
use xtutor::command::Version;
use xtutor::wire::{Protocol, Reply};

const COMMANDS: usize = 60;

fn number(variable: &str, otherwise: u64) -> u64 {
    let text = std::env::var(variable).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn compare(version: &str) {
    let Some(mut server) = Server::start(version) else {
        return;
    };
    let profile: Version = version.parse().expect("a profile of that name");
    let first = number("XTUTOR_ORACLE_SEED", 1);
    for seed in first..first + number("XTUTOR_ORACLE_LISTS", 100) {
        let list = random_list(seed, COMMANDS);
        let protocol = if seed % 4 == 0 {
            Protocol::Resp3
        } else {
            Protocol::Resp2
        };
        let mut run = |list: &[random::Words]| Comparison::run(&mut server, list, protocol, profile);
        let Err(first) = run(&list) else { continue };
        // The servers' clock is real: what does not come again was an instant between two of its ticks.
        if run(&list).is_ok() {
            continue;
        }
        let list = shrink(list, |shorter| run(shorter).is_err());
        let difference = run(&list).err().unwrap_or(first);
        panic!("list {seed} differs ({protocol:?}, {version}):\n{difference}");
    }
}

#[test]
fn random_lists_answer_as_redis_8_does() {
    compare("8.0");
}

#[test]
fn random_lists_answer_as_redis_7_does() {
    compare("7.0");
}

/// Every reply of every way through the lessons that are for this version.
fn compare_lessons(version: &str) {
    let Some(server) = Server::start(version) else {
        return;
    };
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtutor"))
        .args([
            "lesson",
            "check",
            "lessons",
            "tests/lessons",
            "--against",
            &server.address(),
        ])
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(told.contains(&format!("replies as on redis {version}")), "{told}");
}

#[test]
fn lessons_are_as_on_redis_8() {
    compare_lessons("8.0");
}

#[test]
fn lessons_are_as_on_redis_7() {
    compare_lessons("7.0");
}

/// What a server has and xtutor has not is said to be left out, and never taken for a slip.
#[test]
fn commands_of_redis_8_are_there_or_known_to_be_left_out() {
    let Some(server) = Server::start("8.0") else {
        return;
    };
    for name in server.commands() {
        let found = xtutor::assist::check(&name, Version::default());
        let unknown = found.filter(|found| found.error.starts_with("ERR unknown command"));
        let Some(found) = unknown else { continue };
        let told = found.advice.concat();
        assert!(told.contains("is not part of xtutor"), "{name}: {told}");
    }
}

/// Each command that COMMAND describes, and each subcommand, with its arity, flags, places of keys and categories. Tips and
/// key specifications are not told here.
fn described(commands: &Reply, rows: &mut BTreeMap<String, Vec<String>>) {
    for command in commands.elements() {
        let facts = command.elements();
        let mut told: Vec<String> = facts[..7].iter().map(|fact| words(fact)).collect();
        rows.insert(told.remove(0), told);
        described(facts[9], rows);
    }
}

fn words(reply: &Reply) -> String {
    match reply {
        Reply::Bulk(text) => String::from_utf8_lossy(text).into_owned(),
        Reply::Simple(text) => text.clone(),
        Reply::Int(number) => number.to_string(),
        several => {
            let each = several.elements().into_iter().map(words);
            each.collect::<Vec<_>>().join(" ")
        }
    }
}

#[test]
fn commands_are_described_as_redis_describes_them() {
    for version in ["7.0", "8.0"] {
        let Some(server) = Server::start(version) else {
            return;
        };
        let (mut wanted, mut found) = (BTreeMap::new(), BTreeMap::new());
        described(&server.ask("COMMAND"), &mut wanted);
        described(
            &answer("COMMAND", version.parse().expect("a profile")),
            &mut found,
        );
        wanted.retain(|name, _| found.contains_key(name));
        assert_eq!(found, wanted, "{version}");
    }
}
