//! Statements about the state, the replies and what happened, and what values they want.

use super::Text;
use crate::lesson::yaml::Mark;

/// A statement about the state, the replies or what happened since the step was entered.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Assertion {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) subject: Subject,
    pub(in crate::lesson) checks: Vec<Check>,
    pub(in crate::lesson) items: Vec<Items>,
    /// The words shown instead of the generated sentence.
    pub(in crate::lesson) say: Option<Text>,
}

/// What a statement is about.
#[derive(Clone, Debug)]
pub(in crate::lesson) enum Subject {
    Stream(Text),
    Group(Text, Text),
    Consumer(Text, Text, Text),
    Pel(Text, Text),
    /// Any key, whatever is under it.
    Key(Text),
    List(Text),
    String(Text),
    /// A Pub/Sub channel.
    Channel(Text),
    Terminal(usize),
    Reply(usize, Path),
    Event(String),
    /// The command, in whichever terminal if `None`, and its arguments.
    Ran {
        command: Text,
        desk: Option<usize>,
        args: Vec<Arg>,
    },
    Clock,
    AnyOf(Vec<Assertion>),
    AllOf(Vec<Assertion>),
    Not(Box<Assertion>),
}

/// An argument of a command that was run.
#[derive(Clone, Debug)]
pub(in crate::lesson) enum Arg {
    /// `*`
    Any,
    /// `...`: any number of arguments, none included.
    Rest,
    /// This word, in whichever case.
    Is(Text),
    /// One that a matcher fits.
    Fits(Want),
}

/// A named value and what it must be.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Check {
    pub(in crate::lesson) name: String,
    pub(in crate::lesson) want: Want,
}

/// Entries or pending records that must or must not be there.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Items {
    pub(in crate::lesson) how: How,
    pub(in crate::lesson) any_order: bool,
    pub(in crate::lesson) list: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lesson) enum How {
    Exactly,
    Contains,
    Lacks,
}

/// One entry or pending record by what is known of it.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Item {
    /// `id`, `consumer`, `deliveries`, `idle`, `gone`
    pub(in crate::lesson) checks: Vec<Check>,
    /// The entry's fields.
    pub(in crate::lesson) fields: Vec<Check>,
}

/// What a value must be.
#[derive(Clone, Debug)]
pub(in crate::lesson) enum Want {
    Null,
    Any,
    /// A literal: its text after variables are filled in.
    Is(Text),
    /// A list of exactly these.
    List(Vec<Want>),
    Range {
        min: Option<Text>,
        max: Option<Text>,
    },
    OneOf(Vec<Want>),
    Not(Box<Want>),
    Contains(Vec<Want>),
    /// A glob pattern: `*` and `?`.
    Like(Text),
}

/// A way into a reply: `[0][1][*][0]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::lesson) struct Path(pub(in crate::lesson) Vec<PathStep>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lesson) enum PathStep {
    At(usize),
    Each,
}
