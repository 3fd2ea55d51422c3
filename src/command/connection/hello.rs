//! HELLO (streams.md E.1): the two sides tell each other who they are and agree on a protocol. The reply is already
//! in the new one.

use super::names::is_name;
use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, c_string};
use crate::command::profile::version;
use crate::command::session::{Hello, Login};
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{Bytes, strict_integer};
use crate::wire::Protocol;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "HELLO",
    arity: -1,
    since: version(6, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Tells who the server is, and changes to RESP2 or RESP3",
    example: "HELLO 3",
    syntax: &[Syntax::Optional(&[
        Syntax::Value("protover", Holds::Number),
        Syntax::Optional(&[
            Syntax::Word("AUTH"),
            Syntax::Value("username", Holds::Text),
            Syntax::Value("password", Holds::Text),
        ]),
        Syntax::Optional(&[Syntax::Word("SETNAME"), Syntax::Value("clientname", Holds::Text)]),
    ])],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::Hello(parse(args)?))),
};

fn parse(args: Args<'_>) -> Result<Hello, Fault> {
    let mut words = args.words();
    let mut hello = Hello::default();
    let Some(version) = words.next() else {
        return Ok(hello);
    };
    hello.protocol = Some(protocol(version.bytes).map_err(|fault| fault.at(version.at).want("2 or 3"))?);
    while let Some(option) = words.next() {
        let mut values = words.clone();
        let mut value = || values.next().map(|word| Bytes::from(word.bytes));
        match &*option.bytes.to_ascii_uppercase() {
            b"AUTH" if words.len() >= 2 => {
                let (user, password) = (value(), value().unwrap_or_else(|| "".into()));
                hello.login = Some(Login { user, password });
            }
            b"SETNAME" if words.len() >= 1 => {
                hello.name = value().filter(|name| is_name(name));
                if hello.name.is_none() {
                    return Err(super::client::bad_name().at(option.at + 1));
                }
            }
            _ => {
                let text = [
                    b"ERR Syntax error in HELLO option '",
                    c_string(option.bytes),
                    b"'",
                ]
                .concat();
                return Err(Fault::composed(text).at(option.at).want("AUTH or SETNAME"));
            }
        }
        words = values;
    }
    Ok(hello)
}

fn protocol(text: &[u8]) -> Result<Protocol, Fault> {
    match strict_integer(text) {
        Some(2) => Ok(Protocol::Resp2),
        Some(3) => Ok(Protocol::Resp3),
        Some(_) => Err(Fault::new("NOPROTO unsupported protocol version")),
        None => Err(Fault::new(
            "ERR Protocol version is not an integer or out of range",
        )),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn the_greeting_and_its_options() {
        let mut rig = Rig::new();
        rig.transcript(
            r#"
> HELLO
 1) "server"
 2) "redis"
 3) "version"
 4) "8.0.2"
 5) "proto"
 6) (integer) 2
 7) "id"
 8) (integer) 1
 9) "mode"
10) "standalone"
11) "role"
12) "master"
13) "modules"
14) (empty array)
> HELLO x
(error) ERR Protocol version is not an integer or out of range
> HELLO 4
(error) NOPROTO unsupported protocol version
> HELLO 3 FOO
(error) ERR Syntax error in HELLO option 'FOO'
> HELLO 3 AUTH default
(error) ERR Syntax error in HELLO option 'AUTH'
> HELLO 3 AUTH nobody x
(error) WRONGPASS invalid username-password pair or user is disabled.
> HELLO 3 SETNAME "a b"
(error) ERR Client names cannot contain spaces, newlines or special characters.
> HELLO 3 AUTH default x SETNAME bob
1# "server" => "redis"
2# "version" => "8.0.2"
3# "proto" => (integer) 3
4# "id" => (integer) 1
5# "mode" => "standalone"
6# "role" => "master"
7# "modules" => (empty array)
> CLIENT GETNAME
"bob"
> RESET
RESET
> CLIENT GETNAME
(nil)
> CONFIG GET stream-node-max-entries
1) "stream-node-max-entries"
2) "100"
> AUTH x
(error) ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?
> AUTH nobody x
(error) WRONGPASS invalid username-password pair or user is disabled.
> AUTH default x
OK
> AUTH a b c
(error) ERR syntax error
"#,
        );
    }

    #[test]
    fn where_a_password_is_wanted() {
        Rig::new().transcript(
            r"
> CONFIG SET requirepass secret
OK
> PING
PONG
# client A
> PING
(error) NOAUTH Authentication required.
> NOPE
(error) ERR unknown command 'NOPE', with args beginning with: 
> HELLO 3
(error) NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time
> AUTH wrong
(error) WRONGPASS invalid username-password pair or user is disabled.
> AUTH secret
OK
> PING
PONG
> RESET
RESET
> PING
(error) NOAUTH Authentication required.
",
        );
    }
}
