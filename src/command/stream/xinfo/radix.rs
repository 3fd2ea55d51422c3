//! How many nodes Redis's radix tree would have over a stream's nodes (streams.md H.2): a figure that XINFO STREAM
//! shows and nothing else depends on.

use crate::store::EntryId;

/// `radix-tree-nodes` for nodes that begin with these IDs, in order.
pub(super) fn nodes(starts: impl Iterator<Item = EntryId>) -> i64 {
    let keys: Vec<[u8; 16]> = starts.map(key).collect();
    if keys.is_empty() { 1 } else { count(&keys, 0) }
}

/// Sixteen big-endian bytes, ms then seq.
fn key(id: EntryId) -> [u8; 16] {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&id.ms.to_be_bytes());
    key[8..].copy_from_slice(&id.seq.to_be_bytes());
    key
}

/// `keys` are in order and share their first `depth` bytes.
fn count(keys: &[[u8; 16]], depth: usize) -> i64 {
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
        return 0;
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
        .map(|keys| count(keys, branch + 1));
    i64::from(shared > 0) + 1 + below.sum::<i64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_nodes_make_small_trees() {
        let tree = |ms: &[u64]| nodes(ms.iter().map(|ms| EntryId::new(*ms, 0)));
        assert_eq!(
            (tree(&[]), tree(&[1]), tree(&[1, 101]), tree(&[1, 2, 3])),
            (1, 2, 6, 8)
        );
    }
}
