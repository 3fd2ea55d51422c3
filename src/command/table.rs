//! The one command table. HELP, hints, completion, arity checks and the engine all read this list and nothing
//! else; a command is added by adding its file and a line here.

use super::spec::Spec;
use super::{keys, list, pubsub, stream, transaction};

/// Every command, in the order HELP lists them.
pub static COMMANDS: &[&Spec] = &[
    &stream::xadd::SPEC,
    &stream::xlen::SPEC,
    &stream::xrange::XRANGE,
    &stream::xrange::XREVRANGE,
    &stream::xread::SPEC,
    &stream::xdel::SPEC,
    &stream::xtrim::SPEC,
    &stream::xsetid::SPEC,
    &stream::xgroup::SPEC,
    &stream::xreadgroup::SPEC,
    &stream::xack::SPEC,
    &stream::xpending::SPEC,
    &stream::xclaim::SPEC,
    &stream::xautoclaim::SPEC,
    &stream::xinfo::SPEC,
    &list::lpush::SPEC,
    &list::rpush::SPEC,
    &list::lpop::SPEC,
    &list::rpop::SPEC,
    &list::llen::SPEC,
    &list::lrange::SPEC,
    &list::blpop::SPEC,
    &list::brpop::SPEC,
    &pubsub::publish::SPEC,
    &pubsub::subscribe::SPEC,
    &pubsub::psubscribe::SPEC,
    &pubsub::unsubscribe::SPEC,
    &pubsub::punsubscribe::SPEC,
    &pubsub::inspect::SPEC,
    &keys::set::SPEC,
    &keys::get::SPEC,
    &keys::append::SPEC,
    &keys::strlen::SPEC,
    &keys::incr::SPEC,
    &keys::decr::SPEC,
    &keys::incrby::SPEC,
    &keys::decrby::SPEC,
    &keys::del::SPEC,
    &keys::unlink::SPEC,
    &keys::exists::SPEC,
    &keys::touch::SPEC,
    &keys::type_of::SPEC,
    &keys::object::SPEC,
    &keys::list::SPEC,
    &keys::scan::SPEC,
    &keys::randomkey::SPEC,
    &keys::rename::SPEC,
    &keys::renamenx::SPEC,
    &keys::copy::SPEC,
    &keys::move_to::SPEC,
    &keys::expire::SPEC,
    &keys::pexpire::SPEC,
    &keys::expireat::SPEC,
    &keys::pexpireat::SPEC,
    &keys::ttl::SPEC,
    &keys::pttl::SPEC,
    &keys::expiretime::SPEC,
    &keys::pexpiretime::SPEC,
    &keys::persist::SPEC,
    &transaction::multi::SPEC,
    &transaction::exec::SPEC,
    &transaction::discard::SPEC,
    &transaction::watch::SPEC,
    &transaction::unwatch::SPEC,
    &keys::ping::SPEC,
    &keys::echo::SPEC,
    &keys::select::SPEC,
    &keys::swapdb::SPEC,
    &keys::dbsize::SPEC,
    &keys::flushall::SPEC,
    &keys::flushdb::SPEC,
];

/// The command called `name`, in any case.
pub fn find(name: &[u8]) -> Option<&'static Spec> {
    // Some forty names of different lengths: comparing lengths first makes this as fast as a map.
    COMMANDS
        .iter()
        .copied()
        .find(|spec| spec.name.len() == name.len() && spec.name.as_bytes().eq_ignore_ascii_case(name))
}
