//! Why each kind of event happens: one rule for each.

use crate::command::Event;

/// The rules behind these events, each once, in the order they first happened.
pub(super) fn rules(events: &[Event]) -> Vec<String> {
    let mut rules: Vec<String> = Vec::new();
    for event in events {
        let Some(rule) = rule(event) else { continue };
        if rules.iter().all(|known| known != rule) {
            rules.push(rule.to_owned());
        }
    }
    rules
}

fn rule(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::KeyCreated { .. } => "a key begins with the first thing that is put under it",
        Event::KeyRemoved { kind: "stream", .. } => {
            "a stream goes only when its key is deleted, and its groups go with it; an empty one stays"
        }
        Event::KeyRemoved { .. } => "a key goes when it is deleted, or when its last element is taken",
        Event::Expired { .. } => {
            "EXPIRE had set an end to it; a stream's groups and pending lists go with it"
        }
        Event::Expires { .. } => "the whole key goes then; single entries do not expire",
        Event::Appended { .. } => "an entry joins at the end; groups are given it later, when somebody asks",
        Event::Duplicate { .. } => {
            "an idempotent message is added once: the same one again only gets the first one's ID"
        }
        Event::Trimmed { .. } => {
            "trimming takes the oldest first and asks no group: what was not read yet is gone for it, what was pending stays \
             listed"
        }
        Event::Deleted { pending: 0, .. } => "XDEL takes the entry itself; its ID is never used again",
        Event::Deleted { .. } => {
            "XDEL takes the entry and no pending record: acknowledge it, or XAUTOCLAIM will drop it"
        }
        Event::GroupCreated { .. } => {
            "a group begins at its bookmark: entries up to that ID count as delivered, those after it do not"
        }
        Event::GroupDestroyed { .. } => {
            "what a group knows (bookmark, consumers, pending lists) is kept nowhere else"
        }
        Event::ConsumerCreated { .. } => {
            "a consumer is only a name within its group: it exists as soon as somebody uses it"
        }
        Event::ConsumerDeleted { lost: 0, .. } => "a consumer with nothing pending leaves no trace",
        Event::ConsumerDeleted { .. } => {
            "pending records belong to the consumer and went with it; the bookmark is past those entries, so > does not give \
             them either"
        }
        Event::Delivered { recorded: false, .. } => {
            "NOACK: handed out and forgotten; the bookmark moves and nothing becomes pending"
        }
        Event::Delivered { from: Some(_), .. } => {
            "the bookmark had been moved back, so a pending entry was new again: it belongs to who read it last, counted from 1"
        }
        Event::Delivered { .. } => {
            "> gives what the group was never given, to one consumer only; until it acknowledges, the entry is pending for it"
        }
        Event::Redelivered { .. } => {
            "an ID instead of > shows what is pending for this consumer again: one more delivery each, and the idle time \
             begins anew"
        }
        Event::Acked { .. } => {
            "acknowledging removes the pending record and nothing else: the entry stays for other readers"
        }
        Event::Claimed { from: None, .. } => "FORCE makes a pending record for an entry that had none",
        Event::Claimed { .. } => {
            "claiming changes the owner of a pending record that has been idle long enough; its idle time begins anew"
        }
        Event::Dropped { .. } => {
            "a pending record whose entry was deleted or trimmed can be worked on by nobody: claiming drops it"
        }
        Event::Forgotten { .. } => "DELREF removes the entry and every pending record of it, in all groups",
        Event::Released { .. } => {
            "a released entry is pending for nobody, and first in turn for whoever claims"
        }
        Event::LastDelivered { .. } => {
            "the bookmark is the group's, not a consumer's: reading with > moves it to the last entry given to anybody, XGROUP \
             SETID sets it, and XACK leaves it alone"
        }
        Event::PendingCount { .. } => "pending is what was handed out less what was acknowledged",
        Event::Pushed { .. } => "a list keeps its elements until they are popped",
        Event::Popped { .. } => {
            "popping takes the element away: unlike a stream, a list forgets what was read"
        }
        Event::Inserted { .. } => {
            "the elements behind it have moved by one: an index is no name for an element"
        }
        Event::Replaced { .. } => "unlike a stream's entries, the elements of a list may be changed",
        Event::Discarded { .. } => "what is removed from a list was given to nobody, and is gone",
        Event::Subscribed { .. } => {
            "a subscriber gets what is published from now on, and until it unsubscribes only few commands"
        }
        Event::Unsubscribed { .. } => "nothing is kept for who does not listen",
        Event::Published { .. } => {
            "a channel keeps nothing: who does not listen at that moment has missed it"
        }
        Event::Blocked { deadline: None, .. } => {
            "there was nothing to give, and BLOCK 0 (for WAIT, timeout 0) waits without end: Ctrl-C gives up"
        }
        Event::Blocked { .. } => {
            "there was nothing to give, so the call waits; when its time is up it gets nil"
        }
        Event::HeldBack { .. } => {
            "CLIENT PAUSE holds clients back until its time is up or CLIENT UNPAUSE ends it"
        }
        Event::Woken { .. } => {
            "who waits is served as soon as there is something: every XREAD of the key, and of each group the one that has \
             waited longest"
        }
        Event::TimedOut { .. } => {
            "nothing came in time: the reply is nil, as if there had been nothing to read"
        }
        Event::Cancelled { .. } => {
            "the wait was given up; nothing was delivered, and what comes now goes to somebody else"
        }
        Event::Closed { .. } => {
            "with its connection a client loses its waits and subscriptions; what it had pending stays pending"
        }
        Event::Flushed { .. } => "groups and pending lists live in their stream's key and went with it",
        Event::Renamed { .. } | Event::Moved { .. } | Event::Swapped { .. } => {
            "a stream moves with its groups, consumers and pending lists"
        }
        Event::Copied { .. } => {
            "the copy has the same entries, groups and pending lists, and goes its own way from here"
        }
        Event::Persisted { .. } | Event::TextSet { .. } | Event::Failed { .. } => return None,
    })
}
