//! How to help: completion, hints, colours, explanations. Pure questions over a line and a `Lookup`; changes nothing
//! and prints nothing.

mod clean;
mod complete;
mod diagnosis;
mod help;
mod hint;
pub mod nearest;
mod paint;

pub use clean::{Cleaned, cleaned};
pub use complete::{Candidate, Completions, complete};
pub use diagnosis::{Diagnosis, check, explain};
pub use help::{help, syntax_of};
pub use hint::hint;
pub use paint::{Role, paint};
