//! CLUSTER (streams.md E.6): refused, as a server refuses it that is no part of one.

use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::resolve::arity;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "CLUSTER",
    arity: -2,
    since: version(3, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused, as by a server that is no part of a cluster",
    example: "CLUSTER INFO",
    syntax: &[],
    subcommands: &[INFO, MYID, NODES, SHARDS, SLOTS],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("cluster")),
    run: |_, _| Err(arity("cluster")),
};

const REFUSED: Fault = Fault::new("ERR This instance has cluster support disabled");

const INFO: Spec = Spec {
    name: "INFO",
    arity: 2,
    since: version(3, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused, as by a server that is no part of a cluster",
    example: "CLUSTER INFO",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Err(REFUSED),
};

const MYID: Spec = Spec {
    name: "MYID",
    arity: 2,
    since: version(3, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused, as by a server that is no part of a cluster",
    example: "CLUSTER MYID",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Err(REFUSED),
};

const NODES: Spec = Spec {
    name: "NODES",
    arity: 2,
    since: version(3, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused, as by a server that is no part of a cluster",
    example: "CLUSTER NODES",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Err(REFUSED),
};

const SHARDS: Spec = Spec {
    name: "SHARDS",
    arity: 2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused, as by a server that is no part of a cluster",
    example: "CLUSTER SHARDS",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Err(REFUSED),
};

const SLOTS: Spec = Spec {
    name: "SLOTS",
    arity: 2,
    since: version(3, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused, as by a server that is no part of a cluster",
    example: "CLUSTER SLOTS",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Err(REFUSED),
};
