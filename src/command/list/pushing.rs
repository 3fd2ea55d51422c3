//! What LPUSH and RPUSH share: values are put at one end of a list, which is created if need be.

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, settled};
use crate::command::spec::{Holds, Syntax};
use crate::store::End;

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
        let (db, turn) = context.parts();
        if db.list(self.key)?.is_none() {
            db.create_list(self.key);
            turn.emit(|| Event::KeyCreated {
                key: self.key.into(),
                kind: "list",
            });
        }
        let mut len = 0;
        if let Some(list) = db.list_mut(self.key)? {
            // One after the other: LPUSH leaves the last value named at the head.
            for Word { bytes, .. } in self.values.words() {
                list.push(end, bytes.into());
            }
            len = list.len();
        }
        turn.emit(|| Event::Pushed {
            key: self.key.into(),
            count: self.values.len(),
            len,
        });
        context.change(self.key);
        context.touch(self.key);
        context.out().count(len);
        Ok(Flow::Done)
    }
}
