//! Laws that must hold whatever is typed, tried on random commands: undo and replay are exact, a fork goes its own
//! way, pending records have one owner, counters add up.

#[path = "support/random.rs"]
mod random;

use proptest::prelude::*;
use random::{newest_list, random_list};
use xtutor::command::table::COMMANDS;
use xtutor::command::{Line, Version};
use xtutor::lab::{Action, Clock, Lab, Outcome, Scene, TerminalId, View};
use xtutor::store::{EntryId, Group, Value};
use xtutor::wire::Protocol;

const NOW: i64 = 1_800_000_000_000;

fn lab() -> Lab {
    lab_of(Version::default())
}

fn lab_of(profile: Version) -> Lab {
    let mut lab = Lab::new(Clock::held(NOW, 250), profile, Protocol::Resp2);
    for name in ["shop", "worker-1", "worker-2"] {
        lab.act(Action::Open(name.to_owned()), NOW);
    }
    lab.settle();
    lab
}

/// Half of the lists are for the newest server, whose commands are among theirs.
fn is_newest(seed: u64) -> bool {
    seed.is_multiple_of(2)
}

fn newest() -> Version {
    *Version::ALL.last().expect("a newest version")
}

fn lab_for(seed: u64) -> Lab {
    lab_of(if is_newest(seed) {
        newest()
    } else {
        Version::default()
    })
}

/// Random commands in three terminals, with time, crashes and starts between them.
fn actions(seed: u64) -> Vec<Action> {
    let list = if is_newest(seed) { newest_list } else { random_list };
    let commands = list(seed, 90).into_iter().enumerate();
    commands
        .map(|(at, words)| {
            let terminal = TerminalId((seed as usize + at * 7) % 3);
            match at % 15 {
                4 => Action::Advance(5000),
                8 => Action::Cancel(terminal),
                11 => Action::Crash(terminal),
                12 => Action::Start(terminal),
                _ => Action::Run(terminal, words.iter().collect()),
            }
        })
        .collect()
}

/// Everything that can be seen of a moment: each stream in full, every key, every terminal.
fn seen(lab: &Lab) -> (Vec<Scene>, String) {
    let scene = lab.scene(&View::default(), NOW);
    let keys = scene.keys.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
    let scenes = keys.into_iter().map(|key| {
        let view = View {
            key: Some(key),
            rows: 10_000,
            pending_rows: 10_000,
            ..View::default()
        };
        lab.scene(&view, NOW)
    });
    (scenes.collect(), format!("{:?}", lab.engine()))
}

/// Words of commands after which another group may stand under the same name.
const MAY_REPLACE: &[&str] = &[
    "xgroup",
    "del",
    "unlink",
    "set",
    "rename",
    "renamenx",
    "copy",
    "move",
    "swapdb",
    "exec",
    "expire",
    "pexpire",
    "expireat",
    "pexpireat",
];

/// Whether every pending record has its turn once: the released ones first, then the longest idle.
fn turns_are_right(group: &Group) -> bool {
    let turns: Vec<(EntryId, Option<i64>)> = group.pending_in_turn().collect();
    let idle = |id: &EntryId| {
        group
            .pending(*id)
            .expect("a turn is a record's")
            .consumer
            .is_some()
    };
    turns.len() == group.pending_len()
        && turns.is_sorted_by_key(|(_, at)| *at)
        && turns.iter().all(|(id, at)| idle(id) == at.is_some())
}

/// The commands of a recorded session of the seed documents, each in the terminal of its client.
fn seed_session(text: &str) -> Vec<Action> {
    let mut clients = vec!["main"];
    let mut current = 0;
    let mut actions = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# client ").filter(|name| !name.contains(' ')) {
            current = clients
                .iter()
                .position(|client| *client == name)
                .unwrap_or_else(|| {
                    clients.push(name);
                    clients.len() - 1
                });
        }
        let typed = line
            .strip_prefix("> ")
            .and_then(|typed| Line::parse(typed.as_bytes()).ok());
        if let Some(line) = typed.filter(|line| !line.argv().is_empty()) {
            actions.push(Action::Run(TerminalId(current), line.argv().to_owned()));
        }
    }
    actions
}

#[test]
fn every_command_of_the_seed_sessions_can_be_undone() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds");
    for entry in std::fs::read_dir(folder).expect("the seeds are there") {
        let text = std::fs::read_to_string(entry.expect("a file").path()).expect("a text");
        let mut lab = lab();
        for action in seed_session(&text) {
            let before = seen(&lab);
            lab.act(action.clone(), NOW);
            let after = seen(&lab);
            lab.undo();
            assert!(seen(&lab) == before, "undone: {action:?}");
            lab.redo();
            assert!(seen(&lab) == after, "done again: {action:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn undo_gives_back_every_earlier_state_and_redo_every_later_one(seed in any::<u64>()) {
        let mut lab = lab_for(seed);
        let mut states = vec![seen(&lab)];
        for action in actions(seed) {
            lab.act(action, NOW);
            states.push(seen(&lab));
        }
        for state in states.iter().rev().skip(1) {
            lab.undo();
            prop_assert!(seen(&lab) == *state);
        }
        prop_assert!(lab.undo().is_none());
        for state in states.iter().skip(1) {
            lab.redo();
            prop_assert!(seen(&lab) == *state);
        }
    }

    #[test]
    fn the_same_actions_give_the_same_replies_and_the_same_state(seed in any::<u64>()) {
        let run = || {
            let mut lab = lab_for(seed);
            let outcomes: Vec<Outcome> = actions(seed).into_iter().map(|action| lab.act(action, NOW)).collect();
            (outcomes, seen(&lab))
        };
        prop_assert!(run() == run());
    }

    #[test]
    fn a_fork_goes_its_own_way(seed in any::<u64>()) {
        let mut lab = lab_for(seed);
        let (first, second) = { let mut all = actions(seed); let rest = all.split_off(45); (all, rest) };
        for action in first {
            lab.act(action, NOW);
        }
        let before = seen(&lab);
        let mut fork = lab.fork();
        for action in second.clone() {
            fork.act(action, NOW);
        }
        prop_assert!(seen(&lab) == before);
        for action in second {
            lab.act(action, NOW);
        }
        prop_assert!(seen(&lab) == seen(&fork));
    }

    #[test]
    fn pending_records_have_one_owner_and_bookmarks_only_rise(seed in any::<u64>()) {
        let mut lab = lab_for(seed);
        let mut bookmarks = std::collections::BTreeMap::new();
        for action in actions(seed) {
            let rewinds = matches!(&action, Action::Run(_, argv)
                if argv.as_argv().iter().any(|word| MAY_REPLACE.contains(&&*String::from_utf8_lossy(word).to_lowercase())));
            lab.act(action, NOW);
            for (key, value) in lab.engine().db(0).iter() {
                let Value::Stream(stream) = value else { continue };
                prop_assert_eq!(stream.range(EntryId::MIN, EntryId::MAX).count() as u64, stream.len());
                for (name, group) in stream.groups() {
                    let owned: usize = group.consumers().map(xtutor::store::Consumer::pending_len).sum();
                    prop_assert_eq!(owned + group.released_len(), group.pending_len());
                    prop_assert!(turns_are_right(group));
                    for (id, pending) in group.pending_from(EntryId::MIN) {
                        let Some(owner) = pending.consumer else { continue };
                        let owner = group.consumer(owner).expect("every owner is a consumer");
                        prop_assert!(owner.pending_from(id).next() == Some(id));
                    }
                    let before = bookmarks.insert((key.clone(), name.clone()), group.last_delivered);
                    prop_assert!(rewinds || before.is_none_or(|before| before <= group.last_delivered));
                }
            }
        }
    }

    /// Every command of the table, with arguments of any bytes, half of them such as mean something somewhere.
    #[test]
    fn no_arguments_make_the_engine_panic(
        commands in proptest::collection::vec(
            (any::<prop::sample::Index>(), proptest::collection::vec(argument(), 0..9), 0usize..3), 1..60
        )
    ) {
        let mut lab = lab_of(newest());
        for (index, arguments, terminal) in commands {
            let spec = index.get(COMMANDS);
            let mut words = vec![spec.name.as_bytes().to_vec()];
            if !spec.subcommands.is_empty() {
                words.push(index.get(spec.subcommands).name.as_bytes().to_vec());
            }
            words.extend(arguments);
            lab.act(Action::Run(TerminalId(terminal), words.iter().collect()), NOW);
            lab.act(Action::Cancel(TerminalId(terminal)), NOW);
        }
        drop(seen(&lab));
    }
}

fn argument() -> impl Strategy<Value = Vec<u8>> {
    let meaningful = prop::sample::select(vec![
        "s",
        "g",
        "alice",
        "STREAMS",
        "GROUP",
        "COUNT",
        "BLOCK",
        "MAXLEN",
        "MINID",
        "~",
        "=",
        "LIMIT",
        "*",
        "$",
        ">",
        "-",
        "+",
        "0",
        "1",
        "-1",
        "5-1",
        "5-*",
        "(5",
        "18446744073709551615-18446744073709551615",
        "9223372036854775807",
        "-9223372036854775808",
        "IDLE",
        "FORCE",
        "JUSTID",
        "LASTID",
        "FULL",
        "MKSTREAM",
        "ENTRIESREAD",
        "DELREF",
        "ACKED",
        "IDS",
        "CLAIM",
        "IDMP",
        "IDMPAUTO",
        "IDMP-MAXSIZE",
        "FAIL",
        "FATAL",
        "RETRYCOUNT",
        "MAXSIZE",
        "f",
        "v",
        "",
    ]);
    prop_oneof![
        meaningful.prop_map(|word| word.as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..12),
    ]
}
