//! CLIENT (streams.md E.2): the family of commands about connections. The subcommands stand in this folder, those that
//! belong together in one file.

mod help;
mod kill;
mod list;
mod modes;
mod name;
mod pause;
mod tracking;
mod unblock;

use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::resolve::arity;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "CLIENT",
    arity: -2,
    since: version(2, 4),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Names, lists, wakes and closes connections",
    example: "CLIENT ID",
    syntax: &[],
    subcommands: &[
        tracking::CACHING,
        name::GETNAME,
        tracking::GETREDIR,
        help::SPEC,
        name::ID,
        list::INFO,
        kill::SPEC,
        list::LIST,
        modes::NO_EVICT,
        modes::NO_TOUCH,
        pause::PAUSE,
        modes::REPLY,
        name::SETINFO,
        name::SETNAME,
        tracking::TRACKING,
        tracking::TRACKINGINFO,
        unblock::SPEC,
        pause::UNPAUSE,
    ],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("client")),
    run: |_, _| Err(arity("client")),
};

/// The fault of a name with a space in it.
pub(super) fn bad_name() -> Fault {
    Fault::new("ERR Client names cannot contain spaces, newlines or special characters.")
}
