//! Searching a stream for an ID or for a text in its fields, a bounded number of entries at a time.

use super::Lab;
use crate::store::{Bytes, Entry, EntryId};

/// How far a search came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Here it is.
    At(EntryId),
    /// Not in so many entries; it can go on from this one.
    NotYet {
        /// How many were looked at.
        examined: usize,
        /// The next to look at.
        next: EntryId,
    },
    /// Not from there to the end.
    Nowhere,
}

/// A search looks at no more than this at once: entries, and bytes in them.
const MOST_ENTRIES: usize = 20_000;
const MOST_BYTES: usize = 4 << 20;

impl Lab {
    /// The first entry from `from` on whose ID begins with `text`, or which has it in a field's name or value.
    pub fn find(&self, db: usize, key: &Bytes, from: EntryId, text: &[u8]) -> Found {
        let Ok(Some(stream)) = self.engine().db(db).stream(key) else {
            return Found::Nowhere;
        };
        let (mut examined, mut bytes) = (0, 0);
        for entry in stream.range(from, EntryId::MAX) {
            if examined >= MOST_ENTRIES || bytes >= MOST_BYTES {
                return Found::NotYet {
                    examined,
                    next: entry.id,
                };
            }
            examined += 1;
            if has(&entry, text, &mut bytes) {
                return Found::At(entry.id);
            }
        }
        Found::Nowhere
    }

    /// The first entry at or after `id`, or else the last one there is.
    pub fn nearest(&self, db: usize, key: &Bytes, id: EntryId) -> Option<EntryId> {
        let stream = self.engine().db(db).stream(key).ok()??;
        let after = stream.range(id, EntryId::MAX).next();
        after.or_else(|| stream.last()).map(|entry| entry.id)
    }
}

fn has(entry: &Entry<'_>, text: &[u8], bytes: &mut usize) -> bool {
    let mut within = |part: &[u8]| {
        *bytes += part.len();
        part.windows(text.len().max(1)).any(|window| window == text)
    };
    entry.id.to_string().as_bytes().starts_with(text)
        || entry
            .fields()
            .any(|(name, value)| name.with_bytes(&mut within) || value.with_bytes(&mut within))
}
