//! XADD (streams.md B.6): appends an entry, creating the stream if need be, and may trim it afterwards.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, value};

use super::common::write_id;
use super::producing::{self, Sent};
use super::references;
use super::trimming::{self, TrimOption, Trimming};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{Parsed, bytes, invalid_id, keyword, settled, word};
use crate::command::profile::version;
use crate::command::resolve::arity;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{AppendFault, EntryId, Seq, Stream};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XADD",
    arity: -5,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Adds an entry to the end of a stream; creates the stream if there is none",
    example: "XADD fruits * name banana color yellow",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Optional(&[Syntax::Word("NOMKSTREAM")]),
        references::SYNTAX,
        producing::SYNTAX,
        trimming::SYNTAX,
        Syntax::OneOf(&[&[Syntax::Word("*")], &[Syntax::Value("id", Holds::Id)]]),
        Syntax::Many(&[
            Syntax::Value("field", Holds::Field),
            Syntax::Value("value", Holds::Text),
        ]),
    ],
    subcommands: &[],
    check: |args| Xadd::parse(args).map(drop),
    run: |args, context| Xadd::parse(args)?.run(context),
};

struct Xadd<'a> {
    key: &'a [u8],
    make_stream: bool,
    trimming: Trimming,
    sent: Option<Sent<'a>>,
    id: NewId,
    id_at: usize,
    fields: Args<'a>,
}

/// The ID as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NewId {
    /// `*`
    Auto,
    /// `ms-*`
    AutoSeq(u64),
    /// `ms-seq`
    Given(EntryId),
}

#[derive(Clone, Copy)]
enum AddOption<'a> {
    NoMkStream,
    Sent(Sent<'a>),
    Trim(TrimOption),
}

impl<'a> Xadd<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        Self::grammar(args)
            .map(|(_, command)| command)
            .map_err(settled)?
            .checked()
    }

    /// Options come in any order; the first argument that is none of them is the ID, and all that follows is data.
    fn grammar(args: Args<'a>) -> Parsed<'a, Self> {
        let (mut args, key) = bytes(args)?;
        let mut make_stream = true;
        let mut trimming = Trimming::default();
        let mut sent = None;
        loop {
            let so_far = trimming;
            let mut option = alt((
                value(AddOption::NoMkStream, keyword("NOMKSTREAM")),
                map(producing::option, AddOption::Sent),
                map(|args| so_far.option(args), AddOption::Trim),
            ));
            match option.parse(args) {
                Ok((rest, AddOption::NoMkStream)) => (args, make_stream) = (rest, false),
                Ok((rest, AddOption::Trim(found))) => (args, trimming) = (rest, trimming.with(found)?),
                Ok((_, AddOption::Sent(_))) if sent.is_some() => return Err(producing::twice(args.at())),
                Ok((rest, AddOption::Sent(found))) => (args, sent) = (rest, Some(found)),
                Err(nom::Err::Error(_)) => break,
                Err(fault) => return Err(fault),
            }
        }
        let id_at = args.at();
        // With nothing left the options are judged first, and then the number of arguments.
        let (fields, id) = if args.is_empty() {
            (args, NewId::Auto)
        } else {
            new_id(args)?
        };
        if sent.is_some() && id != NewId::Auto {
            return Err(nom::Err::Failure(producing::OWN_ID.at(id_at)));
        }
        Ok((
            fields,
            Xadd {
                key,
                make_stream,
                trimming,
                sent,
                id,
                id_at,
                fields,
            },
        ))
    }

    fn checked(self) -> Result<Self, Fault> {
        let trimming = self.trimming.checked(None)?;
        let fields = self.fields.len();
        if fields == 0 || !fields.is_multiple_of(2) {
            let missing = if fields == 0 {
                "a field and its value"
            } else {
                "the value of the last field"
            };
            return Err(arity("xadd").at(self.fields.at() + fields).want(missing));
        }
        if self.id == NewId::Given(EntryId::MIN) {
            return Err(Fault::new("ERR The ID specified in XADD must be greater than 0-0").at(self.id_at));
        }
        Ok(Xadd { trimming, ..self })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let limits = context.keyspace.node_limits;
        let exists = context.stream(self.key)?.is_some();
        if !exists && !self.make_stream {
            context.out().nil();
            return Ok(Flow::Done);
        }
        let now = context.now();
        let name = self.sent.map(|sent| (sent.producer, sent.name(self.fields)));
        if let Some((producer, name)) = &name
            && let Some(id) = self.known(context, producer, name)?
        {
            write_id(context.out(), id);
            return Ok(Flow::Done);
        }
        let id = self.resolve_id(context)?;
        if !exists {
            context.create_stream(self.key);
            context.emit(|| Event::KeyCreated {
                key: self.key.into(),
                kind: "stream",
            });
        }
        let fields = self.fields.words().map(|word: Word<'a>| word.bytes);
        if let Some(stream) = context.db_mut().stream_mut(self.key)? {
            stream
                .append(id, fields, limits)
                .map_err(|fault| self.refused(fault))?;
            if let Some((producer, name)) = &name {
                stream.idempotence.remember(producer, name, id, now);
            }
        }
        context.emit(|| Event::Appended {
            key: self.key.into(),
            id,
        });
        if let Some(trim) = self.trimming.resolved(limits) {
            trimming::apply(context, self.key, trim);
        }
        context.change(self.key);
        context.touch(self.key);
        write_id(context.out(), id);
        Ok(Flow::Done)
    }

    /// The entry that this message became when it was sent before. It counts as a duplicate then, and nothing else
    /// happens.
    fn known(
        &self,
        context: &mut Context<'_, '_>,
        producer: &[u8],
        name: &[u8],
    ) -> Result<Option<EntryId>, Fault> {
        let now = context.now();
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(self.key)? else {
            return Ok(None);
        };
        let found = stream.idempotence.find(producer, name, now);
        if let Some(id) = found {
            stream.idempotence.duplicates += 1;
            turn.emit(|| Event::Duplicate {
                key: self.key.into(),
                id,
            });
        }
        Ok(found)
    }

    fn resolve_id(&self, context: &Context<'_, '_>) -> Result<EntryId, Fault> {
        let now = u64::try_from(context.now()).unwrap_or_default();
        let fresh = Stream::default();
        let stream = context.stream(self.key)?.unwrap_or(&fresh);
        let id = match self.id {
            NewId::Auto => stream.next_id(now).ok_or(AppendFault::Exhausted),
            NewId::AutoSeq(ms)
                if ms == stream.last_id.ms
                    && stream.last_id.seq == u64::MAX
                    && context.profile < version(7, 2) =>
            {
                // 7.0 names the wrong reason.
                return Err(Fault::new("ERR Elements are too large to be stored").at(self.id_at));
            }
            NewId::AutoSeq(ms) => stream.next_id_at(ms),
            NewId::Given(id) => Ok(id),
        };
        id.and_then(|id| stream.check_append(id).map(|()| id))
            .map_err(|fault| self.refused(fault))
    }

    fn refused(&self, fault: AppendFault) -> Fault {
        let fault = Fault::new(match fault {
            AppendFault::Exhausted => {
                "ERR The stream has exhausted the last possible ID, unable to add more items"
            }
            AppendFault::NotGreater => {
                "ERR The ID specified in XADD is equal or smaller than the target stream top item"
            }
        });
        fault
            .at(self.id_at)
            .want("an ID greater than the stream's last one")
    }
}

fn new_id(args: Args<'_>) -> Parsed<'_, NewId> {
    let (rest, word) = word(args)?;
    if word.bytes == b"*" {
        return Ok((rest, NewId::Auto));
    }
    match EntryId::parse_parts(word.bytes) {
        Ok((ms, Seq::Given(seq))) => Ok((rest, NewId::Given(EntryId { ms, seq }))),
        Ok((ms, Seq::Missing)) => Ok((rest, NewId::Given(EntryId { ms, seq: 0 }))),
        Ok((ms, Seq::Auto)) => Ok((rest, NewId::AutoSeq(ms))),
        Err(_) => Err(nom::Err::Failure(invalid_id(word.at).want("* or an entry ID"))),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn an_id_is_made_or_given_and_must_grow() {
        Rig::new().transcript(
            r#"
> XADD s 5-1 f v
"5-1"
> XADD s 5-* f v
"5-2"
> XADD s 6 f v f v
"6-0"
> XADD s 6-0 f v
(error) ERR The ID specified in XADD is equal or smaller than the target stream top item
> XADD s 0 f v
(error) ERR The ID specified in XADD must be greater than 0-0
> XADD s 7-x f v
(error) ERR Invalid stream ID specified as stream command argument
> XADD none NOMKSTREAM * f v
(nil)
> XADD s NOMKSTREAM MAXLEN 1 7-1 f v
"7-1"
> XRANGE s - +
1) 1) "7-1"
   2) 1) "f"
      2) "v"
> XDEL s 7-1
(integer) 1
> XADD s 7-1 f v
(error) ERR The ID specified in XADD is equal or smaller than the target stream top item
> XADD s 18446744073709551615-18446744073709551615 f v
"18446744073709551615-18446744073709551615"
> XADD s * f v
(error) ERR The stream has exhausted the last possible ID, unable to add more items
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XADD text MAXLEN 1 MINID 1 * f
(error) ERR syntax error, MAXLEN and MINID options at the same time are not compatible
> XADD text MAXLEN x 0 f
(error) ERR value is not an integer or out of range
> XADD text MAXLEN -1 0 f
(error) ERR The MAXLEN argument must be >= 0.
> XADD text MINID x 0 f
(error) ERR Invalid stream ID specified as stream command argument
> XADD text MAXLEN ~ 1 LIMIT -1 0 f
(error) ERR The LIMIT argument must be >= 0.
> XADD text MAXLEN 1 f v
(error) ERR Invalid stream ID specified as stream command argument
> XADD text LIMIT 1 0 f
(error) ERR syntax error, LIMIT cannot be used without specifying a trimming strategy
> XADD text LIMIT 0 0 f v
(error) ERR syntax error, LIMIT cannot be used without the special ~ option
> XADD text MAXLEN 1 LIMIT 1 0 f
(error) ERR syntax error, LIMIT cannot be used without the special ~ option
> XADD text 0-0 f
(error) ERR wrong number of arguments for 'xadd' command
> XADD text 0-0 f v
(error) ERR The ID specified in XADD must be greater than 0-0
> XADD text * f v
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XADD text *
(error) ERR wrong number of arguments for 'xadd' command
",
        );
    }

    /// From documentation (streams.md B.26).
    #[test]
    fn a_message_sent_twice_is_added_once() {
        let mut rig = Rig::new().profile("8.6").at(1000);
        rig.transcript(
            r#"
> XADD s IDMP shop order-1 * f v
"<id-1>"
> XADD s NOMKSTREAM IDMP shop order-1 MAXLEN 0 * other fields
"<id-1>"
> XADD s IDMP till order-1 * f v
"<id-2>"
> XADD s IDMPAUTO shop * a 1 b 2
"<id-3>"
> XADD s IDMPAUTO shop * b 2 a 1
"<id-3>"
> XADD s IDMPAUTO shop * b 2 a 1 a 1
"<id-4>"
> XLEN s
(integer) 4
> XADD s IDMP shop order-2 9-9 f v
(error) ERR syntax error, IDMP/IDMPAUTO can be used only with auto-generated IDs
> XADD s IDMP shop order-2 nine f v
(error) ERR Invalid stream ID specified as stream command argument
> XADD s IDMP shop a IDMPAUTO shop * f v
(error) ERR syntax error, IDMP/IDMPAUTO specified multiple times
> XADD s IDMPAUTO "" * f v
(error) ERR syntax error, IDMPAUTO requires a non-empty producer ID
> XADD s IDMP "" a * f v
(error) ERR syntax error, IDMP requires a non-empty producer ID
> XADD s IDMP shop "" * f v
(error) ERR syntax error, IDMP requires a non-empty idempotent ID
"#,
        );
        let told = |rig: &mut Rig| {
            let info = rig.run("main", "XINFO STREAM s");
            let lines: Vec<&str> = info.lines().skip(14).take(12).collect();
            lines.join("\n")
        };
        assert_eq!(
            told(&mut rig),
            "15) \"idmp-duration\"\n16) (integer) 100\n17) \"idmp-maxsize\"\n18) (integer) 100\n19) \"pids-tracked\"\n\
             20) (integer) 2\n21) \"iids-tracked\"\n22) (integer) 4\n23) \"iids-added\"\n24) (integer) 4\n\
             25) \"iids-duplicates\"\n26) (integer) 2"
        );
        rig.pass(100_000);
        assert!(told(&mut rig).contains("22) (integer) 0"));
        rig.run("main", "XADD s IDMP shop order-1 * f v");
        assert_eq!(rig.run("main", "XLEN s"), "(integer) 5\n");
    }
}
