//! RPUSH (streams.md E.4): puts values at the tail of a list. With LPOP at the other end it makes a queue.

use super::pushing::{Push, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "RPUSH",
    arity: -3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Puts elements at the tail of a list in the order given; creates the list if there is none",
    example: "RPUSH jobs wash peel",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| Push::parse(args).map(drop),
    run: |args, context| Push::parse(args)?.run(End::Right, context),
};

#[cfg(test)]
mod tests {
    use crate::command::Event;
    use crate::testing::Rig;

    #[test]
    fn it_says_what_it_did() {
        let mut rig = Rig::new();
        rig.run("main", "RPUSH jobs a b");
        let key = || "jobs".into();
        let created = Event::KeyCreated {
            key: key(),
            kind: "list",
        };
        let pushed = Event::Pushed {
            key: key(),
            count: 2,
            len: 2,
        };
        assert_eq!(rig.events(), [created, pushed]);
    }
}
