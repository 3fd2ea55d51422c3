//! The program as data: `State`, `Message`, `update`, `Effect`. No I/O and no drawing.

mod camera;
mod desk;
mod doing;
mod editing;
mod kills;
mod layer;
mod learning;
mod lines;
mod marks;
mod message;
mod own;
mod prompt;
mod running;
mod scrollback;
mod showing;
mod split;
mod state;
mod study;
mod telling;
mod ticking;
mod update;
pub mod wording;
pub mod words;

pub use camera::{Camera, Focus};
pub use desk::Desk;
pub use layer::{Layer, Popup};
pub use lines::Lines;
pub use marks::{Mark, Marks};
pub use message::{Arrow, Edit, Effect, Message, Turn, Way};
pub use prompt::Prompt;
pub use scrollback::{Kind, Pointed, Row, Scrollback};
pub use showing::{Knob, stands_still};
pub use split::Split;
pub use state::{Look, State, TERMINALS};
pub use study::{Run, Study};
pub use update::update;
