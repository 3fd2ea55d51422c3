//! Laws that must hold whatever is typed, tried on random commands: undo and replay are exact, a fork goes its own
//! way, a checkpoint stays as it was, pending records have one owner, bookmarks only rise, counters add up.

#[path = "support/lawful.rs"]
mod lawful;
#[path = "support/random.rs"]
mod random;
#[path = "laws/undo.rs"]
mod undo;

use std::collections::BTreeMap;

use lawful::breach;
use proptest::prelude::*;
use random::{Words, newest_list, random_list};
use xtutor::command::table::COMMANDS;
use xtutor::command::{Event, Line, Turn, Version};
use xtutor::engine::{Engine, Input};
use xtutor::lab::{Action, Clock, Lab, Outcome, Scene, TerminalId, View};
use xtutor::store::{Bytes, EntryId, Value};
use xtutor::wire::{ArgvBuf, ClientId, Out, Protocol};

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

fn deep_lab() -> Lab {
    let mut lab = lab_of(newest());
    for command in prelude() {
        lab.act(Action::Run(TerminalId(0), command.iter().collect()), NOW);
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

/// So many entries has a stream with depth: more than one run and more than one node hold.
const DEEP: u64 = 400;

/// Makes a stream whose nodes and pending lists are many runs long.
fn prelude() -> Vec<Words> {
    let entries = (1..=DEEP).map(|at| format!("XADD s 0-{at} f {at}"));
    let most = DEEP * 3 / 4;
    let group = [
        "XGROUP CREATE s g 0".to_owned(),
        format!("XREADGROUP GROUP g alice COUNT {most} STREAMS s >"),
    ];
    entries.chain(group).map(|line| words(&line)).collect()
}

/// Random commands after the prelude.
fn deep_list(seed: u64) -> Vec<Words> {
    let commands = newest_list(seed, 90).into_iter().enumerate();
    let commands = commands.map(|(at, command)| match at % 3 {
        0 => words(&far_below(seed.rotate_left(at as u32) % 10_000)),
        _ => command,
    });
    commands.collect()
}

/// A command on the entries that a list with depth begins with.
fn far_below(dice: u64) -> String {
    let (one, other) = (dice * 7 % DEEP + 1, dice * 13 % DEEP + 1);
    match dice % 16 {
        0 => format!("XDEL s 0-{one} 0-{other}"),
        1 => format!("XACK s g 0-{one} 0-{other}"),
        2 => format!("XCLAIM s g bob 0 0-{one} 0-{other} IDLE {other}"),
        3 => format!("XAUTOCLAIM s g eve {other} 0-{one} COUNT 9"),
        4 => format!("XDELEX s DELREF IDS 2 0-{one} 0-{other}"),
        5 => format!("XDELEX s ACKED IDS 2 0-{one} 0-{other}"),
        6 => format!("XACKDEL s g DELREF IDS 2 0-{one} 0-{other}"),
        7 => format!("XACKDEL s g ACKED IDS 1 0-{one}"),
        8 => format!("XTRIM s MAXLEN = {} ACKED", DEEP - one / 10),
        9 => format!("XTRIM s MAXLEN ~ {} DELREF", DEEP - one / 4),
        10 => format!("XREADGROUP GROUP g bob CLAIM {other} COUNT 3 STREAMS s >"),
        11 => format!(
            "XGROUP DELCONSUMER s g {}",
            if one < 30 { "alice" } else { "bob" }
        ),
        12 => format!("XNACK s g FAIL IDS 2 0-{one} 0-{other}"),
        13 => format!("XNACK s g SILENT IDS 1 0-{one}"),
        14 => format!("XCLAIM s g bob 0 0-{one} LASTID 0-{other}"),
        _ => format!("XTRIM s MINID ~ 0-{}", one / 3),
    }
}

fn words(line: &str) -> Words {
    line.split(' ').map(|word| word.as_bytes().to_vec()).collect()
}

/// Random commands in three terminals, with time, crashes and starts between them.
fn actions(seed: u64) -> Vec<Action> {
    let list = if is_newest(seed) { newest_list } else { random_list };
    in_terminals(seed, list(seed, 90))
}

fn in_terminals(seed: u64, list: Vec<Words>) -> Vec<Action> {
    let commands = list.into_iter().enumerate();
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
    let keys = scene.keys.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    let scenes = keys.into_iter().map(|key| {
        let view = View {
            name: Some(key),
            ..View::tall(10_000)
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

/// A stream's counts, and where the bookmarks of its groups stand.
#[derive(Clone, Debug, Default)]
struct Tally {
    len: u64,
    added: u64,
    bookmarks: BTreeMap<Bytes, EntryId>,
}

fn tallies(lab: &Lab) -> BTreeMap<Bytes, Tally> {
    let streams = lab.engine().db(0).iter().filter_map(|(key, value)| {
        let Value::Stream(stream) = value else { return None };
        let bookmarks = stream
            .groups()
            .map(|(name, group)| (name.clone(), group.last_delivered));
        let tally = Tally {
            len: stream.len(),
            added: stream.entries_added,
            bookmarks: bookmarks.collect(),
        };
        Some((key.clone(), tally))
    });
    streams.collect()
}

/// How many entries of `key` were deleted or trimmed.
fn gone(key: &Bytes, events: &[Event]) -> u64 {
    let counts = events.iter().map(|event| match event {
        Event::Deleted { key: of, .. } if of == key => 1,
        Event::Trimmed { key: of, count, .. } if of == key => *count,
        _ => 0,
    });
    counts.sum()
}

/// Whether the terminal uses another database than the one that is tallied: events do not tell of which they are.
fn is_elsewhere(lab: &Lab, action: &Action) -> bool {
    let Action::Run(id, _) = action else { return false };
    let terminal = lab.terminals().get(id.0);
    terminal.is_some_and(|terminal| lab.engine().db_of(terminal.client) != 0)
}

/// The words of the command that an action is, in small letters.
fn said(action: &Action) -> Vec<String> {
    let Action::Run(_, argv) = action else {
        return Vec::new();
    };
    let argv = argv.as_argv();
    argv.iter()
        .map(|word| String::from_utf8_lossy(word).to_lowercase())
        .collect()
}

const CLIENT: ClientId = ClientId(1);

fn step(engine: &mut Engine, input: Input<'_>) {
    let mut turn = Turn {
        now: NOW,
        out: &mut Out::default(),
        events: None,
    };
    engine.step(input, &mut turn);
}

/// Runs a command for the one client there is; should it have to wait, it gives up.
fn run(engine: &mut Engine, command: &Words) {
    let argv: ArgvBuf = command.iter().collect();
    step(engine, Input::Command(CLIENT, argv.as_argv()));
    step(engine, Input::Cancel(CLIENT));
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
    fn acting_after_going_back_forgets_what_was_undone(seed in any::<u64>()) {
        let mut lab = lab_for(seed);
        let mut done = Vec::new();
        for (at, action) in [actions(seed), actions(seed ^ 2)].concat().into_iter().enumerate() {
            if at % 23 == 22 {
                let steps = done.len() - (seed.rotate_left(at as u32) % 40) as usize % done.len();
                lab.seek(steps);
                done.truncate(steps);
            }
            lab.act(action.clone(), NOW);
            done.push(action);
        }
        let mut again = lab_for(seed);
        for action in done {
            again.act(action, NOW);
        }
        prop_assert!(seen(&again) == seen(&lab));
        lab.seek(0);
        lab.seek(again.steps().0);
        prop_assert!(seen(&again) == seen(&lab));
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
    fn what_must_hold_of_every_state_holds(seed in any::<u64>()) {
        let mut lab = lab_for(seed);
        for action in actions(seed) {
            lab.act(action, NOW);
            prop_assert_eq!(breach(lab.engine()), None);
        }
        let mut deep = deep_lab();
        for action in in_terminals(seed, deep_list(seed)) {
            deep.act(action, NOW);
            prop_assert_eq!(breach(deep.engine()), None);
        }
    }

    #[test]
    fn bookmarks_only_rise_and_counters_add_up(seed in any::<u64>(), deep in any::<bool>()) {
        let (mut lab, list) = if deep { (deep_lab(), deep_list(seed)) } else { (lab_for(seed), newest_list(seed, 90)) };
        let mut before = tallies(&lab);
        for action in in_terminals(seed, list) {
            let said = said(&action);
            let mut elsewhere = is_elsewhere(&lab, &action);
            let events = lab.act(action.clone(), NOW).events;
            elsewhere |= is_elsewhere(&lab, &action);
            let after = tallies(&lab);
            if !said.iter().any(|word| MAY_REPLACE.contains(&&**word)) {
                for (key, now) in &after {
                    let was = before.get(key).cloned().unwrap_or_default();
                    let gone = gone(key, &events);
                    let untold = elsewhere || said.iter().any(|word| word == "xsetid");
                    let counted = untold || now.len + was.added + gone == was.len + now.added;
                    prop_assert!(counted, "{action:?}: {was:?} {now:?} and {gone} gone");
                    for (group, bookmark) in &was.bookmarks {
                        prop_assert!(now.bookmarks.get(group).is_some_and(|now| bookmark <= now), "{action:?}");
                    }
                }
            }
            before = after;
        }
    }

    #[test]
    fn a_clone_goes_its_own_way_and_a_checkpoint_stays_as_it_was(seed in any::<u64>()) {
        let mut engine = Engine::default();
        engine.set_profile(newest());
        let mut kept = Vec::new();
        let list = [prelude(), deep_list(seed)].concat();
        step(&mut engine, Input::Connect(CLIENT));
        for (at, command) in list.iter().enumerate() {
            if at % 30 == 0 {
                kept.push((at, engine.clone(), format!("{engine:?}")));
            }
            run(&mut engine, command);
        }
        // Nothing that the original did can be seen in the clones, nor what a clone does in another or in it.
        let end = format!("{engine:?}");
        for (at, checkpoint, seen) in &kept {
            prop_assert!(format!("{checkpoint:?}") == *seen, "the checkpoint before command {at}");
            let mut again = checkpoint.clone();
            for command in &list[*at..] {
                run(&mut again, command);
            }
            prop_assert!(format!("{again:?}") == end, "replay from command {at}");
            run(&mut again, &words("XTRIM s MAXLEN 3"));
            run(&mut again, &words("XGROUP DESTROY s g"));
        }
        for (at, checkpoint, seen) in &kept {
            prop_assert!(format!("{checkpoint:?}") == *seen, "the checkpoint before command {at}, at the end");
        }
        prop_assert!(format!("{engine:?}") == end, "the original, at the end");
    }

    #[test]
    fn what_is_weighed_with_each_change_is_what_weighing_all_gives(seed in any::<u64>()) {
        let mut lab = lab_for(seed);
        lab.act(Action::Open("meter".to_owned()), NOW);
        let meter = TerminalId(lab.terminals().len() - 1);
        let ask = |lab: &mut Lab, words: &[&str]| {
            lab.act(Action::Run(meter, words.iter().collect()), NOW).replies
        };
        ask(&mut lab, &["CONFIG", "SET", "maxmemory", "100gb"]);
        for action in actions(seed) {
            lab.act(action, NOW);
        }
        ask(&mut lab, &["CONFIG", "SET", "maxmemory", "100gb"]);
        let kept = ask(&mut lab, &["INFO", "memory"]);
        ask(&mut lab, &["CONFIG", "SET", "maxmemory", "0"]);
        ask(&mut lab, &["CONFIG", "SET", "maxmemory", "100gb"]);
        prop_assert_eq!(kept, ask(&mut lab, &["INFO", "memory"]));
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
