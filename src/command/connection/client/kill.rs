//! CLIENT KILL (streams.md E.2): closes connections: one by its address, or all that fit.

use super::list::client_type;
use crate::command::args::{Args, Word};
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, SYNTAX, c_string};
use crate::command::profile::version;
use crate::command::session::Kill;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::strict_integer;
use crate::wire::ClientId;

pub(super) const SPEC: Spec = Spec {
    name: "KILL",
    arity: -3,
    since: version(2, 4),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Closes connections that fit, and tells how many there were",
    example: "CLIENT KILL ID 3",
    syntax: &[Syntax::Many(&[Syntax::OneOf(&[
        &[Syntax::Word("ID"), Syntax::Value("client-id", Holds::Number)],
        &[Syntax::Word("ADDR"), Syntax::Value("ip:port", Holds::Text)],
        &[Syntax::Word("LADDR"), Syntax::Value("ip:port", Holds::Text)],
        &[Syntax::Word("TYPE"), Syntax::Value("client-type", Holds::Text)],
        &[Syntax::Word("USER"), Syntax::Value("username", Holds::Text)],
        &[Syntax::Word("SKIPME"), Syntax::Value("yes-or-no", Holds::Text)],
        &[Syntax::Word("MAXAGE"), Syntax::Value("seconds", Holds::Number)],
    ])])],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::Kill(parse(args)?))),
};

fn parse(args: Args<'_>) -> Result<Kill, Fault> {
    let mut kill = Kill {
        spares_asker: true,
        ..Kill::default()
    };
    let mut words = args.words();
    while let Some(option) = words.next() {
        let Some(value) = words.next() else {
            if args.len() == 1 {
                return Ok(one(option));
            }
            return Err(Fault::new(SYNTAX).at(args.at() + args.len()));
        };
        filter(&mut kill, option, value)?;
    }
    Ok(kill)
}

/// The old form, which spares nobody.
fn one(address: Word<'_>) -> Kill {
    Kill {
        address: Some(address.bytes.into()),
        one: true,
        ..Kill::default()
    }
}

fn filter(kill: &mut Kill, option: Word<'_>, value: Word<'_>) -> Result<(), Fault> {
    const SECONDS: &str = "ERR maxage is not an integer or out of range";
    let fault = |text| Fault::new(text).at(value.at);
    match &*option.bytes.to_ascii_uppercase() {
        b"ID" => {
            let id = strict_integer(value.bytes).and_then(|id| u64::try_from(id).ok());
            let id = id.filter(|id| *id > 0);
            kill.client = Some(ClientId(
                id.ok_or(fault("ERR client-id should be greater than 0"))?,
            ));
        }
        b"ADDR" => kill.address = Some(value.bytes.into()),
        b"LADDR" => kill.own_address = Some(value.bytes.into()),
        b"TYPE" => kill.kind = Some(client_type(value.bytes).map_err(|fault| fault.at(value.at))?),
        b"USER" if value.bytes == b"default" => {}
        b"USER" => {
            let text = [b"ERR No such user '", c_string(value.bytes), b"'"].concat();
            return Err(Fault::composed(text).at(value.at).want("default"));
        }
        b"SKIPME" if value.bytes.eq_ignore_ascii_case(b"yes") => kill.spares_asker = true,
        b"SKIPME" if value.bytes.eq_ignore_ascii_case(b"no") => kill.spares_asker = false,
        b"MAXAGE" => {
            let age = strict_integer(value.bytes).ok_or(fault(SECONDS))?;
            if age <= 0 {
                return Err(fault("ERR maxage should be greater than 0"));
            }
            kill.age = Some(age);
        }
        _ => {
            return Err(Fault::new(SYNTAX)
                .at(option.at)
                .want("ID, ADDR, LADDR, TYPE, USER, SKIPME or MAXAGE"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn who_is_killed_waits_and_listens_no_more() {
        let mut rig = Rig::new();
        rig.run("A", "XREAD BLOCK 0 STREAMS s $");
        rig.run("B", "SUBSCRIBE news");
        assert_eq!(rig.run("main", "CLIENT KILL ID 1 TYPE pubsub"), "(integer) 0\n");
        assert_eq!(rig.run("main", "CLIENT KILL ID 1"), "(integer) 1\n");
        assert!(!rig.waits("A"));
        assert_eq!(rig.run("main", "CLIENT KILL SKIPME YES"), "(integer) 2\n");
        assert_eq!(rig.run("main", "PUBLISH news x"), "(integer) 0\n");
    }

    /// As recorded from 8.0.
    #[test]
    fn who_is_killed_says_nothing_more_and_its_transaction_ends_where_it_began() {
        let mut rig = Rig::new();
        rig.arrive("A", "127.0.0.1:7", "127.0.0.1:6379");
        rig.arrive("B", "127.0.0.1:8", "127.0.0.1:6379");
        for line in [
            "SELECT 3",
            "MULTI",
            "CLIENT KILL ADDR 127.0.0.1:7 SKIPME no",
            "SET a in",
            "EXEC",
            "SET a later",
        ] {
            rig.run("A", line);
        }
        rig.run("B", "SELECT 3");
        rig.run("main", "CLIENT PAUSE 100 ALL");
        rig.run("main", "CLIENT KILL ADDR 127.0.0.1:8");
        rig.pass(100);
        rig.received("main");
        rig.run("B", "SET b later");
        rig.transcript(
            r#"
> KEYS *
(empty array)
> SELECT 3
OK
> KEYS *
1) "a"
> GET a
"in"
"#,
        );
    }

    #[test]
    fn mistakes() {
        Rig::new().transcript(
            r"
> CLIENT KILL foo
(error) ERR No such client
> CLIENT KILL ID 0
(error) ERR client-id should be greater than 0
> CLIENT KILL ID 999
(integer) 0
> CLIENT KILL TYPE foo
(error) ERR Unknown client type 'foo'
> CLIENT KILL USER nobody
(error) ERR No such user 'nobody'
> CLIENT KILL USER default SKIPME foo
(error) ERR syntax error
> CLIENT KILL ID 1 ID
(error) ERR syntax error
> CLIENT KILL MAXAGE x
(error) ERR maxage is not an integer or out of range
> CLIENT KILL MAXAGE 0
(error) ERR maxage should be greater than 0
> CLIENT KILL FOO bar
(error) ERR syntax error
",
        );
    }
}
