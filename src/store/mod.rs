//! What exists: IDs, streams and their nodes, groups and pending lists, lists, strings, the keyspace. The laws
//! that hold inside one value live here; no command, no client and no clock is known.

mod bytes;
mod channels;
mod cursors;
mod deadlines;
mod group;
mod id;
mod idempotence;
mod integer;
mod item;
mod keyspace;
mod lag;
mod limits;
mod list;
mod memory;
mod node;
mod radix;
mod range;
mod runs;
mod settings;
mod stream;
mod trim;

pub use bytes::Bytes;
pub use channels::{Channels, Listen};
pub use cursors::Cursors;
pub use deadlines::Deadlines;
pub use group::{Consumer, ConsumerId, Group, Pending};
pub use id::{EntryId, IdFault, Seq};
pub use idempotence::Idempotence;
pub use integer::strict_integer;
pub use item::Item;
pub use keyspace::{DATABASES, Db, Keyspace, Stored, Value, WrongType};
pub use lag::{Counters, Reckoning};
pub use limits::OutputLimit;
pub use list::{End, List};
pub use node::{NodeFacts, NodeLimits};
pub use range::{Entry, Fields, Place};
pub use runs::Runs;
pub use settings::{Settings, memory};
pub use stream::{AppendFault, Deleted, Stream};
pub use trim::{References, Threshold, Trim, Trimmed};

/// Milliseconds: a Unix time or a span, as the name of the value says. Signed as in Redis, where −1 is "never".
pub type Millis = i64;
