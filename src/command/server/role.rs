//! ROLE (streams.md E.6): always a master without replicas.

use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "ROLE",
    arity: 1,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Tells whether the server is a master or a replica: here always a master",
    example: "ROLE",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        let out = context.out();
        out.array(3);
        out.bulk(b"master");
        out.int(0);
        out.array(0);
        Ok(Flow::Done)
    },
};
