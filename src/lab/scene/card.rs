//! Everything that is known of one entry, for a card of its own.

use super::entries::node_row;
use super::{Fate, NodeRow};
use crate::lab::Lab;
use crate::store::{Bytes, EntryId, Item, Millis};

/// Everything that is known of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryCard {
    /// Its fields; `None` if it is not there.
    pub fields: Option<Vec<(Part, Part)>>,
    /// How many fields it has.
    pub fields_total: usize,
    /// The node it is in.
    pub node: Option<NodeRow>,
    /// What became of it in each group, the first groups in byte order.
    pub fates: Vec<(Bytes, Fate)>,
    /// How many groups there are.
    pub groups_total: usize,
}

/// The beginning of a name or value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// As much of it as is shown.
    pub bytes: Vec<u8>,
    /// How many bytes it has in all.
    pub len: usize,
}

/// How much of an entry a card shows: fields, bytes in all, groups.
const MOST_FIELDS: usize = 256;
const MOST_BYTES: usize = 16 * 1024;
const MOST_GROUPS: usize = 50;

impl Lab {
    /// The card of an entry of the stream `key`, at `real` (Unix ms); `None` if there is no such stream.
    pub fn entry_card(&self, db: usize, key: &Bytes, id: EntryId, real: Millis) -> Option<EntryCard> {
        let now = self.now(real);
        let stream = self.engine().db(db).stream(key).ok()??;
        let entry = stream.get(id);
        let mut left = MOST_BYTES;
        let fields = entry.map(|entry| {
            let fields = entry.fields().take(MOST_FIELDS);
            let parts = fields.map(|(name, value)| (part(name, &mut left), part(value, &mut left)));
            parts.collect()
        });
        let groups = stream.groups().take(MOST_GROUPS);
        Some(EntryCard {
            fields,
            fields_total: entry.map_or(0, |entry| entry.len()),
            node: entry.and_then(|_| stream.node_of(id)).map(node_row),
            fates: groups
                .map(|(name, group)| (name.clone(), self.fate(key, name, group, id, now)))
                .collect(),
            groups_total: stream.groups().len(),
        })
    }
}

fn part(item: Item<'_>, left: &mut usize) -> Part {
    item.with_bytes(|bytes| {
        let shown = bytes.len().min(*left);
        *left -= shown;
        Part {
            bytes: bytes[..shown].to_vec(),
            len: bytes.len(),
        }
    })
}
