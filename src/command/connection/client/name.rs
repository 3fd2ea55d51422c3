//! CLIENT ID, GETNAME, SETNAME and SETINFO (streams.md E.2): what a connection is called.

use super::super::names::is_name;
use super::bad_name;
use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, c_string};
use crate::command::grammar::{bytes, whole, word};
use crate::command::profile::version;
use crate::command::session::Library;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(super) const ID: Spec = Spec {
    name: "ID",
    arity: 2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Tells the number of this connection",
    example: "CLIENT ID",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        let id = context.client.0;
        context.out().int(id as i64);
        Ok(Flow::Done)
    },
};

pub(super) const GETNAME: Spec = Spec {
    name: "GETNAME",
    arity: 2,
    since: version(2, 6),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Tells the name of this connection",
    example: "CLIENT GETNAME",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::GetName)),
};

pub(super) const SETNAME: Spec = Spec {
    name: "SETNAME",
    arity: 3,
    since: version(2, 6),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Names this connection; an empty name takes the name away",
    example: "CLIENT SETNAME worker-1",
    syntax: &[Syntax::Value("connection-name", Holds::Text)],
    subcommands: &[],
    check: |args| name(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::SetName(name(args)?.into()))),
};

pub(super) const SETINFO: Spec = Spec {
    name: "SETINFO",
    arity: 4,
    since: version(7, 2),
    source: Source::Ran80,
    topic: Topic::Connection,
    summary: "Notes which library speaks; libraries do this by themselves",
    example: "CLIENT SETINFO LIB-NAME redis-py",
    syntax: &[Syntax::OneOf(&[
        &[Syntax::Word("LIB-NAME"), Syntax::Value("libname", Holds::Text)],
        &[Syntax::Word("LIB-VER"), Syntax::Value("libver", Holds::Text)],
    ])],
    subcommands: &[],
    check: |args| library(args).map(drop),
    run: |args, _| {
        let (library, value) = library(args)?;
        Ok(Flow::Session(Session::SetLibrary(library, value.into())))
    },
};

fn name(args: Args<'_>) -> Result<&[u8], Fault> {
    let name = whole(bytes, args)?;
    if is_name(name) {
        Ok(name)
    } else {
        Err(bad_name().at(args.at()))
    }
}

fn library(args: Args<'_>) -> Result<(Library, &[u8]), Fault> {
    let (option, value) = whole((word, bytes), args)?;
    let library = match &*option.bytes.to_ascii_lowercase() {
        b"lib-name" => Library::Name,
        b"lib-ver" => Library::Version,
        _ => {
            let text = [b"ERR Unrecognized option '", c_string(option.bytes), b"'"].concat();
            return Err(Fault::composed(text).at(option.at).want("LIB-NAME or LIB-VER"));
        }
    };
    if is_name(value) {
        return Ok((library, value));
    }
    let text = b" cannot contain spaces, newlines or special characters.";
    Err(Fault::composed([b"ERR ", c_string(option.bytes), text].concat()).at(option.at + 1))
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn names_are_printable_and_have_no_spaces() {
        Rig::new().transcript(
            r#"
> CLIENT ID
(integer) 1
> CLIENT GETNAME
(nil)
> CLIENT SETNAME shop
OK
> CLIENT GETNAME
"shop"
> CLIENT SETNAME "a b"
(error) ERR Client names cannot contain spaces, newlines or special characters.
> CLIENT SETNAME ""
OK
> CLIENT GETNAME
(nil)
> CLIENT SETINFO lib-name "a b"
(error) ERR lib-name cannot contain spaces, newlines or special characters.
> CLIENT SETINFO FOO "a b"
(error) ERR Unrecognized option 'FOO'
> CLIENT SETINFO LIB-VER 1.0
OK
> CLIENT NOPE
(error) ERR unknown subcommand 'NOPE'. Try CLIENT HELP.
"#,
        );
    }
}
