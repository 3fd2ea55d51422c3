//! What LMOVE, BLMOVE, RPOPLPUSH and BRPOPLPUSH share: an element is taken from one list and put to another, in one go.

use nom::Parser;

use super::blocking::wait;
use super::popping::take;
use super::pushing::push;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::spec::{Holds, Syntax};
use crate::store::{Bytes, End, Millis};

pub(super) const SOURCE: Syntax = Syntax::Value("source", Holds::List);
pub(super) const DESTINATION: Syntax = Syntax::Value("destination", Holds::List);

pub(super) struct Move<'a> {
    from: &'a [u8],
    to: &'a [u8],
    /// Where it is taken, and where it is put.
    ends: (End, End),
    /// In ms, 0 for ever; without it nobody waits.
    timeout: Option<Millis>,
    args: Args<'a>,
}

impl<'a> Move<'a> {
    /// Both keys, and what `rest` reads: the ends and the timeout.
    pub(super) fn parse(
        rest: impl Parser<Args<'a>, Output = ((End, End), Option<Millis>), Error = Fault>,
        args: Args<'a>,
    ) -> Result<Self, Fault> {
        let moving = (bytes, bytes, rest).map(|(from, to, (ends, timeout))| Move {
            from,
            to,
            ends,
            timeout,
            args,
        });
        whole(moving, args)
    }

    pub(super) fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        if let Some(element) = self.moved(context)? {
            context.out().bulk(&element);
            return Ok(Flow::Done);
        }
        if let Some(timeout) = self.timeout.filter(|_| context.may_wait) {
            return Ok(wait([self.from].into_iter(), timeout, self.args, context));
        }
        context.out().nil();
        Ok(Flow::Done)
    }

    fn moved(&self, context: &mut Context<'_, '_>) -> Result<Option<Bytes>, Fault> {
        let (from, to) = self.ends;
        if context.db().list(self.from)?.is_none() {
            return Ok(None);
        }
        // Nothing is taken that cannot be put.
        context.db().list(self.to)?;
        if self.from == self.to {
            return Ok(turned(context, self.from, (from, to)));
        }
        let element = take(context, self.from, from, 1)?.and_then(|mut taken| taken.pop());
        if let Some(element) = &element {
            push(context, self.to, to, [element.clone()].into_iter())?;
        }
        Ok(element)
    }
}

/// Moves an element within one list, which is never empty meanwhile.
fn turned(context: &mut Context<'_, '_>, key: &[u8], (from, to): (End, End)) -> Option<Bytes> {
    let list = context.db_mut().list_mut(key).ok()??;
    let element = list.pop(from)?;
    list.push(to, element.clone());
    let len = list.len();
    context.emit(|| Event::Popped {
        key: key.into(),
        count: 1,
        len: len - 1,
    });
    context.emit(|| Event::Pushed {
        key: key.into(),
        count: 1,
        len,
    });
    context.change(key);
    Some(element)
}
