//! From arguments to the table's entry: unknown commands, unknown subcommands and wrong arity are found here, in
//! Redis's order and words (streams.md G), before any command's own grammar is asked.

use super::args::Args;
use super::fault::{Fault, c_string};
use super::profile::Version;
use super::server;
use super::spec::Spec;
use super::table;
use crate::wire::Argv;

/// A command found in the table.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'a> {
    /// The command, or the subcommand where there is one.
    pub spec: &'static Spec,
    /// The family the subcommand belongs to.
    pub family: Option<&'static Spec>,
    /// What follows the name.
    pub args: Args<'a>,
}

impl Resolved<'_> {
    /// Whether it has this flag, as COMMAND INFO tells them.
    pub fn has_flag(&self, flag: &str) -> bool {
        server::flags_of(self.spec, self.family, self.args.profile()).contains(&flag)
    }

    /// The name as Redis writes it in errors: `xadd`, `xgroup|create`.
    pub fn full_name(&self) -> String {
        full_name(self.spec, self.family)
    }
}

/// The name of a command as Redis writes it in errors and reports: `xadd`, `xgroup|create`.
pub fn full_name(spec: &Spec, family: Option<&Spec>) -> String {
    match family {
        None => spec.name.to_lowercase(),
        Some(family) => format!("{}|{}", family.name, spec.name).to_lowercase(),
    }
}

/// At most this much of a name or of all arguments is echoed.
const ECHOED: usize = 128;

/// Finds the command that `argv` names and checks the number of its arguments.
pub fn resolve(argv: Argv<'_>, profile: Version) -> Result<Resolved<'_>, Fault> {
    let name = argv.get(0).unwrap_or_default();
    let spec = table::find(name)
        .filter(|spec| spec.since <= profile)
        .ok_or_else(|| unknown(argv))?;
    let resolved = if spec.subcommands.is_empty() || argv.len() < 2 {
        Resolved {
            spec,
            family: None,
            args: Args::new(argv, 1, profile),
        }
    } else {
        let sub = argv.get(1).unwrap_or_default();
        let found = spec.subcommand(sub).filter(|sub| sub.since <= profile);
        let found = found.ok_or_else(|| unknown_subcommand(spec, sub))?;
        Resolved {
            spec: found,
            family: Some(spec),
            args: Args::new(argv, 2, profile),
        }
    };
    if !resolved.spec.takes(argv.len()) {
        return Err(arity(&resolved.full_name()).at(argv.len()));
    }
    Ok(resolved)
}

/// The fault of a wrong number of arguments; `name` in lower case.
pub fn arity(name: &str) -> Fault {
    Fault::composed(format!("ERR wrong number of arguments for '{name}' command"))
}

/// The older text for wrong arguments of a subcommand of `family`, which is echoed as typed; `args` are what follows it,
/// and the one after the first `most` is too many.
pub(super) fn too_many(family: &str, args: Args<'_>, most: usize) -> Fault {
    let name = args.argv().get(1).map(c_string).unwrap_or_default();
    let mut text = b"ERR unknown subcommand or wrong number of arguments for '".to_vec();
    text.extend_from_slice(&name[..name.len().min(ECHOED)]);
    text.extend_from_slice(format!("'. Try {family} HELP.").as_bytes());
    Fault::composed(text).at(args.at() + most)
}

fn unknown(argv: Argv<'_>) -> Fault {
    let mut words = argv.iter().map(c_string);
    let name = words.next().unwrap_or_default();
    let mut text = b"ERR unknown command '".to_vec();
    text.extend_from_slice(&name[..name.len().min(ECHOED)]);
    text.extend_from_slice(b"', with args beginning with: ");
    let mut echoed = 0;
    for word in words {
        if echoed >= ECHOED {
            break;
        }
        let part = &word[..word.len().min(ECHOED - echoed)];
        text.push(b'\'');
        text.extend_from_slice(part);
        text.extend_from_slice(b"' ");
        echoed += part.len() + 3;
    }
    Fault::composed(text).at(0).want("a command")
}

fn unknown_subcommand(family: &Spec, sub: &[u8]) -> Fault {
    let sub = c_string(sub);
    let mut text = b"ERR unknown subcommand '".to_vec();
    text.extend_from_slice(&sub[..sub.len().min(ECHOED)]);
    text.extend_from_slice(format!("'. Try {} HELP.", family.name).as_bytes());
    Fault::composed(text).at(1).want("a subcommand")
}
