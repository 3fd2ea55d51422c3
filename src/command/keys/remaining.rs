//! What TTL, PTTL, EXPIRETIME and PEXPIRETIME share (streams.md E.3): a number for a key that expires, −1 for one that
//! does not, −2 for none.

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::spec::{Holds, Syntax};
use crate::store::Millis;

/// How HELP and hints show the arguments.
pub(super) const SYNTAX: &[Syntax] = &[Syntax::Value("key", Holds::Key)];

/// `told` makes the number of the time left and the deadline, both in ms.
pub(super) fn run(
    args: Args<'_>,
    context: &mut Context<'_, '_>,
    told: fn(Millis, Millis) -> Millis,
) -> Result<Flow, Fault> {
    let key = whole(bytes, args)?;
    let (now, db) = (context.now(), context.db());
    let number = match (db.get(key), db.deadline_of(key)) {
        (None, _) => -2,
        (Some(_), None) => -1,
        (Some(_), Some(deadline)) => told(deadline.saturating_sub(now).max(0), deadline),
    };
    context.out().int(number);
    Ok(Flow::Done)
}
