//! What was done in a lesson and what came of it, in the words that statements use: events as a kind with named
//! facts. Nothing is judged here.

use crate::command::Event;
use crate::lab::{Action, Lab, Outcome, TerminalId};
use crate::store::Millis;
use crate::wire::{ArgvBuf, ClientId, Reply};

/// One action and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Logged {
    pub(super) action: Action,
    /// The time afterwards, Unix ms.
    pub(super) at: Millis,
    pub(super) replies: Vec<(TerminalId, Reply)>,
    pub(super) seen: Vec<Seen>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) kind: &'static str,
    pub(super) facts: Vec<(&'static str, Vec<u8>)>,
}

/// Every kind of event a statement may speak of, and the facts it has beside those that all have.
pub(super) const KINDS: [(&str, &[&str]); 28] = [
    ("added", &["stream", "id"]),
    ("delivered", &["stream", "group", "consumer", "to", "id", "from"]),
    (
        "redelivered",
        &["stream", "group", "consumer", "to", "id", "deliveries"],
    ),
    ("acked", &["stream", "group", "id", "consumer"]),
    ("claimed", &["stream", "group", "id", "to", "deliveries", "from"]),
    ("deleted", &["stream", "id"]),
    ("trimmed", &["stream", "count"]),
    ("dropped", &["stream", "group", "id", "consumer"]),
    ("group-created", &["stream", "group", "at"]),
    ("group-deleted", &["stream", "group"]),
    ("consumer-created", &["stream", "group", "consumer"]),
    ("consumer-deleted", &["stream", "group", "consumer"]),
    ("blocked", &[]),
    ("woken", &[]),
    ("timed-out", &[]),
    ("cancelled", &[]),
    ("crashed", &[]),
    ("published", &["channel", "receivers"]),
    ("subscribed", &["channel"]),
    ("unsubscribed", &["channel"]),
    ("pushed", &["key", "count"]),
    ("popped", &["key", "count"]),
    ("set", &["key"]),
    ("key-created", &["key"]),
    ("key-removed", &["key"]),
    ("expired", &["key"]),
    ("bookmark-moved", &["stream", "group", "from", "to"]),
    ("error", &["text"]),
];

/// The facts that every event has.
pub(super) const OF_ALL: [&str; 3] = ["by", "after", "times"];

/// The names of the kinds.
pub(super) fn event_kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(kind, _)| *kind)
}

/// The facts that events may have. `by` is the terminal that acted, `times` how often it happened, `after` how long
/// after the step was entered, in ms.
pub(super) const FACTS: [&str; 16] = [
    "after",
    "key",
    "channel",
    "receivers",
    "count",
    "stream",
    "group",
    "consumer",
    "id",
    "to",
    "from",
    "deliveries",
    "by",
    "at",
    "text",
    "times",
];

impl Logged {
    /// Notes an action right after it was taken in `lab`.
    pub(super) fn new(lab: &Lab, action: &Action, outcome: &Outcome) -> Logged {
        let by = match action {
            Action::Say(client, _) => Some(client_name(lab, *client)),
            _ => actor(action).and_then(|id| name_of(lab, id)),
        };
        let told = |events: &[Event]| -> Vec<Seen> {
            events.iter().filter_map(|event| translated(lab, event)).collect()
        };
        let (own, others) = outcome.events.split_at(outcome.own.min(outcome.events.len()));
        let mut seen = told(own);
        if let Action::Crash(_) = action {
            seen.push(Seen {
                kind: "crashed",
                facts: Vec::new(),
            });
        }
        if let Some(by) = by {
            for seen in &mut seen {
                if seen.facts.iter().all(|(name, _)| *name != "by") {
                    seen.facts.push(("by", by.clone()));
                }
            }
        }
        seen.extend(told(others));
        Logged {
            action: action.clone(),
            at: lab.now(0),
            replies: outcome.replies.clone(),
            seen,
        }
    }
}

impl Logged {
    /// Whether anything is otherwise than before.
    pub(super) fn left_something(&self) -> bool {
        self.seen.iter().any(|seen| seen.kind != "error")
    }

    /// The command that was sent, and the terminal it was typed in; a client of the network is in none.
    pub(super) fn command(&self) -> Option<(Option<TerminalId>, &ArgvBuf)> {
        match &self.action {
            Action::Run(id, argv) => Some((Some(*id), argv)),
            Action::Say(_, argv) => Some((None, argv)),
            _ => None,
        }
    }
}

fn actor(action: &Action) -> Option<TerminalId> {
    match action {
        Action::Run(id, _) | Action::Cancel(id) | Action::Crash(id) | Action::Start(id) => Some(*id),
        _ => None,
    }
}

fn name_of(lab: &Lab, id: TerminalId) -> Option<Vec<u8>> {
    lab.terminals()
        .get(id.0)
        .map(|terminal| terminal.name.clone().into_bytes())
}

fn client_name(lab: &Lab, client: ClientId) -> Vec<u8> {
    let terminal = lab.terminals().iter().find(|terminal| terminal.client == client);
    terminal
        .map(|terminal| terminal.name.clone().into_bytes())
        // A client of the network has the name it gave itself, if any.
        .or_else(|| lab.engine().name_of(client).map(|name| name.to_vec()))
        .unwrap_or_default()
}

fn translated(lab: &Lab, event: &Event) -> Option<Seen> {
    let id_text = |id: &crate::store::EntryId| id.to_string().into_bytes();
    let (kind, facts) = match event {
        Event::Appended { key, id } => ("added", vec![("stream", key.to_vec()), ("id", id_text(id))]),
        Event::Delivered {
            key,
            group,
            consumer,
            id,
            from,
            ..
        } => {
            let mut facts = vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("consumer", consumer.to_vec()),
                ("to", consumer.to_vec()),
                ("id", id_text(id)),
            ];
            facts.extend(from.iter().map(|from| ("from", from.to_vec())));
            ("delivered", facts)
        }
        Event::Redelivered {
            key,
            group,
            consumer,
            id,
            deliveries,
        } => (
            "redelivered",
            vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("consumer", consumer.to_vec()),
                ("to", consumer.to_vec()),
                ("id", id_text(id)),
                ("deliveries", deliveries.to_string().into_bytes()),
            ],
        ),
        Event::Acked {
            key,
            group,
            consumer,
            id,
        } => {
            let mut facts = vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("id", id_text(id)),
            ];
            facts.extend(consumer.iter().map(|name| ("consumer", name.to_vec())));
            ("acked", facts)
        }
        Event::Claimed {
            key,
            group,
            id,
            from,
            to,
            deliveries,
            ..
        } => {
            let mut facts = vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("id", id_text(id)),
                ("to", to.to_vec()),
                ("deliveries", deliveries.to_string().into_bytes()),
            ];
            facts.extend(from.iter().map(|from| ("from", from.to_vec())));
            ("claimed", facts)
        }
        Event::Deleted { key, id, .. } => ("deleted", vec![("stream", key.to_vec()), ("id", id_text(id))]),
        Event::Trimmed { key, count, .. } => (
            "trimmed",
            vec![
                ("stream", key.to_vec()),
                ("count", count.to_string().into_bytes()),
            ],
        ),
        Event::Dropped {
            key,
            group,
            consumer,
            id,
        }
        | Event::Forgotten {
            key,
            group,
            consumer,
            id,
        } => {
            let mut facts = vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("id", id_text(id)),
            ];
            facts.extend(consumer.iter().map(|consumer| ("consumer", consumer.to_vec())));
            ("dropped", facts)
        }
        Event::GroupDestroyed { key, group, .. } => (
            "group-deleted",
            vec![("stream", key.to_vec()), ("group", group.to_vec())],
        ),
        Event::LastDelivered { key, group, from, to } => (
            "bookmark-moved",
            vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("from", id_text(from)),
                ("to", id_text(to)),
            ],
        ),
        Event::Published { channel, receivers } => (
            "published",
            vec![
                ("channel", channel.to_vec()),
                ("receivers", receivers.to_string().into_bytes()),
            ],
        ),
        Event::Subscribed { client, channel } => (
            "subscribed",
            vec![("channel", channel.to_vec()), ("by", client_name(lab, *client))],
        ),
        Event::Unsubscribed { client, channel } => (
            "unsubscribed",
            vec![("channel", channel.to_vec()), ("by", client_name(lab, *client))],
        ),
        Event::Pushed { key, count, .. } => (
            "pushed",
            vec![("key", key.to_vec()), ("count", count.to_string().into_bytes())],
        ),
        Event::Popped { key, count, .. } => (
            "popped",
            vec![("key", key.to_vec()), ("count", count.to_string().into_bytes())],
        ),
        Event::TextSet { key } => ("set", vec![("key", key.to_vec())]),
        Event::KeyCreated { key, .. } => ("key-created", vec![("key", key.to_vec())]),
        Event::KeyRemoved { key, .. } => ("key-removed", vec![("key", key.to_vec())]),
        Event::Expired { key, .. } => ("expired", vec![("key", key.to_vec())]),
        Event::Cancelled { client } => ("cancelled", vec![("by", client_name(lab, *client))]),
        Event::GroupCreated { key, group, at } => (
            "group-created",
            vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("at", id_text(at)),
            ],
        ),
        Event::ConsumerCreated { key, group, consumer } => (
            "consumer-created",
            vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("consumer", consumer.to_vec()),
            ],
        ),
        Event::ConsumerDeleted {
            key, group, consumer, ..
        } => (
            "consumer-deleted",
            vec![
                ("stream", key.to_vec()),
                ("group", group.to_vec()),
                ("consumer", consumer.to_vec()),
            ],
        ),
        Event::Blocked { client, .. } => ("blocked", vec![("by", client_name(lab, *client))]),
        Event::Woken { client } => ("woken", vec![("by", client_name(lab, *client))]),
        Event::TimedOut { client } => ("timed-out", vec![("by", client_name(lab, *client))]),
        Event::Failed { client, fault } => (
            "error",
            vec![("by", client_name(lab, *client)), ("text", fault.text.to_vec())],
        ),
        _ => return None,
    };
    let known = |fact: &str| {
        let own = KINDS.iter().find(|(other, _)| *other == kind);
        fact == "by" || own.is_some_and(|(_, own)| own.contains(&fact))
    };
    debug_assert!(facts.iter().all(|(fact, _)| known(fact)), "{kind}: {facts:?}");
    Some(Seen { kind, facts })
}
