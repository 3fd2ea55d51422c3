//! Commands and their replies as tables: whole texts.

use super::*;
use crate::command::Turn;
use crate::engine::{Engine, Input};
use crate::wire::{ArgvBuf, ClientId, Out, Protocol, Sink};

/// Runs each line; what the last one replied, as a table.
fn shown_as(protocol: Protocol, lines: &[&str]) -> String {
    let (mut engine, mut out, client) = (Engine::default(), Out::default(), ClientId(1));
    out.attach(client, Sink::tree(protocol));
    let mut step = |input: Input<'_>, now| {
        let mut turn = Turn {
            now,
            out: &mut out,
            events: None,
        };
        engine.step(input, &mut turn);
    };
    step(Input::Connect(client), 0);
    for (at, line) in lines.iter().enumerate() {
        let argv: ArgvBuf = line.split(' ').collect();
        step(
            Input::Command(client, argv.as_argv()),
            1000 * i64::try_from(at).unwrap(),
        );
    }
    let reply = out.take(client).pop().unwrap();
    let last = lines.last().unwrap().to_uppercase();
    let mut words = last.split(' ');
    let first = words.next().unwrap();
    let name = if first == "XINFO" {
        format!("{first} {}", words.next().unwrap())
    } else {
        first.to_owned()
    };
    let Some(lines) = table(&name, &reply) else {
        return "(no table)".to_owned();
    };
    let texts = lines
        .iter()
        .map(|line| format!("{}{}\n", if line.head { "# " } else { "  " }, line.text));
    texts.collect()
}

const SHOP: [&str; 5] = [
    "XADD fruits 10-0 name banana color yellow",
    "XADD fruits 20-0 name apple color red",
    "XADD fruits 30-0 name バナナ color green",
    "XGROUP CREATE fruits crew 0",
    "XREADGROUP GROUP crew alice COUNT 2 STREAMS fruits >",
];

fn shop(line: &str) -> String {
    shown_as(Protocol::Resp2, &[&SHOP[..], &[line]].concat())
}

#[test]
fn each_command_that_replies_with_a_list_has_its_table() {
    let expected = include_str!("tests.txt");
    let mut actual = String::new();
    for line in expected.lines().filter_map(|line| line.strip_prefix("> ")) {
        actual += &["> ", line, "\n", &shop(line), "\n"].concat();
    }
    assert!(actual.trim() == expected.trim(), "--- actual\n{actual}");
}

#[test]
fn the_protocol_makes_no_difference() {
    for line in [
        "XINFO STREAM fruits",
        "XINFO GROUPS fruits",
        "XREAD STREAMS fruits 0",
        "XINFO STREAM fruits FULL",
    ] {
        let lines = [&SHOP[..], &[line]].concat();
        assert_eq!(
            shown_as(Protocol::Resp2, &lines),
            shown_as(Protocol::Resp3, &lines),
            "{line}"
        );
    }
}

#[test]
fn entries_with_other_fields_and_deleted_ones() {
    let mixed = ["XADD s 1-0 a 1", "XADD s 2-0 b 2 c 3", "XRANGE s - +"];
    assert_eq!(
        shown_as(Protocol::Resp2, &mixed),
        "# ID   fields\n  1-0  a=1\n  2-0  b=2 c=3\n"
    );
    let deleted = [
        &SHOP[..],
        &["XDEL fruits 10-0", "XREADGROUP GROUP crew alice STREAMS fruits 0"],
    ]
    .concat();
    assert_eq!(
        shown_as(Protocol::Resp2, &deleted),
        "# fruits\n# ID    fields\n  10-0  (deleted)\n  20-0  name=apple color=red\n"
    );
    let deleted = [
        &SHOP[..],
        &["XDEL fruits 10-0", "XAUTOCLAIM fruits crew bob 0 0 COUNT 1"],
    ]
    .concat();
    assert_eq!(
        shown_as(Protocol::Resp2, &deleted),
        "# ID  fields\n  (none)\n# go on from\n  20-0\n# deleted, so no longer pending\n  10-0\n"
    );
}

#[test]
fn what_is_no_list_of_such_things_has_no_table() {
    for line in [
        "XLEN fruits",
        "XACK fruits crew 10-0",
        "XRANGE",
        "XREAD STREAMS nothing 0",
    ] {
        assert_eq!(shop(line), "(no table)", "{line}");
    }
}
