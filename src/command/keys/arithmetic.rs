//! What INCR, DECR, INCRBY and DECRBY share (streams.md E.3): a number under a key that grows or shrinks.

use nom::Parser;

use super::common::{store_text, text};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, NOT_AN_INTEGER};
use crate::command::grammar::{bytes, integer, whole};
use crate::command::spec::{Holds, Syntax};
use crate::store::{Value, strict_integer};

/// How HELP and hints show the arguments.
pub(super) const KEY: &[Syntax] = &[Syntax::Value("key", Holds::Key)];
pub(super) const KEY_AND_INCREMENT: &[Syntax] = &[
    Syntax::Value("key", Holds::Key),
    Syntax::Value("increment", Holds::Number),
];
pub(super) const KEY_AND_DECREMENT: &[Syntax] = &[
    Syntax::Value("key", Holds::Key),
    Syntax::Value("decrement", Holds::Number),
];

pub(super) struct Change<'a> {
    key: &'a [u8],
    by: i64,
}

/// INCR and DECR.
pub(super) fn by(by: i64, args: Args<'_>) -> Result<Change<'_>, Fault> {
    whole(bytes.map(|key| Change { key, by }), args)
}

/// INCRBY.
pub(super) fn increment(args: Args<'_>) -> Result<Change<'_>, Fault> {
    let grammar = (bytes, integer("how much to add"));
    whole(grammar.map(|(key, by)| Change { key, by }), args)
}

/// DECRBY, whose smallest number has no opposite.
pub(super) fn decrement(args: Args<'_>) -> Result<Change<'_>, Fault> {
    let at = args.at() + 1;
    let grammar = (bytes, integer("how much to take away"));
    let (key, by) = whole(grammar, args)?;
    let by = by
        .checked_neg()
        .ok_or(Fault::new("ERR decrement would overflow").at(at))?;
    Ok(Change { key, by })
}

impl Change<'_> {
    pub(super) fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let before = match text(context, self.key)? {
            Some(text) => strict_integer(&text).ok_or(Fault::new(NOT_AN_INTEGER))?,
            None => 0,
        };
        let after = before
            .checked_add(self.by)
            .ok_or(Fault::new("ERR increment or decrement would overflow"))?;
        store_text(
            context,
            self.key,
            Value::Text(after.to_string().into_bytes().into()),
        );
        context.out().int(after);
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn numbers_have_limits() {
        Rig::new().at(1000).transcript(
            r#"
> INCR n
(integer) 1
> EXPIRE n 100
(integer) 1
> INCRBY n 9
(integer) 10
> TTL n
(integer) 100
> DECR n
(integer) 9
> DECRBY n -9223372036854775808
(error) ERR decrement would overflow
> INCRBY n 9223372036854775807
(error) ERR increment or decrement would overflow
> INCRBY n x
(error) ERR value is not an integer or out of range
> SET n 05
OK
> INCR n
(error) ERR value is not an integer or out of range
> APPEND n 6
(integer) 3
> STRLEN n
(integer) 3
> GET n
"056"
> STRLEN missing
(integer) 0
> RPUSH l a
(integer) 1
> INCR l
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> APPEND l x
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> STRLEN l
(error) WRONGTYPE Operation against a key holding the wrong kind of value
"#,
        );
    }
}
