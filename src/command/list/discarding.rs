//! What LREM and LTRIM do besides: a list that becomes empty goes away.

use crate::command::context::Context;
use crate::command::event::Event;

/// Elements of the list under `key` were thrown away, and `len` are left.
pub(super) fn discarded(context: &mut Context<'_, '_>, key: &[u8], count: usize, len: usize) {
    if count > 0 {
        context.emit(|| Event::Discarded {
            key: key.into(),
            count,
            len,
        });
    }
    if len == 0 {
        context.db_mut().remove(key);
        context.emit(|| Event::KeyRemoved {
            key: key.into(),
            kind: "list",
        });
    }
}
