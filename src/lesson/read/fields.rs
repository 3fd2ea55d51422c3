//! The fields of a map by name. That no others are there was checked when the map was opened.

use crate::lesson::yaml::{Key, Mark, Node};

/// A map's fields.
#[derive(Clone, Copy)]
pub(super) struct Fields<'n> {
    /// The map itself.
    pub(super) mark: Mark,
    pub(super) pairs: &'n [(Key, Node)],
}

impl<'n> Fields<'n> {
    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.pairs
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, node)| node)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Where the key stands, or the map when it has none such.
    pub(super) fn key(&self, name: &str) -> Mark {
        let key = self.pairs.iter().find(|(key, _)| key.name == name);
        key.map_or(self.mark, |(key, _)| key.mark)
    }
}
