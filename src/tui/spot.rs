//! What a click can mean: places that something is drawn on. Drawing notes them, so that what is seen is what is hit.

use crate::app::{Focus, Target};
use crate::lab::Name;

/// What is drawn somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A pane.
    Pane(Focus),
    /// The terminal at this place, or its tab.
    Terminal(usize),
    /// A row of the terminal at this place, counted from the first one ever.
    Line(usize, usize),
    /// A row of the list that lies over everything.
    Choice(usize),
    /// An answer to a lesson's question.
    Answer(usize),
    /// A row of a pane.
    Row(Target),
    /// A row of the list of keys.
    Key(Name),
    /// A line that a card offers.
    Offer(usize),
    /// Something over the panes, where nothing in it is meant.
    Cover,
}
