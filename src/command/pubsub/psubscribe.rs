//! PSUBSCRIBE (streams.md D.1): from now on, messages published to channels that match come to this client.

use super::listening;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PSUBSCRIBE",
    arity: -2,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Listens to every channel whose name matches a pattern, also to those yet unheard of",
    example: "PSUBSCRIBE news.*",
    syntax: &[Syntax::Many(&[Syntax::Value("pattern", Holds::Pattern)])],
    subcommands: &[],
    // Any bytes are a name, and the table has counted them.
    check: |_| Ok(()),
    run: |args, context| Ok(listening::start(Listen::Pattern, args, context)),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn what_was_queued_before_is_still_done() {
        Rig::new().transcript(
            r#"
> MULTI
OK
> PSUBSCRIBE n*
QUEUED
> DBSIZE
QUEUED
> EXEC
1) 1) "psubscribe"
   2) "n*"
   3) (integer) 1
2) (integer) 0
"#,
        );
    }
}
