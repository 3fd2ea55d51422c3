//! TIME (streams.md E.1): what time the server has; in xtutor, what its clock shows.

use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "TIME",
    arity: 1,
    since: version(2, 6),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Tells the time: Unix seconds, and microseconds",
    example: "TIME",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        let now = context.now().max(0);
        let out = context.out();
        out.array(2);
        out.bulk((now / 1000).to_string().as_bytes());
        out.bulk((now % 1000 * 1000).to_string().as_bytes());
        Ok(Flow::Done)
    },
};
