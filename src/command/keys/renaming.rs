//! What RENAME and RENAMENX share (streams.md E.3): a value goes to another key, with its deadline and its groups.

use super::common::remove;
use crate::command::args::Args;
use crate::command::context::Context;
use crate::command::event::Event;
use crate::command::fault::{Fault, NO_SUCH_KEY};
use crate::command::grammar::{bytes, whole};
use crate::command::spec::{Holds, Syntax};

/// How HELP and hints show the arguments.
pub(super) const SYNTAX: &[Syntax] = &[
    Syntax::Value("key", Holds::Key),
    Syntax::Value("newkey", Holds::Key),
];

pub(super) struct Rename<'a> {
    from: &'a [u8],
    to: &'a [u8],
    at: usize,
}

impl<'a> Rename<'a> {
    pub(super) fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let at = args.at();
        let (from, to) = whole((bytes, bytes), args)?;
        Ok(Rename { from, to, at })
    }

    /// Moves the value; `false` if the other key is taken and may not be.
    pub(super) fn run(&self, overwrites: bool, context: &mut Context<'_, '_>) -> Result<bool, Fault> {
        let stored = context.db().stored(self.from);
        let stored = stored.ok_or(Fault::new(NO_SUCH_KEY).at(self.at))?;
        if self.from == self.to {
            return Ok(overwrites);
        }
        if !overwrites && context.db().get(self.to).is_some() {
            return Ok(false);
        }
        remove(context, self.to);
        let db = context.db_mut();
        // Out of the one place before it is in the other, so that nothing of it is copied at the next write.
        db.remove(self.from);
        db.store(self.to, stored);
        for key in [self.to, self.from] {
            context.touch(key);
            context.change(key);
        }
        context.emit(|| Event::Renamed {
            from: self.from.into(),
            to: self.to.into(),
        });
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_stream_that_appears_under_a_key_wakes_its_readers() {
        Rig::new().transcript(
            r#"
> XADD t 5-1 f v
"5-1"
> XGROUP CREATE t g 0
OK
# client A
> XREAD BLOCK 0 STREAMS s $
# (no reply yet: the client is blocked)
# client B
> XREADGROUP GROUP g bob BLOCK 0 STREAMS t 9-9
1) 1) "t"
   2) (empty array)
> XREADGROUP GROUP g bob STREAMS t >
1) 1) "t"
   2) 1) 1) "5-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP g bob BLOCK 0 STREAMS t >
# (no reply yet: the client is blocked)
# client main
> RENAME t s
OK
# client A receives
1) 1) "s"
   2) 1) 1) "5-1"
         2) 1) "f"
            2) "v"
# client B receives
(error) NOGROUP No such key 't' or consumer group 'g' in XREADGROUP with GROUP option
> XPENDING s g
1) (integer) 1
2) "5-1"
3) "5-1"
4) 1) 1) "bob"
      2) "1"
> RENAMENX s s
(integer) 0
> RENAME s s
OK
> RENAMENX t s
(error) ERR no such key
> SET t v
OK
> RENAMENX t s
(integer) 0
> RENAME t s
OK
> GET s
"v"
"#,
        );
    }
}
