//! CLIENT LIST and CLIENT INFO (streams.md E.2): a line about each connection.

use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, SYNTAX, c_string};
use crate::command::profile::version;
use crate::command::session::{ClientType, Listed};
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::strict_integer;
use crate::wire::ClientId;

pub(super) const LIST: Spec = Spec {
    name: "LIST",
    arity: -2,
    since: version(2, 4),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Describes all connections, a line each; flags=b is one that waits",
    example: "CLIENT LIST",
    syntax: &[Syntax::Optional(&[Syntax::OneOf(&[
        &[Syntax::Word("TYPE"), Syntax::Value("client-type", Holds::Text)],
        &[
            Syntax::Word("ID"),
            Syntax::Many(&[Syntax::Value("client-id", Holds::Number)]),
        ],
    ])])],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::List(parse(args)?))),
};

pub(super) const INFO: Spec = Spec {
    name: "INFO",
    arity: 2,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Describes this connection in one line",
    example: "CLIENT INFO",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::List(Listed::Own))),
};

fn parse(args: Args<'_>) -> Result<Listed, Fault> {
    let mut words = args.words();
    let Some(option) = words.next() else {
        return Ok(Listed::All(None));
    };
    let syntax = || {
        Fault::new(SYNTAX)
            .at(option.at)
            .want("TYPE and a type, or ID and numbers")
    };
    match &*option.bytes.to_ascii_uppercase() {
        b"TYPE" if words.len() == 1 => {
            let name = words.next().ok_or_else(syntax)?;
            client_type(name.bytes)
                .map(|kind| Listed::All(Some(kind)))
                .map_err(|fault| fault.at(name.at))
        }
        b"ID" if words.len() > 0 => {
            let ids = words.map(|word| {
                let id = strict_integer(word.bytes).ok_or(Fault::new("ERR Invalid client ID").at(word.at))?;
                // No client has a negative number.
                Ok(ClientId(u64::try_from(id).unwrap_or(0)))
            });
            Ok(Listed::Some(ids.collect::<Result<_, Fault>>()?))
        }
        _ => Err(syntax()),
    }
}

/// The type called `name`.
pub(super) fn client_type(name: &[u8]) -> Result<ClientType, Fault> {
    ClientType::named(name).ok_or_else(|| {
        let text = [b"ERR Unknown client type '", c_string(name), b"'"].concat();
        Fault::composed(text).want("normal, pubsub, master or replica")
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_line_for_each_client() {
        let mut rig = Rig::new().at(10_000);
        rig.run("A", "CLIENT SETNAME worker-1");
        rig.run("A", "SELECT 2");
        rig.run("A", "XREAD BLOCK 0 STREAMS s $");
        rig.pass(5_999);
        rig.run("B", "SUBSCRIBE news");
        rig.run("main", "MULTI");
        rig.run("main", "PING");
        rig.run("main", "CLIENT LIST");
        let text = rig.run("main", "EXEC");
        let line = |start: &str| text.lines().find(|line| line.contains(start)).unwrap().to_owned();
        let worker = line("name=worker-1");
        for part in [
            "id=1 ",
            " age=5 ",
            " idle=5 ",
            " flags=b ",
            " db=2 ",
            " cmd=xread ",
            " resp=2 ",
        ] {
            assert!(worker.contains(part), "{part} in {worker}");
        }
        assert!(line("id=2 ").contains(" flags=P db=0 sub=1 psub=0 ssub=0 multi=-1 "));
        assert!(line("id=3 ").contains(" flags=N "));
        assert!(rig.run("main", "CLIENT LIST ID 3 77 1").trim().lines().count() == 2);
        assert_eq!(
            rig.run("main", "CLIENT LIST TYPE pubsub").trim().lines().count(),
            1
        );
    }

    #[test]
    fn mistakes() {
        Rig::new().transcript(
            r"
> CLIENT LIST TYPE foo
(error) ERR Unknown client type 'foo'
> CLIENT LIST TYPE
(error) ERR syntax error
> CLIENT LIST ID
(error) ERR syntax error
> CLIENT LIST ID 1 x
(error) ERR Invalid client ID
> CLIENT LIST FOO bar
(error) ERR syntax error
> CLIENT INFO x
(error) ERR wrong number of arguments for 'client|info' command
",
        );
    }
}
