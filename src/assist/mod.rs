//! How to help: completion, hints, colours, explanations. Pure questions over a line and a `Lookup`; changes nothing
//! and prints nothing.

mod advice;
mod aside;
mod clean;
mod complete;
mod diagnosis;
mod facts;
mod foreign;
mod help;
mod hint;
mod judge;
mod loss;
mod matcher;
mod names;
pub mod nearest;
mod notes;
mod paint;
mod quoting;
pub mod span;
mod suggest;
mod syntax;
mod tables;
mod tree;
mod typed;
mod why;

pub use aside::{Aside, Kind, aside, loses};
pub use clean::{Cleaned, cleaned};
pub use complete::{Candidate, Completions, complete};
pub use diagnosis::{Diagnosis, check, explain, remark};
pub use help::{Listed, example, headings, help, listed, no_help};
pub use hint::{ghost, hint};
pub(crate) use loss::counted;
pub use paint::{Role, paint};
pub use suggest::suggest;
pub use syntax::syntax_of;
pub use tables::{TableLine, table};
pub use typed::{consumer_of, name_of};
pub use why::{Came, Part, Tone, ended, why};
