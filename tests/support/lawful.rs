//! For tests only: what must hold of every state of an engine, whatever was done to it.
#![allow(unreachable_pub, reason = "shared by several tests and by the fuzz targets")]

use xtutor::engine::Engine;
use xtutor::store::{Consumer, DATABASES, EntryId, Group, Stream, Value};

/// The first law that does not hold, as a sentence with the place.
pub fn breach(engine: &Engine) -> Option<String> {
    (0..DATABASES).find_map(|db| {
        engine.db(db).iter().find_map(|(key, value)| {
            let Value::Stream(stream) = value else { return None };
            entries(stream)
                .or_else(|| stream.groups().find_map(|(_, group)| pending(group)))
                .map(|law| format!("{law}: {key:?} in database {db}"))
        })
    })
}

fn entries(stream: &Stream) -> Option<&'static str> {
    let ids: Vec<EntryId> = stream
        .range(EntryId::MIN, EntryId::MAX)
        .map(|entry| entry.id)
        .collect();
    let down: Vec<EntryId> = stream
        .range_down(EntryId::MIN, EntryId::MAX)
        .map(|entry| entry.id)
        .collect();
    let first = ids.first().copied().unwrap_or(EntryId::MIN);
    let last = ids.last().copied().unwrap_or(EntryId::MIN);
    first_broken(&[
        (
            ids.len() as u64 == stream.len(),
            "the length is how many entries there are",
        ),
        (ids.is_sorted_by(|one, next| one < next), "IDs only grow"),
        (ids.iter().rev().eq(&down), "backwards is forwards turned round"),
        (first == stream.first_id, "the first ID is the first entry's"),
        (last <= stream.last_id, "no entry is beyond the last ID"),
    ])
}

fn pending(group: &Group) -> Option<&'static str> {
    let records: Vec<_> = group.pending_from(EntryId::MIN).collect();
    let released = records.iter().filter(|(_, record)| record.consumer.is_none());
    let mut listed: Vec<_> = group
        .consumers()
        .flat_map(|consumer| consumer.pending_after(None).map(|id| (id, &consumer.name)))
        .collect();
    listed.sort();
    let owned = records.iter().filter_map(|(id, record)| {
        let owner = group.consumer(record.consumer?)?;
        Some((*id, &owner.name))
    });
    let counts: usize = group.consumers().map(Consumer::pending_len).sum();
    let turns: Vec<_> = group.pending_in_turn().collect();
    let mut by_id = turns.clone();
    by_id.sort();
    let times = records
        .iter()
        .map(|(id, record)| (*id, record.consumer.map(|_| record.delivered_at())));
    first_broken(&[
        (
            records.len() == group.pending_len(),
            "the group's count is its list's",
        ),
        (
            counts + group.released_len() == group.pending_len(),
            "the consumers' counts and the released add up to the group's",
        ),
        (
            released.count() == group.released_len(),
            "nobody has what is released",
        ),
        (
            owned.eq(listed),
            "each owned record is in the list of its one owner",
        ),
        (
            turns.is_sorted_by_key(|(_, at)| *at),
            "the released first, then the longest idle",
        ),
        (times.eq(by_id), "the order of claims holds the same records"),
    ])
}

fn first_broken(laws: &[(bool, &'static str)]) -> Option<&'static str> {
    laws.iter().find(|(holds, _)| !holds).map(|(_, law)| *law)
}
