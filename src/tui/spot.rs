//! What a click can mean: places that something is drawn on. Drawing notes them, so that what is seen is what is hit.

use crate::app::Focus;

/// What is drawn somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A pane.
    Pane(Focus),
    /// The terminal at this place, or its tab.
    Terminal(usize),
    /// A row of the list that lies over everything.
    Choice(usize),
    /// An answer to a lesson's question.
    Answer(usize),
}
