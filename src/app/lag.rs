//! Why a group's lag is what it is, or cannot be known: the rules of streams.md B.3, told from what XINFO shows.

use crate::lab::{GroupRow, StreamScene};
use crate::store::EntryId;

/// Why the lag is not known, in a few words and in fewer; `None` if it is.
pub fn unknown(stream: &StreamScene, group: &GroupRow) -> Option<[&'static str; 2]> {
    if group.lag.is_some() {
        return None;
    }
    Some(match reason(stream, group) {
        Unknown::Deleted => ["entries ahead were deleted", "some were deleted"],
        Unknown::Beyond => ["its bookmark is past the last ID", "past the last ID"],
        Unknown::Uncounted => ["began midway, never counted", "began midway"],
    })
}

/// How the lag comes about, or why it is not known and when it will be, in whole sentences.
pub fn explained(stream: &StreamScene, group: &GroupRow) -> String {
    let (added, last) = (stream.entries_added, group.last_delivered);
    let Some(lag) = group.lag else {
        let why = match reason(stream, group) {
            Unknown::Deleted => format!(
                "Entries up to {} were deleted, and its bookmark {last} is not past that: Redis does not count how many \
                 of them it still had to read.",
                stream.max_deleted
            ),
            Unknown::Beyond => format!(
                "Its bookmark {last} is past the last ID {}: no such entry was ever counted.",
                stream.last_id
            ),
            Unknown::Uncounted => format!(
                "It began at {last}, in the middle, and nobody told it how many entries were added up to there \
                 (ENTRIESREAD of XGROUP CREATE and SETID does)."
            ),
        };
        return format!("Not known. {why} It is known again when the group has read up to the end.");
    };
    let still = stream.length;
    if still == 0 {
        return format!("{lag}: the stream has no entries, so nothing is left to read.");
    }
    if last < stream.first_id && stream.max_deleted < stream.first_id {
        return format!("{lag}: it has read none of the {still} there are.");
    }
    match group.entries_read {
        Some(read) if !may_hide_deleted(stream, last) => {
            format!("{lag} = {added} ever added - {read} read.")
        }
        _ => format!(
            "{lag} = {added} ever added - {} up to its bookmark, which stands at an end of the stream.",
            i64::try_from(added).unwrap_or(i64::MAX).saturating_sub(lag)
        ),
    }
}

/// Whether an entry at the bookmark or past it may have been deleted.
fn may_hide_deleted(stream: &StreamScene, last: EntryId) -> bool {
    stream.max_deleted != EntryId::MIN && last <= stream.max_deleted
}

enum Unknown {
    Deleted,
    Beyond,
    Uncounted,
}

fn reason(stream: &StreamScene, group: &GroupRow) -> Unknown {
    if group.last_delivered > stream.last_id {
        Unknown::Beyond
    } else if may_hide_deleted(stream, group.last_delivered) {
        Unknown::Deleted
    } else {
        Unknown::Uncounted
    }
}
