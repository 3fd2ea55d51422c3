//! The commands of lists (streams.md E.4, C.4), one file each. What several share is in `pushing`, `popping`, `moving`,
//! `several`, `discarding`, `sorting` and `blocking`.

pub(super) mod blmove;
pub(super) mod blmpop;
mod blocking;
pub(super) mod blpop;
pub(super) mod brpop;
pub(super) mod brpoplpush;
mod discarding;
pub(super) mod lindex;
pub(super) mod linsert;
pub(super) mod llen;
pub(super) mod lmove;
pub(super) mod lmpop;
pub(super) mod lpop;
pub(super) mod lpos;
pub(super) mod lpush;
pub(super) mod lpushx;
pub(super) mod lrange;
pub(super) mod lrem;
pub(super) mod lset;
pub(super) mod ltrim;
mod moving;
mod popping;
mod pushing;
pub(super) mod rpop;
pub(super) mod rpoplpush;
pub(super) mod rpush;
pub(super) mod rpushx;
mod seconds;
mod several;
pub(super) mod sort;
pub(super) mod sort_ro;
mod sorting;

use super::args::Word;
use super::fault::{Fault, NOT_AN_INTEGER};
use crate::store::strict_integer;

/// A position that is looked at only once the key is known to be there.
fn index(word: Word<'_>) -> Result<i64, Fault> {
    let fault = Fault::new(NOT_AN_INTEGER).at(word.at).want("a position");
    strict_integer(word.bytes).ok_or(fault)
}
