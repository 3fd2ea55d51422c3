//! COMMAND LIST (streams.md E.6): the names of commands.

use super::flags::categories_of;
use super::{Known, known};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::glob;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(super) const SPEC: Spec = Spec {
    name: "LIST",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Names the commands, all or those that fit",
    example: "COMMAND LIST FILTERBY PATTERN x*",
    syntax: &[Syntax::Optional(&[
        Syntax::Word("FILTERBY"),
        Syntax::OneOf(&[
            &[Syntax::Word("MODULE"), Syntax::Value("module-name", Holds::Text)],
            &[Syntax::Word("ACLCAT"), Syntax::Value("category", Holds::Text)],
            &[Syntax::Word("PATTERN"), Syntax::Value("pattern", Holds::Pattern)],
        ]),
    ])],
    subcommands: &[],
    check: |args| Filter::parse(args).map(drop),
    run: |args, context| Ok(run(&Filter::parse(args)?, context)),
};

enum Filter<'a> {
    All,
    /// There are no modules, and so no commands of theirs.
    None,
    Category(&'a [u8]),
    Pattern(&'a [u8]),
}

impl<'a> Filter<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        const WANT: &str = "FILTERBY, then MODULE, ACLCAT or PATTERN and what it is to be";
        let words: Vec<&[u8]> = args.words().map(|word| word.bytes).collect();
        let fault = Err(Fault::new(SYNTAX).at(args.at()).want(WANT));
        let (what, value) = match words.as_slice() {
            [] => return Ok(Filter::All),
            [by, what, value] if by.eq_ignore_ascii_case(b"filterby") => (*what, *value),
            _ => return fault,
        };
        match &*what.to_ascii_lowercase() {
            b"module" => Ok(Filter::None),
            b"aclcat" => Ok(Filter::Category(value)),
            b"pattern" => Ok(Filter::Pattern(value)),
            _ => fault,
        }
    }

    fn fits(&self, one: Known) -> bool {
        match self {
            Filter::All => true,
            Filter::None => false,
            Filter::Category(name) => {
                let mut categories = categories_of(one).into_iter();
                categories.any(|category| category.as_bytes()[1..].eq_ignore_ascii_case(name))
            }
            Filter::Pattern(pattern) => glob::matches(&pattern.to_ascii_lowercase(), one.name().as_bytes()),
        }
    }
}

fn run(filter: &Filter<'_>, context: &mut Context<'_, '_>) -> Flow {
    let mut names = Vec::new();
    for one in known(context) {
        let both = std::iter::once(one).chain(one.subcommands(context));
        names.extend(both.filter(|one| filter.fits(*one)).map(Known::name));
    }
    let out = context.out();
    out.array(names.len());
    for name in names {
        out.bulk(name.as_bytes());
    }
    Flow::Done
}
