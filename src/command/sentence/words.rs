//! The sentence for one event, or for several that go together.

use crate::command::context::WaitOn;
use crate::command::event::Event;
use crate::store::{Bytes, EntryId, Millis};
use crate::wire::{ClientId, shown};

/// One sentence for events that go together; empty for what needs no words.
pub(super) fn sentence(events: &[Event], name: &dyn Fn(ClientId) -> String) -> String {
    let Some(first) = events.first() else {
        return String::new();
    };
    let these = || ids(events);
    let plural = events.len() > 1;
    let it = |one: &'static str, many: &'static str| if plural { many } else { one };
    match first {
        Event::KeyCreated { key, kind } => format!("{} is new: a {kind}", text(key)),
        Event::KeyRemoved { key, kind } => format!("{} is gone (it was a {kind})", text(key)),
        Event::Expired { key, kind } => format!("{} is gone: its time was up (it was a {kind})", text(key)),
        Event::Expires { key, left, .. } => format!("{} will be gone in {}", text(key), span(*left)),
        Event::Persisted { key } => format!("{} stays: it no longer expires", text(key)),
        Event::Renamed { from, to } => format!("{} is called {} now", text(from), text(to)),
        Event::Copied { from, to } => format!("{} is a copy of {}", text(to), text(from)),
        Event::Moved { key, to, .. } => format!("{} is in database {to} now", text(key)),
        Event::Swapped { one, other } => format!("databases {one} and {other} have changed places"),
        Event::TextSet { key } => format!("{} holds a new value", text(key)),
        Event::Flushed { keys } => format!("{} removed", count(*keys, "key", "keys")),
        Event::Appended { key, .. } => format!("{} added at the end of {}", these(), text(key)),
        Event::Duplicate { key, id } => {
            format!(
                "nothing added to {}: the same message was there already as {id}",
                text(key)
            )
        }
        Event::Trimmed {
            key,
            count: trimmed,
            first,
            last,
        } => trimmed_text(key, *trimmed, *first, *last),
        Event::Deleted { key, pending: 0, .. } => format!("{} deleted from {}", these(), text(key)),
        Event::Deleted { key, .. } => format!(
            "{} deleted from {}, yet still pending: deleting is not acknowledging",
            these(),
            text(key)
        ),
        Event::GroupCreated { key, group, at } => {
            format!(
                "group {} on {}: last-delivered starts at {at}",
                text(group),
                text(key)
            )
        }
        Event::GroupDestroyed {
            group, pending: 0, ..
        } => format!("group {} is gone", text(group)),
        Event::GroupDestroyed { group, pending, .. } => {
            format!(
                "group {} is gone, and with it {} it had pending",
                text(group),
                count(*pending, "entry", "entries")
            )
        }
        Event::ConsumerCreated { group, consumer, .. } => {
            format!("{} joined {}", text(consumer), text(group))
        }
        Event::ConsumerDeleted {
            group,
            consumer,
            lost: 0,
            ..
        } => format!("{} left {}", text(consumer), text(group)),
        Event::ConsumerDeleted {
            group,
            consumer,
            lost,
            ..
        } => format!(
            "{} left {}; {} pending for it: neither pending nor new now, nobody will get {}",
            text(consumer),
            text(group),
            count(*lost, "entry was", "entries were"),
            if *lost == 1 { "it" } else { "them" }
        ),
        Event::Delivered {
            consumer,
            recorded: false,
            ..
        } => {
            format!(
                "{} handed to {} without a pending record (NOACK)",
                these(),
                text(consumer)
            )
        }
        Event::Delivered {
            consumer,
            from: Some(from),
            ..
        } => format!(
            "{} handed to {} as new although {} had {}: delivery 1 again",
            these(),
            text(consumer),
            text(from),
            it("it", "them")
        ),
        Event::Delivered { consumer, .. } => format!("{} handed to {}, delivery 1", these(), text(consumer)),
        Event::Redelivered {
            consumer, deliveries, ..
        } => {
            format!(
                "{} shown to {} again, delivery {deliveries}",
                these(),
                text(consumer)
            )
        }
        Event::Acked { group, consumer, .. } => format!(
            "{} acknowledged for {}: no longer pending{}, still in the stream",
            these(),
            text(group),
            for_owner(consumer.as_ref())
        ),
        Event::Claimed {
            from: Some(from),
            to,
            deliveries,
            ..
        } if from == to => {
            format!("{} kept by {}, delivery {deliveries}", these(), text(to))
        }
        Event::Claimed {
            from: Some(from),
            to,
            deliveries,
            ..
        } => {
            format!(
                "{} moved from {} to {}, delivery {deliveries}",
                these(),
                text(from),
                text(to)
            )
        }
        Event::Claimed {
            made: true,
            to,
            deliveries,
            ..
        } => {
            format!(
                "{} made pending for {} by FORCE, delivery {deliveries}",
                these(),
                text(to)
            )
        }
        Event::Claimed { to, deliveries, .. } => {
            format!(
                "{} had been released and {} {}'s now, delivery {deliveries}",
                these(),
                it("is", "are"),
                text(to)
            )
        }
        Event::Released {
            from,
            made,
            deliveries,
            ..
        } => released_text(&these(), from.as_ref(), *made, *deliveries),
        Event::Dropped { group, .. } => format!(
            "{} dropped from the pending list of {}: the {} longer {}",
            these(),
            text(group),
            it("entry no", "entries no"),
            it("exists", "exist")
        ),
        Event::Forgotten { group, consumer, .. } => format!(
            "{} no longer pending{} in {}: what refers to a deleted entry goes with it",
            these(),
            for_owner(consumer.as_ref()),
            text(group)
        ),
        Event::LastDelivered { group, from, to, .. } => {
            format!("{}: last-delivered {from} → {to}", text(group))
        }
        Event::PendingCount {
            group, before, after, ..
        } => format!("{}: pending {before} → {after}", text(group)),
        Event::Pushed {
            key,
            count: pushed,
            len,
        } => {
            format!(
                "{} pushed to {}: {len} now",
                count(*pushed, "element", "elements"),
                text(key)
            )
        }
        Event::Popped {
            key,
            count: popped,
            len,
        } => {
            format!(
                "{} taken from {}: {len} left",
                count(*popped, "element", "elements"),
                text(key)
            )
        }
        Event::Inserted { key, index, len } => {
            format!("element {index} put into {}: {len} now", text(key))
        }
        Event::Replaced { key, index } => format!("element {index} of {} replaced", text(key)),
        Event::Discarded {
            key,
            count: discarded,
            len,
        } => {
            format!(
                "{} removed from {}: {len} left",
                count(*discarded, "element", "elements"),
                text(key)
            )
        }
        Event::Subscribed { client, channel } => format!("{} listens to {}", name(*client), text(channel)),
        Event::Unsubscribed { client, channel } => {
            format!("{} no longer listens to {}", name(*client), text(channel))
        }
        Event::Published {
            channel,
            receivers: 0,
        } => {
            format!("nobody listens to {}: the message is gone", text(channel))
        }
        Event::Published { channel, receivers } => {
            format!(
                "the message on {} reached {} and is kept nowhere",
                text(channel),
                count(*receivers, "listener", "listeners")
            )
        }
        Event::Closed { client } => format!("the connection of {} was closed", name(*client)),
        Event::Blocked {
            client,
            on,
            keys,
            deadline,
        } => waiting(&name(*client), *on, keys, *deadline),
        Event::HeldBack { client, .. } => format!("{} is held back: clients are paused", name(*client)),
        Event::Woken { client } => format!("{} wakes up: its reply has come", name(*client)),
        Event::TimedOut { client } => format!("{} waited in vain: its time is up", name(*client)),
        Event::Cancelled { client } => format!("{} waits no longer", name(*client)),
        // The error itself is on the screen already.
        Event::Failed { .. } => String::new(),
    }
}

/// ` for alice`; nothing for what had been released.
fn for_owner(owner: Option<&Bytes>) -> String {
    owner.map_or_else(String::new, |owner| format!(" for {}", text(owner)))
}

fn released_text(these: &str, from: Option<&Bytes>, made: bool, deliveries: u64) -> String {
    let what = match from {
        Some(from) => format!("released by {}", text(from)),
        None if made => "made pending for nobody by FORCE".to_owned(),
        None => "released again".to_owned(),
    };
    let count = if deliveries == i64::MAX.unsigned_abs() {
        "at its largest: nobody should try again".to_owned()
    } else {
        deliveries.to_string()
    };
    format!("{these} {what}: still pending, and first in turn for whoever claims; delivery count {count}")
}

fn waiting(name: &str, on: WaitOn, keys: &[Bytes], deadline: Option<Millis>) -> String {
    match on {
        WaitOn::Replicas => return format!("{name} waits for replicas"),
        WaitOn::Time => return format!("{name} sleeps until its time is up"),
        _ => {}
    }
    let keys: Vec<String> = keys.iter().map(text).collect();
    let end = if deadline.is_some() {
        ""
    } else {
        ", however long it takes"
    };
    format!("{name} waits for something new in {}{end}", keys.join(", "))
}

/// A span in its largest whole unit.
fn span(ms: Millis) -> String {
    match ms {
        0..1000 => format!("{ms} ms"),
        1000..120_000 => format!("{} s", ms / 1000),
        120_000..7_200_000 => format!("{} min", ms / 60_000),
        7_200_000..172_800_000 => format!("{} h", ms / 3_600_000),
        _ => format!("{} days", ms / 86_400_000),
    }
}

fn trimmed_text(key: &Bytes, trimmed: u64, first: EntryId, last: EntryId) -> String {
    let key = text(key);
    if trimmed == 1 {
        return format!("{first} trimmed from {key}: it was the oldest");
    }
    format!("{trimmed} oldest entries trimmed from {key}: {first} to {last}")
}

/// The IDs of events that go together: one, two, or how many from which to which.
fn ids(events: &[Event]) -> String {
    let ids: Vec<EntryId> = events.iter().filter_map(id).collect();
    match ids.as_slice() {
        [] => String::new(),
        [one] => one.to_string(),
        [one, two] => format!("{one} and {two}"),
        [first, .., last] => format!("{} entries ({first} to {last})", ids.len()),
    }
}

fn id(event: &Event) -> Option<EntryId> {
    match event {
        Event::Appended { id, .. }
        | Event::Deleted { id, .. }
        | Event::Delivered { id, .. }
        | Event::Redelivered { id, .. }
        | Event::Acked { id, .. }
        | Event::Claimed { id, .. }
        | Event::Released { id, .. }
        | Event::Dropped { id, .. }
        | Event::Forgotten { id, .. } => Some(*id),
        _ => None,
    }
}

fn text(name: &Bytes) -> String {
    shown(name)
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
