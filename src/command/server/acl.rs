//! ACL (streams.md E.6): there is one user, `default`.

use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::resolve::arity;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "ACL",
    arity: -2,
    since: version(6, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Tells which user you are: here always default",
    example: "ACL WHOAMI",
    syntax: &[],
    subcommands: &[WHOAMI],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("acl")),
    run: |_, _| Err(arity("acl")),
};

const WHOAMI: Spec = Spec {
    name: "WHOAMI",
    arity: 2,
    since: version(6, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Tells which user you are: here always default",
    example: "ACL WHOAMI",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        context.out().bulk(b"default");
        Ok(Flow::Done)
    },
};
