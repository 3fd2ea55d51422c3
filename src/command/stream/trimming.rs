//! The trimming options that XADD and XTRIM share: `MAXLEN|MINID [=|~] threshold [LIMIT count]` (streams.md B.6,
//! B.9), their grammar and their late checks.

use nom::branch::alt;
use nom::combinator::{map, opt, value};
use nom::{Err, Parser};

use super::references::{self, emit_counts, pending_counts};
use crate::command::args::Args;
use crate::command::context::Context;
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{self, Parsed, integer, keyword_with_value};
use crate::command::spec::{Holds, Syntax};
use crate::store::{NodeLimits, References, Stream, Threshold, Trim, Trimmed};

/// How HELP and hints show the options.
pub(super) const SYNTAX: Syntax = Syntax::Optional(STRATEGY);

pub(super) const STRATEGY: &[Syntax] = &[
    Syntax::OneOf(&[&[Syntax::Word("MAXLEN")], &[Syntax::Word("MINID")]]),
    Syntax::Optional(&[Syntax::OneOf(&[&[Syntax::Word("=")], &[Syntax::Word("~")]])]),
    Syntax::Value("threshold", Holds::Number),
    Syntax::Optional(&[Syntax::Word("LIMIT"), Syntax::Value("count", Holds::Number)]),
];

/// The options as far as they were given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trimming {
    threshold: Option<Threshold>,
    approximate: bool,
    limit: Option<u64>,
    /// Where LIMIT stands.
    limit_at: usize,
    references: Option<References>,
}

/// One option.
#[derive(Clone, Copy, Debug)]
pub(super) enum TrimOption {
    Strategy {
        threshold: Threshold,
        approximate: bool,
        at: usize,
    },
    Limit {
        count: u64,
        at: usize,
    },
    References(References),
}

fn strategy<'a>(
    name: &'static str,
    threshold: fn(Args<'a>) -> Parsed<'a, Threshold>,
) -> impl Fn(Args<'a>) -> Parsed<'a, TrimOption> {
    move |args| {
        let at = args.at();
        let (args, ()) = keyword_with_value(name)(args)?;
        let (args, approximate) = operator(args)?;
        let (args, threshold) = threshold(args)?;
        Ok((
            args,
            TrimOption::Strategy {
                threshold,
                approximate,
                at,
            },
        ))
    }
}

/// `=` or `~`, which count as operators only when something follows.
fn operator(args: Args<'_>) -> Parsed<'_, bool> {
    let sign = alt((
        value(true, keyword_with_value("~")),
        value(false, keyword_with_value("=")),
    ));
    map(opt(sign), Option::unwrap_or_default).parse(args)
}

fn max_len(args: Args<'_>) -> Parsed<'_, Threshold> {
    let at = args.at();
    let (args, most) = integer("how many entries to keep")(args)?;
    match u64::try_from(most) {
        Ok(most) => Ok((args, Threshold::MaxLen(most))),
        Err(_) => grammar::fail(Fault::new("ERR The MAXLEN argument must be >= 0.").at(at)),
    }
}

fn min_id(args: Args<'_>) -> Parsed<'_, Threshold> {
    map(grammar::id, Threshold::MinId).parse(args)
}

fn limit(args: Args<'_>) -> Parsed<'_, TrimOption> {
    let keyword_at = args.at();
    let (args, ()) = keyword_with_value("LIMIT")(args)?;
    let at = args.at();
    let (args, count) = integer("the most entries to remove at once")(args)?;
    match u64::try_from(count) {
        Ok(count) => Ok((
            args,
            TrimOption::Limit {
                count,
                at: keyword_at,
            },
        )),
        Err(_) => grammar::fail(Fault::new("ERR The LIMIT argument must be >= 0.").at(at)),
    }
}

impl Trimming {
    /// One of the options, if the next argument is one. What becomes of references can be said only once.
    pub(super) fn option<'a>(&self, args: Args<'a>) -> Parsed<'a, TrimOption> {
        let found = alt((strategy("MAXLEN", max_len), strategy("MINID", min_id), limit)).parse(args);
        match found {
            Err(Err::Error(_)) if self.references.is_none() => {
                map(references::word, TrimOption::References).parse(args)
            }
            found => found,
        }
    }

    /// Takes one option in; a second strategy is refused.
    pub(super) fn with(mut self, option: TrimOption) -> Result<Trimming, Err<Fault>> {
        match option {
            TrimOption::Strategy { at, .. } if self.threshold.is_some() => {
                let text = "ERR syntax error, MAXLEN and MINID options at the same time are not compatible";
                return Err(Err::Failure(Fault::new(text).at(at)));
            }
            TrimOption::Strategy {
                threshold,
                approximate,
                ..
            } => {
                self.threshold = Some(threshold);
                self.approximate = approximate;
            }
            TrimOption::Limit { count, at } => {
                self.limit = Some(count);
                self.limit_at = at;
            }
            TrimOption::References(references) => self.references = Some(references),
        }
        Ok(self)
    }

    /// The checks that come when all options are read. `needed` is the fault of having no strategy, if one must be
    /// given.
    pub(super) fn checked(self, needed: Option<Fault>) -> Result<Trimming, Fault> {
        if self.limit.is_some_and(|limit| limit > 0) && self.threshold.is_none() {
            let text = "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy";
            return Err(Fault::new(text).at(self.limit_at));
        }
        if let (None, Some(fault)) = (self.threshold, needed) {
            return Err(fault);
        }
        if self.limit.is_some() && !self.approximate {
            return Err(
                Fault::new("ERR syntax error, LIMIT cannot be used without the special ~ option")
                    .at(self.limit_at),
            );
        }
        Ok(self)
    }

    /// What is to be done, with the defaults of this server; `None` if no trimming was asked for.
    pub(super) fn resolved(self, limits: NodeLimits) -> Option<Trim> {
        let threshold = self.threshold?;
        let default = if self.approximate {
            default_limit(limits)
        } else {
            0
        };
        Some(Trim {
            threshold,
            approximate: self.approximate,
            limit: self.limit.unwrap_or(default),
            references: self.references.unwrap_or_default(),
        })
    }
}

/// How much `~` removes at most without LIMIT: a hundred nodes' worth.
fn default_limit(limits: NodeLimits) -> u64 {
    match limits.entries.saturating_mul(100) {
        0 => 10_000,
        most => most.min(1_000_000),
    }
}

/// Trims and tells.
pub(super) fn apply(context: &mut Context<'_, '_>, key: &[u8], trim: Trim) -> Trimmed {
    let pending = match trim.references {
        References::Delete => pending_counts(context, key),
        References::Keep | References::Acked => Vec::new(),
    };
    let (db, turn) = context.parts();
    let trimmed = db
        .stream_mut(key)
        .ok()
        .flatten()
        .map_or_else(Trimmed::default, |stream: &mut Stream| stream.trim(trim));
    if trimmed.count > 0 {
        let Trimmed { count, first, last } = trimmed;
        turn.emit(|| Event::Trimmed {
            key: key.into(),
            count,
            first,
            last,
        });
    }
    emit_counts(context, key, &pending);
    if trimmed.count > 0 {
        context.change(key);
    }
    trimmed
}
