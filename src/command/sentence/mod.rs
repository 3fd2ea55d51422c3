//! Events in plain words: what a learner reads under each reply. One sentence per change (`words`); changes of the same
//! kind that follow each other are told together, which is decided here.

mod words;

use super::event::Event;
use crate::store::Bytes;
use crate::wire::ClientId;
use words::sentence;

/// The sentences for `events`, in order. `name` says what a client is called.
pub fn told(events: &[Event], name: &dyn Fn(ClientId) -> String) -> Vec<String> {
    events
        .chunk_by(goes_together)
        .map(|same| sentence(same, name))
        .filter(|text| !text.is_empty())
        .collect()
}

/// Whether two neighbouring events read better as one sentence.
fn goes_together(one: &Event, next: &Event) -> bool {
    match (kind(one), kind(next)) {
        (Some(one), Some(next)) => one == next,
        _ => false,
    }
}

/// What the events of one sentence have in common; `None` for an event that gets a sentence of its own.
fn kind(event: &Event) -> Option<(&'static str, [Option<&Bytes>; 3], u64)> {
    Some(match event {
        Event::Appended { key, .. } => ("appended", [Some(key), None, None], 0),
        Event::Deleted { key, pending, .. } => ("deleted", [Some(key), None, None], u64::from(*pending > 0)),
        Event::Delivered {
            key,
            consumer,
            recorded,
            from,
            ..
        } => (
            "delivered",
            [Some(key), Some(consumer), from.as_ref()],
            u64::from(*recorded),
        ),
        Event::Redelivered {
            key,
            consumer,
            deliveries,
            ..
        } => ("redelivered", [Some(key), Some(consumer), None], *deliveries),
        Event::Acked { group, consumer, .. } => ("acked", [Some(group), consumer.as_ref(), None], 0),
        Event::Claimed {
            from,
            to,
            deliveries,
            group,
            made,
            ..
        } => {
            let what = if *made { "made" } else { "claimed" };
            (what, [Some(group), from.as_ref(), Some(to)], *deliveries)
        }
        Event::Released {
            from,
            group,
            made,
            deliveries,
            ..
        } => {
            let what = if *made { "made free" } else { "released" };
            (what, [Some(group), from.as_ref(), None], *deliveries)
        }
        Event::Dropped { key, group, .. } => ("dropped", [Some(key), Some(group), None], 0),
        Event::Forgotten { group, consumer, .. } => ("forgotten", [Some(group), consumer.as_ref(), None], 0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    fn after(lines: &[&str]) -> Vec<String> {
        let mut rig = Rig::new().at(1);
        for line in lines {
            rig.events();
            rig.run("main", line);
        }
        rig.told()
    }

    const SHOP: [&str; 4] = [
        "XADD fruits 10-0 name banana",
        "XADD fruits 20-0 name apple",
        "XADD fruits 30-0 name orange",
        "XGROUP CREATE fruits g 0",
    ];

    fn shop(more: &[&str]) -> Vec<String> {
        after(&[&SHOP, more].concat())
    }

    #[test]
    fn a_delivery_tells_what_moved() {
        assert_eq!(
            shop(&["XREADGROUP GROUP g bob COUNT 2 STREAMS fruits >"]),
            [
                "bob joined g",
                "10-0 and 20-0 handed to bob, delivery 1",
                "g: last-delivered 0-0 → 20-0",
                "g: pending 0 → 2"
            ]
        );
        assert_eq!(
            shop(&[
                "XREADGROUP GROUP g bob STREAMS fruits >",
                "XACK fruits g 10-0 20-0 30-0"
            ]),
            [
                "3 entries (10-0 to 30-0) acknowledged for g: no longer pending for bob, still in the stream",
                "g: pending 3 → 0"
            ]
        );
    }

    #[test]
    fn common_mistakes_are_named() {
        assert_eq!(
            shop(&["XREADGROUP GROUP g bob STREAMS fruits >", "XDEL fruits 10-0"]),
            ["10-0 deleted from fruits, yet still pending: deleting is not acknowledging"]
        );
        assert_eq!(
            shop(&[
                "XREADGROUP GROUP g bob COUNT 1 STREAMS fruits >",
                "XGROUP DELCONSUMER fruits g bob"
            ]),
            [
                "bob left g; 1 entry was pending for it: neither pending nor new now, nobody will get it",
                "g: pending 1 → 0"
            ]
        );
    }

    #[test]
    fn a_claim_and_a_wait() {
        assert_eq!(
            shop(&[
                "XREADGROUP GROUP g bob COUNT 1 STREAMS fruits >",
                "XAUTOCLAIM fruits g eve 0 0"
            ]),
            ["eve joined g", "10-0 moved from bob to eve, delivery 2"]
        );
        assert_eq!(
            shop(&["XREAD BLOCK 0 STREAMS fruits $"]),
            ["client 1 waits for something new in fruits, however long it takes"]
        );
    }
}
