//! The commands about the server itself (streams.md E.6): its settings, its description, and its commands.

pub(super) mod acl;
pub(super) mod cluster;
pub(super) mod commands;
pub(super) mod config;
pub(super) mod debug;
pub(super) mod function;
pub(super) mod info;
pub(super) mod monitor;
pub(super) mod role;
pub(super) mod shutdown;
pub(super) mod time;
pub(super) mod wait;

use super::profile::Version;
use super::spec::Spec;
use crate::wire::Out;

/// The flags of a command, or of a subcommand of `family`, in Redis's order.
pub(super) fn flags_of(
    spec: &'static Spec,
    family: Option<&'static Spec>,
    profile: Version,
) -> &'static [&'static str] {
    commands::flags_of(spec, family, profile)
}

/// Writes a family's HELP: an array of simple strings.
pub(super) fn write_help(out: &mut Out, lines: &[&'static str]) {
    out.array(lines.len());
    for line in lines {
        out.simple(line);
    }
}
