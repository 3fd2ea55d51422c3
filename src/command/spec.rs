//! What is known of a command besides its effect: the entry type of the one command table. Arity checks, HELP,
//! hints and completion all read it; nothing about a command is written twice.

use super::args::Args;
use super::context::{Context, Flow};
use super::fault::Fault;
use super::profile::Version;

/// One command, or one subcommand.
#[derive(Debug)]
pub struct Spec {
    /// Its name in capitals; a subcommand's alone (`CREATE`).
    pub name: &'static str,
    /// Arguments including the name (and the subcommand's); negative means "at least".
    pub arity: i32,
    /// The version it came with.
    pub since: Version,
    /// How its behaviour here is known.
    pub source: Source,
    /// The heading it stands under in HELP.
    pub topic: Topic,
    /// What it does, in one sentence without a full stop.
    pub summary: &'static str,
    /// One line that can be typed as it is.
    pub example: &'static str,
    /// Its arguments.
    pub syntax: &'static [Syntax],
    /// Its subcommands, if it is only a family name.
    pub subcommands: &'static [Spec],
    /// Parses the arguments and forgets the result: what can be said before anything runs.
    pub check: fn(Args<'_>) -> Result<(), Fault>,
    /// Parses the arguments and takes effect.
    pub run: fn(Args<'_>, &mut Context<'_, '_>) -> Result<Flow, Fault>,
}

/// How a command's behaviour was established.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Compared with running servers of both versions, 7.0.15 and 8.0.
    Ran70And80,
    /// Compared with a running 8.0.
    Ran80,
    /// Known from Redis's documentation only.
    Documentation,
}

impl Source {
    /// The words HELP uses.
    pub fn words(self) -> &'static str {
        match self {
            Source::Ran70And80 => "compared with redis-server 7.0.15 and 8.0",
            Source::Ran80 => "compared with redis-server 8.0",
            Source::Documentation => "from documentation",
        }
    }
}

/// Redis's headings for commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// X…
    Stream,
    /// L… and R…
    List,
    /// GET and SET
    String,
    /// Keys of any type
    Generic,
    /// PUBLISH and its family
    PubSub,
    /// MULTI and EXEC
    Transactions,
    /// PING and its family
    Connection,
    /// FLUSHALL and its family
    Server,
    /// What servers say to each other: there, and offered nowhere.
    Internal,
}

impl Topic {
    /// The name HELP uses, as in `help @stream`.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Stream => "stream",
            Topic::List => "list",
            Topic::String => "string",
            Topic::Generic => "generic",
            Topic::PubSub => "pubsub",
            Topic::Transactions => "transactions",
            Topic::Connection => "connection",
            Topic::Server => "server",
            Topic::Internal => "internal",
        }
    }
}

/// One part of a command's arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A fixed word, in capitals.
    Word(&'static str),
    /// A value, by the name it has in HELP and by what it is.
    Value(&'static str, Holds),
    /// Parts that may be left out together. Neighbouring optional parts may come in any order.
    Optional(&'static [Syntax]),
    /// One of these.
    OneOf(&'static [&'static [Syntax]]),
    /// Once or more.
    Many(&'static [Syntax]),
    /// Parts that came with a later version than the command and may be left out together. Only among a command's
    /// outermost parts.
    Since(Version, &'static [Syntax]),
}

/// What a value is: what completion may offer for it and how it is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A key of any type.
    Key,
    /// The key of a stream.
    Stream,
    /// The key of a list.
    List,
    /// A group of the stream named before.
    Group,
    /// A consumer of the group named before.
    Consumer,
    /// An entry's ID, or a bound of a range.
    Id,
    /// An ID that is pending for the group named before.
    PendingId,
    /// A field's name.
    Field,
    /// Free text.
    Text,
    /// A whole number.
    Number,
    /// Milliseconds.
    Ms,
    /// Seconds, fractions allowed.
    Seconds,
    /// A Pub/Sub channel.
    Channel,
    /// A glob pattern.
    Pattern,
    /// A command's name.
    Command,
}

impl Syntax {
    /// Whether it says how many of what comes next there are.
    pub fn is_their_number(&self) -> bool {
        matches!(self, Syntax::Value("numkeys", _))
    }

    /// Whether a server of this version knows the part.
    pub fn known_in(&self, profile: Version) -> bool {
        !matches!(self, Syntax::Since(since, _) if *since > profile)
    }
}

impl Spec {
    /// Whether HELP and completion offer it to somebody who works with a server of this version.
    pub fn is_offered(&self, profile: Version) -> bool {
        self.since <= profile && self.topic != Topic::Internal
    }

    /// Whether `len` arguments, the name included, are acceptable.
    pub fn takes(&self, len: usize) -> bool {
        let needed = self.arity.unsigned_abs() as usize;
        if self.arity < 0 {
            len >= needed
        } else {
            len == needed
        }
    }

    /// The subcommand called `name`, in any case.
    pub fn subcommand(&self, name: &[u8]) -> Option<&'static Spec> {
        self.subcommands
            .iter()
            .find(|spec| spec.name.as_bytes().eq_ignore_ascii_case(name))
    }
}
