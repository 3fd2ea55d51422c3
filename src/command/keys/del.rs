//! DEL (streams.md E.3): removes keys with all that is in them, a stream's groups included.

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

use super::common::remove;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "DEL",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Removes keys and all that is in them, and tells how many there were",
    example: "DEL fruits",
    syntax: &[Syntax::Many(&[Syntax::Value("key", Holds::Key)])],
    subcommands: &[],
    // Any bytes are a key, and the table has counted them.
    check: |_| Ok(()),
    run: |args, context| Ok(run(args, context)),
};

pub(super) fn run(keys: Args<'_>, context: &mut Context<'_, '_>) -> Flow {
    let mut removed = 0;
    for Word { bytes: key, .. } in keys.words() {
        removed += usize::from(remove(context, key));
    }
    context.out().count(removed);
    Flow::Done
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_waiting_list_client_goes_on_waiting() {
        Rig::new().transcript(
            r#"
> SET a 1
OK
> SET b 2
OK
> DEL a b a none
(integer) 2
> DEL
(error) ERR wrong number of arguments for 'del' command
# client A
> BLPOP jobs 0
# (no reply yet: the client is blocked)
# client main
> SET jobs text
OK
> DEL jobs
(integer) 1
# client A receives nothing: it is still blocked
> LPUSH jobs x
(integer) 1
# client A receives
1) "jobs"
2) "x"
"#,
        );
    }
}
