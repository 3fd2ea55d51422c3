//! What XREADGROUP does for `>` (streams.md B.12): hands over entries that nobody of the group was given yet, with
//! CLAIM (8.4) after those that have been pending for long.

use super::Xreadgroup;
use crate::command::context::Context;
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::stream::claiming::{Claim, overdue};
use crate::command::stream::common::{
    emit_pending, owner_of, pending_of, write_entry, write_entry_with_past,
};
use crate::command::stream::reading::StreamsReply;
use crate::store::{ConsumerId, Millis, Pending};

impl Xreadgroup<'_> {
    /// Hands over entries: with CLAIM first those that have been pending for so long, then those that nobody of this
    /// group was given yet. Says whether there were any.
    pub(super) fn deliver(
        &self,
        context: &mut Context<'_, '_>,
        key: &[u8],
        consumer: ConsumerId,
        claim: Option<Millis>,
        reply: &mut StreamsReply,
    ) -> Result<bool, Fault> {
        let now = context.now();
        let profile = context.profile;
        let pending_before = pending_of(context, key, self.group);
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(key)? else {
            return Ok(false);
        };
        let Some(group) = stream.group(self.group) else {
            return Ok(false);
        };
        let bookmark = group.last_delivered;
        let most = reply.budget.most(self.reading.count);
        let mut claimed = claim.map_or_else(Vec::new, |min_idle| overdue(stream, group, now, min_idle, most));
        if claimed.is_empty() && bookmark >= stream.last_id {
            return Ok(false);
        }
        let mut delivered = Vec::new();
        let mut entries = stream.after(bookmark).take(most - claimed.len()).peekable();
        if claimed.is_empty() && entries.peek().is_none() {
            return Ok(false);
        }
        reply.stream(turn.out, key);
        let mark = turn.out.open();
        let mut sent = 0;
        for (id, record) in &claimed {
            if sent > 0 && reply.budget.is_spent() {
                break;
            }
            if let Some(entry) = stream.get(*id) {
                write_entry_with_past(turn.out, &entry, record.idle(now), record.deliveries);
                reply.budget.entry(&entry, true);
            }
            sent += 1;
        }
        claimed.truncate(sent);
        for entry in entries {
            if sent + delivered.len() > 0 && reply.budget.is_spent() {
                break;
            }
            match claim {
                None => write_entry(turn.out, &entry),
                Some(_) => write_entry_with_past(turn.out, &entry, Some(0), 0),
            }
            reply.budget.entry(&entry, claim.is_some());
            delivered.push(entry.id);
        }
        turn.out.close_array(mark, claimed.len() + delivered.len());

        let takes_part = !claimed.is_empty() || !self.reading.no_ack;
        let claim = Claim::now(key, self.group, consumer, now, profile);
        for (id, record) in claimed {
            claim.take(stream, id, record, false, turn);
        }
        let counters = stream.counters(profile.reckoning());
        let Some(group) = stream.group_mut(self.group) else {
            return Ok(false);
        };
        for id in delivered {
            group.advance(&counters, id);
            let record = Pending::new(consumer, now, 1);
            let before = if self.reading.no_ack {
                None
            } else {
                group.set_pending(id, record)
            };
            turn.emit(|| Event::Delivered {
                key: key.into(),
                group: self.group.into(),
                consumer: self.consumer.into(),
                id,
                recorded: !self.reading.no_ack,
                from: before.and_then(|before| owner_of(group, &before)),
            });
        }
        if takes_part {
            group.active(consumer, now);
        }
        let to = group.last_delivered;
        if to != bookmark {
            turn.emit(|| Event::LastDelivered {
                key: key.into(),
                group: self.group.into(),
                from: bookmark,
                to,
            });
        }
        emit_pending(context, key, self.group, pending_before);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    const PENDING: &str = r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g a COUNT 2 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
"#;

    /// From documentation (streams.md B.12): pending entries first, longest idle first, each with its past.
    #[test]
    fn claim_takes_over_what_was_left_lying() {
        let mut rig = Rig::new().profile("8.4");
        rig.transcript(PENDING);
        rig.transcript("> XCLAIM s g a 0 2-1 IDLE 50 JUSTID\n1) \"2-1\"\n");
        rig.pass(98);
        rig.transcript(
            r#"
> XREADGROUP GROUP g b CLAIM 1000 COUNT 1 STREAMS s >
1) 1) "s"
   2) 1) 1) "3-1"
         2) 1) "f"
            2) "v"
         3) (integer) 0
         4) (integer) 0
> XREADGROUP GROUP g b CLAIM 90 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
         3) (integer) <ms>
         4) (integer) 1
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
         3) (integer) <ms>
         4) (integer) 1
> XPENDING s g - + 9
1) 1) "1-1"
   2) "b"
   3) (integer) 1
   4) (integer) 2
2) 1) "2-1"
   2) "b"
   3) (integer) 1
   4) (integer) 2
3) 1) "3-1"
   2) "b"
   3) (integer) 2
   4) (integer) 1
> XREADGROUP GROUP g c CLAIM 90 STREAMS s >
(nil)
> XREADGROUP GROUP g c CLAIM x STREAMS s >
(error) ERR min-idle-time is not an integer or out of range
> XREADGROUP GROUP g c CLAIM -1 STREAMS s >
(error) ERR min-idle-time must be a positive integer
> XREAD CLAIM 1 STREAMS s 0
(error) ERR The CLAIM option is only supported by XREADGROUP. You called XREAD instead.
> XDEL s 1-1 2-1 3-1
(integer) 3
> XREADGROUP GROUP g c CLAIM 0 STREAMS s >
(nil)
"#,
        );
        Rig::new().transcript(
            "
> XREADGROUP GROUP g c CLAIM 1 STREAMS s >
(error) ERR syntax error
",
        );
    }

    /// From documentation (streams.md B.12, C.2).
    #[test]
    fn a_wait_ends_when_the_oldest_pending_entry_is_idle_long_enough() {
        let mut rig = Rig::new().profile("8.4");
        rig.transcript(PENDING);
        rig.transcript("> XGROUP SETID s g $\nOK\n");
        rig.run("B", "XREADGROUP GROUP g b BLOCK 0 CLAIM 100 COUNT 1 STREAMS s >");
        rig.run("C", "XREADGROUP GROUP g c BLOCK 0 CLAIM 100 STREAMS s >");
        assert_eq!(rig.engine().deadline(), Some(105));
        rig.pass(98);
        assert!(rig.waits("B") && rig.waits("C"));
        rig.pass(1);
        let waited = |first: &str| format!("1) 1) \"s\"\n   2) 1) 1) \"{first}\"\n");
        assert!(rig.received("B").starts_with(&waited("1-1")));
        assert!(rig.received("C").starts_with(&waited("2-1")));
        assert_eq!(rig.engine().deadline(), None);
    }
}
