//! From a node's number back to its line and column.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fault::{Place, Source};
use super::yaml::Mark;

/// The line and column of a node, or of `word` within it. The file is read once more and stopped at the node: the
/// parser tells places only with errors, and faults are few.
pub(super) fn place(source: &Source, mark: Mark, word: Option<&str>) -> Place {
    let left = Cell::new(mark.0);
    let found = StopSeed { left: &left }.deserialize(serde_yaml::Deserializer::from_str(&source.text));
    let location = found.err().and_then(|error| error.location());
    let Some(location) = location else {
        return Place { line: 1, column: 1 };
    };
    let rest = source.text.get(location.index()..).unwrap_or_default();
    let word_at = word
        .filter(|word| !word.is_empty())
        .and_then(|word| rest.find(word));
    place_of(&source.text, location.index() + word_at.unwrap_or(0))
}

/// The line and column of a byte of the text.
pub(super) fn place_of(text: &str, byte: usize) -> Place {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// Walks the document in the same order as the tree is built and fails at the node whose number is reached.
struct StopSeed<'a> {
    left: &'a Cell<u32>,
}

impl StopSeed<'_> {
    fn here<E: serde::de::Error>(&self) -> Result<(), E> {
        match self.left.get().checked_sub(1) {
            None => Err(E::custom("here")),
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
        }
    }

    fn again(&self) -> Self {
        StopSeed { left: self.left }
    }
}

impl<'de> DeserializeSeed<'de> for StopSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Every scalar is a place to stop at, whatever it would be as a number.
macro_rules! scalars {
    ($($name:ident: $type:ty),*) => {
        $(fn $name<E: serde::de::Error>(self, _: $type) -> Result<(), E> {
            self.here()
        })*
    };
}

impl<'de> Visitor<'de> for StopSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    scalars! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64,
        visit_str: &str
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.here()
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.here()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.here()?;
        while list.next_element_seed(self.again())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.here()?;
        while map.next_key_seed(self.again())?.is_some() {
            map.next_value_seed(self.again())?;
        }
        Ok(())
    }
}
