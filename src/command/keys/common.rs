//! What commands about keys share: removing, expiring and storing a key with everything that follows from it, and
//! reading a string.

use crate::command::context::Context;
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::store::{Bytes, Millis, Stored, Value};
use crate::wire::Out;

/// Removes a key; `false` if there is none.
pub(in crate::command) fn remove(context: &mut Context<'_, '_>, key: &[u8]) -> bool {
    let db = context.db;
    remove_in(context, db, key)
}

/// Removes a key of any database; `false` if there is none.
pub(super) fn remove_in(context: &mut Context<'_, '_>, db: usize, key: &[u8]) -> bool {
    let Some(value) = context.keyspace.dbs[db].remove(key) else {
        return false;
    };
    context.emit(|| Event::KeyRemoved {
        key: key.into(),
        kind: value.type_name(),
    });
    // Who waits as a member of one of its groups waits for something that will not come.
    context.touch_in(db, key);
    context.change_in(db, key);
    true
}

/// Puts what was taken from elsewhere under a key of any database, whatever was there.
pub(super) fn store_in(context: &mut Context<'_, '_>, db: usize, key: &[u8], stored: Stored) {
    remove_in(context, db, key);
    context.keyspace.dbs[db].store(key, stored);
    context.touch_in(db, key);
    context.change_in(db, key);
}

/// Has an existing key go away at `deadline`, or at once if that is past.
pub(super) fn expire(context: &mut Context<'_, '_>, key: &[u8], deadline: Millis) {
    let left = deadline.saturating_sub(context.now());
    if left > 0 {
        context.db_mut().expire_at(key, deadline);
        context.change(key);
        context.emit(|| Event::Expires {
            key: key.into(),
            at: deadline,
            left,
        });
        return;
    }
    if let Some(value) = context.db_mut().remove(key) {
        context.emit(|| Event::Expired {
            key: key.into(),
            kind: value.type_name(),
        });
        context.touch(key);
        context.change(key);
    }
}

/// The string under `key`; a fault if it is something else.
pub(super) fn text(context: &Context<'_, '_>, key: &[u8]) -> Result<Option<Bytes>, Fault> {
    Ok(context.db().text(key)?.cloned())
}

/// Puts a string under a key that is free or holds one; when it expires stays as it is.
pub(super) fn store_text(context: &mut Context<'_, '_>, key: &[u8], value: Value) {
    if context.db_mut().replace(key, value).is_none() {
        context.emit(|| Event::KeyCreated {
            key: key.into(),
            kind: "string",
        });
    }
    context.change(key);
    context.emit(|| Event::TextSet { key: key.into() });
}

/// Replies with a string, or with nil.
pub(super) fn reply_text(context: &mut Context<'_, '_>, text: Option<&Bytes>) {
    match text {
        Some(text) => context.out().bulk(text),
        None => context.out().nil(),
    }
}

/// Writes a family's HELP: an array of simple strings.
pub(super) fn write_help(out: &mut Out, lines: &[&'static str]) {
    out.array(lines.len());
    for line in lines {
        out.simple(line);
    }
}
