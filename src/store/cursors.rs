//! Where scans that are under way go on: SCAN's cursor is a number, and here stands the key it means.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bytes::Bytes;

/// The most scans remembered; a scan that was left unfinished this long ago is forgotten.
const MOST: usize = 1024;

/// The cursors that were given out, each with the first key that is still to come.
#[derive(Clone, Debug, Default)]
pub struct Cursors {
    last: u64,
    places: Arc<BTreeMap<u64, Bytes>>,
}

impl Cursors {
    /// A cursor that goes on at `key`. Never 0, which means the beginning and the end.
    pub fn at(&mut self, key: &Bytes) -> u64 {
        self.last += 1;
        let places = Arc::make_mut(&mut self.places);
        places.insert(self.last, key.clone());
        if places.len() > MOST {
            places.pop_first();
        }
        self.last
    }

    /// Where this cursor goes on; `None` if it was never given out, or too long ago.
    pub fn place(&self, cursor: u64) -> Option<&Bytes> {
        self.places.get(&cursor)
    }
}
