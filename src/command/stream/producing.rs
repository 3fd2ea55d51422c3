//! `IDMPAUTO pid | IDMP pid iid` of XADD (streams.md B.26, since 8.6): a producer that names its messages, so that
//! sending one again adds nothing.

use std::borrow::Cow;

use nom::Err;

use crate::command::args::Args;
use crate::command::fault::{Fault, SYNTAX as SYNTAX_ERROR};
use crate::command::grammar::{self, Parsed, bytes, keyword};
use crate::command::profile::version;
use crate::command::spec::{Holds, Syntax};

/// How HELP and hints show it.
pub(super) const SYNTAX: Syntax = Syntax::Since(
    version(8, 6),
    &[Syntax::OneOf(&[
        &[Syntax::Word("IDMPAUTO"), Syntax::Value("pid", Holds::Text)],
        &[
            Syntax::Word("IDMP"),
            Syntax::Value("pid", Holds::Text),
            Syntax::Value("iid", Holds::Text),
        ],
    ])],
);

/// The fault of an ID that the producer chose.
pub(super) const OWN_ID: Fault =
    Fault::new("ERR syntax error, IDMP/IDMPAUTO can be used only with auto-generated IDs").want("*");

/// Who sends, and under which name; without one the content is the name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent<'a> {
    pub(super) producer: &'a [u8],
    name: Option<&'a [u8]>,
}

/// The option, if enough words follow it.
pub(super) fn option(args: Args<'_>) -> Parsed<'_, Sent<'_>> {
    let none = || Err(Err::Error(Fault::new(SYNTAX_ERROR).at(args.at())));
    if args.profile() < version(8, 6) {
        return none();
    }
    if let Ok((rest, ())) = keyword("IDMPAUTO")(args)
        && !rest.is_empty()
    {
        let (rest, producer) = given(
            rest,
            "ERR syntax error, IDMPAUTO requires a non-empty producer ID",
        )?;
        return Ok((rest, Sent { producer, name: None }));
    }
    match keyword("IDMP")(args) {
        Ok((rest, ())) if rest.len() > 1 => {
            let (rest, producer) = given(rest, "ERR syntax error, IDMP requires a non-empty producer ID")?;
            let (rest, name) = given(rest, "ERR syntax error, IDMP requires a non-empty idempotent ID")?;
            let name = Some(name);
            Ok((rest, Sent { producer, name }))
        }
        _ => none(),
    }
}

fn given<'a>(args: Args<'a>, refusal: &'static str) -> Parsed<'a, &'a [u8]> {
    let at = args.at();
    match bytes(args)? {
        (_, b"") => grammar::fail(Fault::new(refusal).at(at)),
        given => Ok(given),
    }
}

/// The fault of saying it twice.
pub(super) fn twice(at: usize) -> Err<Fault> {
    Err::Failure(Fault::new("ERR syntax error, IDMP/IDMPAUTO specified multiple times").at(at))
}

impl<'a> Sent<'a> {
    /// The message's name.
    pub(super) fn name(&self, fields: Args<'a>) -> Cow<'a, [u8]> {
        match self.name {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(digest(fields).to_be_bytes().to_vec()),
        }
    }
}

/// A number for the fields and their values, in whatever order the pairs stand (FNV-1a, 128 bits).
fn digest(fields: Args<'_>) -> u128 {
    let words: Vec<&[u8]> = fields.words().map(|word| word.bytes).collect();
    let mut pairs: Vec<&[&[u8]]> = words.chunks(2).collect();
    pairs.sort_unstable();
    let mut digest: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let mut add = |byte: u8| {
        digest ^= u128::from(byte);
        digest = digest.wrapping_mul(0x0100_0000_0000_0000_0000_013b);
    };
    for word in pairs.into_iter().flatten() {
        // The length first, so that where one word ends and the next begins matters.
        (word.len() as u64).to_be_bytes().into_iter().for_each(&mut add);
        word.iter().copied().for_each(&mut add);
    }
    digest
}
