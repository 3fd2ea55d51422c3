//! How many nodes Redis's radix tree has over a stream's nodes (streams.md H.2): a figure that XINFO STREAM shows and
//! nothing else depends on. It is kept up as nodes come and go, so that asking costs nothing.
//!
//! The keys are the nodes' first IDs as sixteen big-endian bytes. The tree has a node wherever keys part, one more
//! where bytes lead there that all keys below share, and each key's own end, which is two nodes unless the last byte
//! alone tells it apart.

use super::id::EntryId;
use super::runs::Runs;

/// How many bytes a key has.
const BYTES: i32 = 16;

/// By how many nodes the tree grows when the key `id`, which is not among `keys`, is put in; by as many it shrinks
/// when `id` has been taken out of them. An empty tree has one node.
pub(super) fn growth<V: Clone>(keys: &Runs<EntryId, V>, id: EntryId) -> i64 {
    let before = id.prev().and_then(|id| last_to(keys, id));
    let after = id.next().and_then(|id| first_from(keys, id));
    let (near_before, near_after) = (shared(before, Some(id)), shared(id.into(), after));
    let parts_at = near_before.max(near_after);
    if parts_at < 0 {
        return 1;
    }
    // Where the two neighbours part from each other; the new key parts from them there or further down.
    let outside = near_before.min(near_after);
    let Some((neighbour, far)) = neighbour(keys, before, after, near_before, near_after) else {
        return end(parts_at);
    };
    let inside = shared(Some(far), Some(neighbour));
    if parts_at == outside || (far != neighbour && inside == parts_at) {
        return end(parts_at);
    }
    let beyond = if Some(neighbour) == before {
        far.prev().and_then(|id| last_to(keys, id))
    } else {
        far.next().and_then(|id| first_from(keys, id))
    };
    let parent = shared(beyond, Some(far)).max(outside);
    let moved = if far == neighbour {
        end(parts_at) - end(parent)
    } else {
        way(inside, parts_at) - way(inside, parent)
    };
    end(parts_at) + 1 + way(parts_at, parent) + moved
}

/// The neighbour that shares more with the new key, and the other end of the keys that share as much with it.
fn neighbour<V: Clone>(
    keys: &Runs<EntryId, V>,
    before: Option<EntryId>,
    after: Option<EntryId>,
    near_before: i32,
    near_after: i32,
) -> Option<(EntryId, EntryId)> {
    if near_before >= near_after {
        let neighbour = before?;
        Some((neighbour, first_from(keys, filled(neighbour, near_before, 0))?))
    } else {
        let neighbour = after?;
        Some((
            neighbour,
            last_to(keys, filled(neighbour, near_after, u128::MAX))?,
        ))
    }
}

fn first_from<V: Clone>(keys: &Runs<EntryId, V>, id: EntryId) -> Option<EntryId> {
    keys.from(&id).next().map(|(id, _)| *id)
}

fn last_to<V: Clone>(keys: &Runs<EntryId, V>, id: EntryId) -> Option<EntryId> {
    keys.down_from(&id).next().map(|(id, _)| *id)
}

/// Nodes for a key's own end, below a place where keys part after `parent` bytes.
fn end(parent: i32) -> i64 {
    if parent < BYTES - 1 { 2 } else { 1 }
}

/// The node for the bytes between two places where keys part, if there are any.
fn way(at: i32, parent: i32) -> i64 {
    i64::from(at > parent + 1)
}

/// How many leading bytes two keys share; less than none if there is no key.
fn shared(one: Option<EntryId>, other: Option<EntryId>) -> i32 {
    match (one, other) {
        (Some(one), Some(other)) => ((bits(one) ^ bits(other)).leading_zeros() / 8) as i32,
        _ => -1,
    }
}

/// The first `kept` bytes of `id`, and `rest` after them.
fn filled(id: EntryId, kept: i32, rest: u128) -> EntryId {
    let mask = u128::MAX.checked_shr(kept.unsigned_abs() * 8).unwrap_or(0);
    let bits = (bits(id) & !mask) | (rest & mask);
    EntryId {
        ms: (bits >> 64) as u64,
        seq: bits as u64,
    }
}

fn bits(id: EntryId) -> u128 {
    (u128::from(id.ms) << 64) | u128::from(id.seq)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rule as streams.md H.2 words it, over all keys at once.
    fn counted(keys: &[[u8; 16]], depth: usize) -> i64 {
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
            return 1;
        };
        if depth == 16 {
            return 1;
        }
        if keys.len() == 1 {
            return 2;
        }
        let shared = (depth..16).take_while(|at| first[*at] == last[*at]).count();
        let branch = depth + shared;
        let below = keys
            .chunk_by(|one, other| one[branch] == other[branch])
            .map(|keys| counted(keys, branch + 1));
        i64::from(shared > 0) + 1 + below.sum::<i64>()
    }

    fn model(keys: &Runs<EntryId, ()>) -> i64 {
        let keys: Vec<[u8; 16]> = keys.iter().map(|(id, ())| bits(*id).to_be_bytes()).collect();
        counted(&keys, 0)
    }

    /// IDs that share long beginnings, as those of a stream do, and a few that share nothing.
    fn id() -> impl Strategy<Value = EntryId> {
        let near = (0_u64..3, 0_u64..4, 0_u64..3).prop_map(|(high, low, seq)| EntryId {
            ms: (high << 24) + (low << 3),
            seq,
        });
        prop_oneof![4 => near, 1 => (any::<u64>(), any::<u64>()).prop_map(|(ms, seq)| EntryId { ms, seq })]
    }

    #[test]
    fn few_nodes_make_small_trees() {
        let tree = |ms: &[u64]| {
            let mut keys = Runs::default();
            let mut nodes = 1;
            for ms in ms {
                let id = EntryId { ms: *ms, seq: 0 };
                nodes += growth(&keys, id);
                keys.insert(id, ());
            }
            nodes
        };
        assert_eq!(
            (tree(&[]), tree(&[1]), tree(&[1, 101]), tree(&[1, 2, 3])),
            (1, 2, 6, 8)
        );
    }

    proptest! {
        #[test]
        fn what_is_kept_up_is_what_would_be_counted(ids in proptest::collection::vec((id(), any::<bool>()), 0..60)) {
            let mut keys = Runs::default();
            let mut nodes = 1;
            for (id, take) in ids {
                if keys.contains(&id) {
                    if take {
                        keys.remove(&id);
                        nodes -= growth(&keys, id);
                    }
                } else {
                    nodes += growth(&keys, id);
                    keys.insert(id, ());
                }
                prop_assert_eq!(nodes, model(&keys));
            }
        }
    }
}
