//! RANDOMKEY (streams.md E.3): some key. Which one follows from the time and the number of keys, so that a replay picks
//! the same.

use crate::command::context::{Context, Flow};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "RANDOMKEY",
    arity: 1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Names some key of the database in use",
    example: "RANDOMKEY",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| Ok(run(context)),
};

fn run(context: &mut Context<'_, '_>) -> Flow {
    let (db, turn) = context.parts();
    let keys = db.len() as u64;
    let seed = (turn.now as u64).wrapping_add(keys);
    // A multiplication by an odd number, whose upper half looks like chance.
    let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    match mixed.checked_rem(keys).and_then(|index| db.nth(index as usize)) {
        Some(key) => turn.out.bulk(key),
        None => turn.out.nil(),
    }
    Flow::Done
}
