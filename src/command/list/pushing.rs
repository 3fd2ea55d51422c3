//! Putting values at one end of a list, which is created if need be, and what LPUSH, RPUSH, LPUSHX and RPUSHX share.

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, settled};
use crate::command::spec::{Holds, Syntax};
use crate::store::{Bytes, End};

/// How HELP and hints show the arguments.
pub(super) const SYNTAX: &[Syntax] = &[
    Syntax::Value("key", Holds::List),
    Syntax::Many(&[Syntax::Value("element", Holds::Text)]),
];

pub(super) struct Push<'a> {
    key: &'a [u8],
    values: Args<'a>,
}

impl<'a> Push<'a> {
    pub(super) fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (values, key) = bytes(args).map_err(settled)?;
        Ok(Push { key, values })
    }

    pub(super) fn run(&self, end: End, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let values = self.values.words().map(|value| value.bytes.into());
        let len = push(context, self.key, end, values)?;
        context.out().count(len);
        Ok(Flow::Done)
    }

    /// The same, unless there is no such list.
    pub(super) fn onto_existing(&self, end: End, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        if context.db().list(self.key)?.is_some() {
            return self.run(end, context);
        }
        context.out().int(0);
        Ok(Flow::Done)
    }
}

/// Puts `values` at one end of the list under `key`, one after the other; says how long it is then.
pub(super) fn push(
    context: &mut Context<'_, '_>,
    key: &[u8],
    end: End,
    values: impl ExactSizeIterator<Item = Bytes>,
) -> Result<usize, Fault> {
    let count = values.len();
    let (db, turn) = context.parts();
    if db.list(key)?.is_none() {
        db.create_list(key);
        turn.emit(|| Event::KeyCreated {
            key: key.into(),
            kind: "list",
        });
    }
    let mut len = 0;
    if let Some(list) = db.list_mut(key)? {
        // LPUSH leaves the last value named at the head.
        for value in values {
            list.push(end, value);
        }
        len = list.len();
    }
    turn.emit(|| Event::Pushed {
        key: key.into(),
        count,
        len,
    });
    context.change(key);
    context.touch(key);
    Ok(len)
}
