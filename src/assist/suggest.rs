//! A sensible next command for somebody who does not know what to type: made from the state, one line, never more
//! than an offer.

use super::quoting::argument;
use crate::lab::Lookup;
use crate::store::Millis;

/// What has been idle so long, in ms, waits for somebody else.
const LONG: Millis = 60_000;

/// The next command on the stream `key` for whoever is called `me`: what is pending for `me` is acknowledged, what
/// is not delivered is read, what lies idle is taken over, a stream without a group gets one. `None` when there is nothing that is plainly next.
pub fn suggest(lookup: &Lookup<'_>, key: &[u8], group: Option<&[u8]>, me: &[u8]) -> Option<String> {
    if lookup.kind(key) != Some("stream") {
        return None;
    }
    let stream = argument(key);
    let groups = lookup.groups(key, b"", 1);
    let Some(group) = group
        .filter(|group| lookup.has_group(key, group))
        .or(groups.first().map(|name| &**name))
    else {
        let group = argument(&[key, b"-group"].concat());
        return Some(format!("XGROUP CREATE {stream} {group} 0"));
    };
    let name = argument(group);
    let own = argument(me);
    if let Some((mine, _)) = lookup.first_pending(key, group, Some(me)) {
        return Some(format!("XACK {stream} {name} {mine}"));
    }
    let brief = lookup.group(key, group)?;
    if lookup
        .last_id(key)
        .is_some_and(|last| last > brief.last_delivered)
        && brief.lag != Some(0)
    {
        return Some(format!(
            "XREADGROUP GROUP {name} {own} COUNT 1 STREAMS {stream} >"
        ));
    }
    // What somebody else holds is theirs to acknowledge, until it lies idle.
    let (_, idle) = lookup.first_pending(key, group, None)?;
    (idle >= LONG).then(|| format!("XAUTOCLAIM {stream} {name} {own} {LONG} 0"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Rig;

    #[test]
    fn the_next_command_follows_from_the_state() {
        let mut rig = Rig::new();
        let mut told = Vec::new();
        for (line, me) in [
            ("PING", "worker-1"),
            ("XADD \"my s\" 1-0 a b", "worker-1"),
            ("XGROUP CREATE \"my s\" g 0", "worker-1"),
            ("XREADGROUP GROUP g me STREAMS \"my s\" >", "worker-1"),
            ("PING", "me"),
            ("XACK \"my s\" g 1-0", "me"),
            ("XADD \"my s\" 2-0 a b", "me"),
        ] {
            rig.run("main", line);
            let lookup = Lookup::new(rig.engine().db(0));
            told.push(suggest(&lookup, b"my s", None, me.as_bytes()).unwrap_or_default());
        }
        assert_eq!(
            told,
            [
                "",
                "XGROUP CREATE \"my s\" \"my s-group\" 0",
                "XREADGROUP GROUP g worker-1 COUNT 1 STREAMS \"my s\" >",
                "",
                "XACK \"my s\" g 1-0",
                "",
                "XREADGROUP GROUP g me COUNT 1 STREAMS \"my s\" >",
            ]
        );
    }
}
