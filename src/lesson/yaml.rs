//! A lesson file's shape: a small tree of text, list and map in which every scalar stays as it was written (`1.10`,
//! `0x1F`, `y`, `5-1`). Every node has a number, and the number leads back to its line and column. What the nodes
//! mean is not known here.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::fault::{Fault, Place, Source};

/// What every message about a limit says.
pub(super) const LIMIT: &str = "a lesson file may ";
/// The longest file that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// The deepest nesting that is read.
const DEEPEST: usize = 64;
/// The most nodes that are read: repeated aliases would otherwise multiply a small file.
const MOST: u32 = 20_000;
/// The most bytes in all texts together: a long one that is repeated by its alias would otherwise fill the memory.
const MOST_BYTES: usize = 4 * LONGEST;
/// The most brackets and braces that are opened: the parser's work grows with their depth times the file's length, and
/// how deep they are is not known before it has been done.
const BRACKETS: usize = 4_000;

/// A node by its number in document order, keys counted too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark(pub(super) u32);

/// A value in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) mark: Mark,
    pub(super) shape: Shape,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `null`, `~`, or nothing at all.
    Null,
    /// Any other scalar, as written.
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) mark: Mark,
    pub(super) name: String,
}

/// Reads the tree.
pub(super) fn parse(source: &Arc<Source>) -> Result<Node, Fault> {
    let at_start = |code, message| Fault {
        code,
        place: Place { line: 1, column: 1 },
        message,
        help: None,
        source: Arc::clone(source),
    };
    if source.text.len() > LONGEST {
        return Err(at_start("E100", "a lesson file may have 1 MiB at most".into()));
    }
    if source
        .text
        .bytes()
        .filter(|byte| matches!(byte, b'[' | b'{'))
        .count()
        > BRACKETS
    {
        return Err(at_start(
            "E100",
            "a lesson file may open 4,000 brackets and braces at most".into(),
        ));
    }
    // Shapes first: only asking for "any" value tells a list from a text; but numbers would lose their text then.
    let shapes = Cell::new(0);
    let shape = ShapeSeed {
        count: &shapes,
        depth: 0,
    };
    let shape = shape
        .deserialize(serde_yaml::Deserializer::from_str(&source.text))
        .map_err(|error| syntax(source, &error))?;
    let (count, bytes) = (Cell::new(0), Cell::new(0));
    NodeSeed {
        shape: &shape,
        count: &count,
        bytes: &bytes,
    }
    .deserialize(serde_yaml::Deserializer::from_str(&source.text))
    .map_err(|error| syntax(source, &error))
}

fn syntax(source: &Arc<Source>, error: &serde_yaml::Error) -> Fault {
    super::mend::syntax(source, error)
}

/// The shape of a document without its texts.
enum Outline {
    Null,
    Text,
    List(Vec<Outline>),
    Map(Vec<Outline>),
}

struct ShapeSeed<'a> {
    count: &'a Cell<u32>,
    depth: usize,
}

impl ShapeSeed<'_> {
    fn deeper<E: serde::de::Error>(&self) -> Result<Self, E> {
        if self.depth == DEEPEST {
            return Err(E::custom("a lesson file may be nested 64 deep at most"));
        }
        Ok(ShapeSeed {
            count: self.count,
            depth: self.depth + 1,
        })
    }
}

fn counted<E: serde::de::Error>(count: &Cell<u32>) -> Result<Mark, E> {
    let number = count.get();
    if number == MOST {
        return Err(E::custom("a lesson file may hold 20,000 values at most"));
    }
    count.set(number + 1);
    Ok(Mark(number))
}

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Outline;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outline, D::Error> {
        counted::<D::Error>(self.count)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Outline;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a list or a map without a tag")
    }

    fn visit_unit<E>(self) -> Result<Outline, E> {
        Ok(Outline::Null)
    }

    fn visit_none<E>(self) -> Result<Outline, E> {
        Ok(Outline::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Outline, E> {
        Ok(Outline::Text)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::Text)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::Text)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Outline, E> {
        Ok(Outline::Text)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Outline, E> {
        Ok(Outline::Text)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::Text)
    }

    fn visit_str<E>(self, _: &str) -> Result<Outline, E> {
        Ok(Outline::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Outline, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.deeper::<A::Error>()?)? {
            items.push(item);
        }
        Ok(Outline::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut items = Vec::new();
        while map.next_key_seed(KeySeed { count: self.count })?.is_some() {
            items.push(map.next_value_seed(self.deeper::<A::Error>()?)?);
        }
        Ok(Outline::Map(items))
    }
}

struct KeySeed<'a> {
    count: &'a Cell<u32>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        let mark = counted::<D::Error>(self.count)?;
        let name = deserializer.deserialize_str(TextVisitor)?;
        Ok(Key { mark, name })
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

#[derive(Clone, Copy)]
struct NodeSeed<'a> {
    shape: &'a Outline,
    count: &'a Cell<u32>,
    /// How many bytes the texts so far have.
    bytes: &'a Cell<usize>,
}

impl NodeSeed<'_> {
    /// A text, if there is room for it.
    fn text<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<String, D::Error> {
        let text = deserializer.deserialize_str(TextVisitor)?;
        if let Some(sign) = text
            .chars()
            .find(|sign| sign.is_control() && !"\n\t".contains(*sign))
        {
            let code = u32::from(sign);
            let why = format!("a lesson file may not hold control characters, and this is U+{code:04X}");
            return Err(D::Error::custom(why));
        }
        self.bytes.set(self.bytes.get() + text.len());
        if self.bytes.get() > MOST_BYTES {
            return Err(D::Error::custom(
                "a lesson file may have texts of 4 MiB at most, aliases counted",
            ));
        }
        Ok(text)
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let mark = counted::<D::Error>(self.count)?;
        let shape = match self.shape {
            Outline::Null => {
                deserializer.deserialize_any(ShapeSeed {
                    count: self.count,
                    depth: 0,
                })?;
                Shape::Null
            }
            Outline::Text => Shape::Text(self.text(deserializer)?),
            Outline::List(_) | Outline::Map(_) => deserializer.deserialize_any(self)?,
        };
        Ok(Node { mark, shape })
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list or a map")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        let Outline::List(shapes) = self.shape else {
            return Err(A::Error::custom("the file changed while it was read"));
        };
        let mut items = Vec::new();
        for shape in shapes {
            items.extend(list.next_element_seed(NodeSeed { shape, ..self })?);
        }
        Ok(Shape::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let Outline::Map(shapes) = self.shape else {
            return Err(A::Error::custom("the file changed while it was read"));
        };
        let mut items = Vec::new();
        for shape in shapes {
            if let Some(key) = map.next_key_seed(KeySeed { count: self.count })? {
                items.push((key, map.next_value_seed(NodeSeed { shape, ..self })?));
            }
        }
        Ok(Shape::Map(items))
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::place;
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Source::new("t.yaml", text)
    }

    fn drawn(node: &Node) -> String {
        match &node.shape {
            Shape::Null => "-".into(),
            Shape::Text(text) => format!("<{text}>"),
            Shape::List(items) => {
                let items: Vec<String> = items.iter().map(drawn).collect();
                format!("[{}]", items.join(" "))
            }
            Shape::Map(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|(key, value)| format!("{}:{}", key.name, drawn(value)))
                    .collect();
                format!("{{{}}}", items.join(" "))
            }
        }
    }

    #[test]
    fn scalars_stay_as_written() {
        let text =
            "[1.10, 0x1F, y, 5-1, 007, true, \"null\", null, ~, 1e3, +5, -0, 99999999999999999999999999]";
        assert_eq!(
            drawn(&parse(&source(text)).unwrap()),
            "[<1.10> <0x1F> <y> <5-1> <007> <true> <null> - - <1e3> <+5> <-0> <99999999999999999999999999>]"
        );
        assert_eq!(
            drawn(&parse(&source("a:\n1: {b: [x, 2]}\n")).unwrap()),
            "{a:- 1:{b:[<x> <2>]}}"
        );
    }

    #[test]
    fn every_number_leads_to_its_place() {
        let source = source("é: one\nb:\n  - {c: 3, ü: four}\n  - five\n");
        let root = parse(&source).unwrap();
        let at = |mark: u32, word: Option<&str>| {
            let place = place(&source, Mark(mark), word);
            (place.line, place.column)
        };
        assert_eq!(root.mark, Mark(0));
        let places: Vec<_> = (0..=10).map(|mark| at(mark, None)).collect();
        assert_eq!(
            places,
            [
                (1, 1),
                (1, 1),
                (1, 4),
                (2, 1),
                (3, 3),
                (3, 5),
                (3, 6),
                (3, 9),
                (3, 12),
                (3, 15),
                (4, 5)
            ]
        );
        assert_eq!(at(9, Some("ur")), (3, 17));
    }
}
