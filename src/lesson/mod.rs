//! What to learn: YAML lessons with their goals, mistakes and predictions, and the proof that they hold. Pure: the
//! host reads files and hands in texts; only the lessons embedded at build time are known here.

#![allow(dead_code, reason = "the reader and the judge land next")]

mod demo;
mod fault;
mod mend;
mod model;
mod session;
mod shelf;
mod value;
mod view;
mod yaml;

pub use demo::{Demo, DemoEvent, Halt};
pub use fault::{Fault, Place, Severity, Source};
pub use model::{Desk, Lesson};
pub use session::Session;
pub use shelf::Shelf;
pub use view::{ChoiceView, Feedback, FeedbackKind, GoalLine, Played, StepKind, StepView};
