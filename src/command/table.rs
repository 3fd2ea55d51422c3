//! The one command table. HELP, hints, completion, arity checks and the engine all read this list and nothing
//! else; a command is added by adding its file and a line here.

use std::sync::LazyLock;

use super::spec::Spec;
use super::{connection, keys, list, pubsub, server, stream, transaction};

/// Every command, in the order HELP lists them.
pub static COMMANDS: &[&Spec] = &[
    &stream::xadd::SPEC,
    &stream::xlen::SPEC,
    &stream::xrange::XRANGE,
    &stream::xrange::XREVRANGE,
    &stream::xread::SPEC,
    &stream::xdel::SPEC,
    &stream::xdelex::SPEC,
    &stream::xtrim::SPEC,
    &stream::xsetid::SPEC,
    &stream::xcfgset::SPEC,
    &stream::xidmprecord::SPEC,
    &stream::xgroup::SPEC,
    &stream::xreadgroup::SPEC,
    &stream::xack::SPEC,
    &stream::xackdel::SPEC,
    &stream::xnack::SPEC,
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
    &list::lindex::SPEC,
    &list::lpos::SPEC,
    &list::lset::SPEC,
    &list::linsert::SPEC,
    &list::lrem::SPEC,
    &list::ltrim::SPEC,
    &list::lpushx::SPEC,
    &list::rpushx::SPEC,
    &list::lmove::SPEC,
    &list::rpoplpush::SPEC,
    &list::lmpop::SPEC,
    &list::blpop::SPEC,
    &list::brpop::SPEC,
    &list::blmove::SPEC,
    &list::brpoplpush::SPEC,
    &list::blmpop::SPEC,
    &pubsub::publish::SPEC,
    &pubsub::subscribe::SPEC,
    &pubsub::psubscribe::SPEC,
    &pubsub::unsubscribe::SPEC,
    &pubsub::punsubscribe::SPEC,
    &pubsub::spublish::SPEC,
    &pubsub::ssubscribe::SPEC,
    &pubsub::sunsubscribe::SPEC,
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
    &list::sort::SPEC,
    &list::sort_ro::SPEC,
    &transaction::multi::SPEC,
    &transaction::exec::SPEC,
    &transaction::discard::SPEC,
    &transaction::watch::SPEC,
    &transaction::unwatch::SPEC,
    &keys::ping::SPEC,
    &keys::echo::SPEC,
    &keys::select::SPEC,
    &connection::hello::SPEC,
    &connection::auth::SPEC,
    &connection::client::SPEC,
    &connection::reset::SPEC,
    &connection::quit::SPEC,
    &keys::swapdb::SPEC,
    &keys::dbsize::SPEC,
    &keys::flushall::SPEC,
    &keys::flushdb::SPEC,
    &server::wait::SPEC,
    &server::info::SPEC,
    &server::config::SPEC,
    &server::commands::SPEC,
    &server::time::SPEC,
    &server::role::SPEC,
    &server::acl::SPEC,
    &server::cluster::SPEC,
    &server::debug::SPEC,
    &server::monitor::SPEC,
    &server::shutdown::SPEC,
    &server::function::SPEC,
];

/// The command called `name`, in any case.
pub fn find(name: &[u8]) -> Option<&'static Spec> {
    static PLACES: LazyLock<[u8; SLOTS]> = LazyLock::new(places);
    let mut slot = slot(name);
    loop {
        let spec = COMMANDS.get(usize::from(PLACES[slot].checked_sub(1)?))?;
        if spec.name.as_bytes().eq_ignore_ascii_case(name) {
            return Some(spec);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// Several times the number of commands, so that two names hardly ever meet.
const SLOTS: usize = 1024;

/// Where each command stands in the list, counted from 1, in the slot of its name or the next free one; 0 for none.
fn places() -> [u8; SLOTS] {
    let mut places = [0; SLOTS];
    for (place, spec) in (1..).zip(COMMANDS) {
        let mut slot = slot(spec.name.as_bytes());
        while places[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        places[slot] = place;
    }
    places
}

/// A name's slot, the same in any case.
fn slot(name: &[u8]) -> usize {
    let mixed = name.iter().fold(name.len(), |mixed, byte| {
        mixed.wrapping_mul(31).wrapping_add(usize::from(byte & 0xdf))
    });
    (mixed ^ (mixed >> 10)) % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_found_by_its_name() {
        for spec in COMMANDS {
            let found = find(spec.name.to_lowercase().as_bytes()).map(|found| found.name);
            assert_eq!(found, Some(spec.name));
        }
        assert!(find(b"").is_none() && find(b"NOSUCH").is_none());
    }
}
