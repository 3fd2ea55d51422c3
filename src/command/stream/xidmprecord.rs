//! XIDMPRECORD (streams.md B.26, since 8.8): tells a stream that a producer's message became a certain entry. Servers
//! replay their memory of XADD IDMP with it; nobody types it.

use nom::Parser;

use super::common::{IdArg, existing};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XIDMPRECORD",
    arity: 5,
    since: version(8, 8),
    source: Source::Documentation,
    topic: Topic::Internal,
    summary: "Records which entry a producer's message became; servers say it to each other",
    example: "XIDMPRECORD fruits farm-1 message-7 10-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("pid", Holds::Text),
        Syntax::Value("iid", Holds::Text),
        Syntax::Value("stream-id", Holds::Id),
    ],
    subcommands: &[],
    check: |args| Xidmprecord::parse(args)?.id.strict().map(drop),
    run: |args, context| Xidmprecord::parse(args)?.run(context),
};

struct Xidmprecord<'a> {
    key: &'a [u8],
    producer: &'a [u8],
    name: &'a [u8],
    id: IdArg<'a>,
}

impl<'a> Xidmprecord<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (_, (key, producer, name, id)) = (word, word, word, word).parse(args).map_err(settled)?;
        Ok(Xidmprecord {
            key: key.bytes,
            producer: given(producer, "ERR producer ID must be non-empty")?,
            name: given(name, "ERR idempotent ID must be non-empty")?,
            id: IdArg(id),
        })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let id = self.id.strict()?;
        let now = context.now();
        let stream = existing(context, self.key)?;
        if stream.get(id).is_none() {
            return Err(Fault::new("ERR No such message in stream").at(self.id.0.at));
        }
        let known = stream.idempotence.find(self.producer, self.name, now);
        if known.is_some_and(|known| known != id) {
            return Err(Fault::new(
                "ERR IID already exists for this producer with a different stream ID",
            ));
        }
        let (db, turn) = context.parts();
        if let Some(stream) = db.stream_mut(self.key)?.filter(|_| known.is_none()) {
            stream.idempotence.remember(self.producer, self.name, id, now);
        }
        turn.out.ok();
        Ok(Flow::Done)
    }
}

fn given<'a>(word: Word<'a>, refusal: &'static str) -> Result<&'a [u8], Fault> {
    if word.bytes.is_empty() {
        return Err(Fault::new(refusal).at(word.at));
    }
    Ok(word.bytes)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// From documentation (streams.md B.26).
    #[test]
    fn what_is_recorded_is_not_added_again() {
        Rig::new().profile("8.8").at(1000).transcript(
            r#"
> XIDMPRECORD s p i 1000-0
(error) ERR no such key
> XADD s 1000-0 f v
"1000-0"
> XIDMPRECORD s "" i x
(error) ERR producer ID must be non-empty
> XIDMPRECORD s p "" x
(error) ERR idempotent ID must be non-empty
> XIDMPRECORD s p i x
(error) ERR Invalid stream ID specified as stream command argument
> XIDMPRECORD s p i 5-0
(error) ERR No such message in stream
> XIDMPRECORD s p i 1000-0
OK
> XIDMPRECORD s p i 1000-0
OK
> XADD s IDMP p i * f v
"1000-0"
> XADD s 2000-0 f v
"2000-0"
> XIDMPRECORD s p i 2000-0
(error) ERR IID already exists for this producer with a different stream ID
"#,
        );
    }
}
