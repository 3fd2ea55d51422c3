//! What commands about keys share: removing a key with everything that follows from it, and reading a string.

use crate::command::context::Context;
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::store::Bytes;

/// Removes a key; `false` if there is none.
pub(super) fn remove(context: &mut Context<'_, '_>, key: &[u8]) -> bool {
    let Some(value) = context.db_mut().remove(key) else {
        return false;
    };
    context.emit(|| Event::KeyRemoved {
        key: key.into(),
        kind: value.type_name(),
    });
    // Who waits as a member of one of its groups waits for something that will not come.
    context.touch(key);
    context.change(key);
    true
}

/// The string under `key`; a fault if it is something else.
pub(super) fn text(context: &Context<'_, '_>, key: &[u8]) -> Result<Option<Bytes>, Fault> {
    Ok(context.db().text(key)?.cloned())
}

/// Replies with a string, or with nil.
pub(super) fn reply_text(context: &mut Context<'_, '_>, text: Option<&Bytes>) {
    match text {
        Some(text) => context.out().bulk(text),
        None => context.out().nil(),
    }
}
