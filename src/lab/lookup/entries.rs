//! Entries for completion: IDs and fields that exist, and the ID that may come next.

use super::{Lookup, SEARCHED, contains};
use crate::store::{Bytes, Entry, EntryId, Stream};

impl Lookup<'_> {
    /// The newest entries of the stream `key` whose IDs begin with `part`, then those whose first fields contain it;
    /// newest first, each with a preview.
    pub fn ids(self, key: &[u8], part: &[u8], most: usize) -> Vec<(EntryId, String)> {
        let Some(stream) = self.stream(key) else {
            return Vec::new();
        };
        let newest = stream.range_down(EntryId::MIN, EntryId::MAX).take(most * 16);
        let (mut begin, mut contain) = (Vec::new(), Vec::new());
        for entry in newest {
            if entry.id.to_string().as_bytes().starts_with(part) {
                begin.push((entry.id, preview(&entry)));
            } else if contain.len() < most {
                let preview = preview(&entry);
                if contains(preview.as_bytes(), part) {
                    contain.push((entry.id, preview));
                }
            }
            if begin.len() == most {
                break;
            }
        }
        begin.append(&mut contain);
        begin.truncate(most);
        begin
    }

    /// How many entries the stream `key` has, and its first ID.
    pub fn range_begins(self, key: &[u8]) -> Option<(u64, EntryId)> {
        let stream = self.stream(key)?;
        let first = stream.range(EntryId::MIN, EntryId::MAX).next()?.id;
        Some((stream.len(), first))
    }

    /// Fields of the newest entry of the stream `key` whose names begin with `part`, then those that contain it; each
    /// with the value it has there.
    pub fn fields(self, key: &[u8], part: &[u8], most: usize) -> Vec<(Bytes, String)> {
        let newest = self.stream(key).and_then(Stream::last);
        let all = newest.into_iter().flat_map(|entry| entry.fields()).take(SEARCHED);
        let mut found: Vec<(Bytes, String)> = all
            .map(|(name, value)| (Bytes::from(name.to_vec()), clipped(&value.to_vec())))
            .filter(|(name, _)| contains(name, part))
            .collect();
        found.sort_by_key(|(name, _)| !name.starts_with(part));
        found.truncate(most);
        found
    }

    /// The last ID that the stream `key` ever had.
    pub fn last_id(self, key: &[u8]) -> Option<EntryId> {
        self.stream(key).map(|stream| stream.last_id)
    }

    /// The ID that goes on as the last two entries of the stream `key` do: `30-0` after `10-0` and `20-0`.
    pub fn next_in_step(self, key: &[u8]) -> Option<EntryId> {
        let stream = self.stream(key)?;
        let mut newest = stream
            .range_down(EntryId::MIN, EntryId::MAX)
            .map(|entry| entry.id);
        let (last, before) = (newest.next()?, newest.next().unwrap_or(EntryId::MIN));
        let step = last.ms.checked_sub(before.ms).filter(|step| *step > 0)?;
        // Only IDs that somebody chose by hand go in steps.
        let by_hand = last == stream.last_id && last.ms < 1_000_000_000 && (last.seq, before.seq) == (0, 0);
        by_hand.then(|| EntryId {
            ms: last.ms + step,
            seq: 0,
        })
    }
}

/// Its first fields.
pub(super) fn preview(entry: &Entry<'_>) -> String {
    let mut text = String::new();
    for (name, value) in entry.fields().take(2) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&clipped(&name.to_vec()));
        text.push('=');
        text.push_str(&clipped(&value.to_vec()));
    }
    text.chars().take(40).collect()
}

/// The beginning of a text, which may be very long.
fn clipped(bytes: &[u8]) -> String {
    crate::wire::shown(&bytes[..bytes.len().min(160)])
        .chars()
        .take(40)
        .collect()
}
