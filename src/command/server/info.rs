//! INFO (streams.md E.6): the server describes itself in sections.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "INFO",
    arity: -1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Describes the server: clients, keys, counts",
    example: "INFO keyspace",
    syntax: &[Syntax::Optional(&[Syntax::Many(&[Syntax::Value(
        "section",
        Holds::Text,
    )])])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, _| {
        let sections = args.words().map(|word| word.bytes.into()).collect();
        Ok(Flow::Session(Session::Report(sections)))
    },
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn sections() {
        let mut rig = Rig::new().at(1_000_000);
        rig.run("A", "BLPOP l 0");
        rig.run("main", "SET k v EX 100");
        rig.run("main", "NOPE");
        assert_eq!(rig.run("main", "INFO nope"), "\n");
        assert_eq!(
            rig.run("main", "INFO keyspace"),
            "# Keyspace\r\ndb0:keys=1,expires=1,avg_ttl=100000,subexpiry=0\r\n\n"
        );
        assert_eq!(
            rig.run("main", "INFO errorstats"),
            "# Errorstats\r\nerrorstat_ERR:count=1\r\n\n"
        );
        let whole = rig.run("main", "INFO");
        for line in [
            "redis_version:8.0.2",
            "redis_mode:standalone",
            "loading:0",
            "role:master",
            "blocked_clients:1",
        ] {
            assert!(whole.lines().any(|found| found == line), "{line} in {whole}");
        }
        let heads: Vec<&str> = whole.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(
            (heads.first(), heads.last(), heads.len()),
            (Some(&"# Server"), Some(&"# Keyspace"), 11)
        );
    }
}
