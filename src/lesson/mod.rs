//! What to learn: YAML lessons with their goals, mistakes and predictions, and the proof that they hold. Pure: the
//! host reads files and hands in texts; only the lessons embedded at build time are known here.

mod act;
mod answering;
mod capture;
mod catalogue;
mod check;
mod course;
mod demo;
mod dice;
mod drawing;
mod entering;
mod fault;
mod judge;
mod log;
mod mend;
mod model;
mod moment;
mod permitted;
mod place;
mod progress;
mod projection;
mod read;
mod session;
mod shelf;
mod slip;
mod solving;
mod state;
mod trial;
mod value;
mod vars;
mod view;
mod want;
mod yaml;

pub use catalogue::misconceptions;
pub use check::{Report, check};
pub use demo::{Demo, DemoEvent, Halt};
pub use fault::{Fault, Place, Severity, Source};
pub use model::{Desk, EntryKind, Lesson, Pane};
pub use progress::Progress;
pub use session::Session;
pub use shelf::Shelf;
pub use view::{ChoiceView, Feedback, FeedbackKind, GoalLine, Played, StepKind, StepView};
