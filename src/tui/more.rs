//! The signs of what a pane does not show: that there is more above or below its rows, and where among that something
//! was changed. They stand in the edges, or behind the headings where an edge has no room.

use super::canvas::Panel;
use super::ink::Ink;
use super::theme::{Role, Signs};

/// What a pane does not show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct More {
    /// Whether there is more above.
    pub above: bool,
    /// Whether there is more below.
    pub below: bool,
    /// What was changed out of sight, in words, and whether that is above.
    pub changed: Option<(String, bool)>,
}

impl More {
    /// Puts what fits into the edges of a frame so many columns wide inside, and gives back the rest.
    pub(super) fn on_edges(mut self, panel: &mut Panel, width: usize, signs: &Signs) -> More {
        let fits = |beside: &Ink, ink: &Ink| beside.width() + ink.width() + 2 <= width;
        if let Some(ink) = self.upwards(signs).map(spaced)
            && fits(&panel.title, &ink)
        {
            panel.right = ink;
            self.above = false;
        }
        if let Some(ink) = self.downwards(signs).map(spaced)
            && fits(&panel.foot, &ink)
        {
            panel.foot_right = ink;
            self.below = false;
        }
        self
    }

    /// Headings in so many columns with the signs behind them.
    pub(super) fn behind(self, head: Ink, width: usize, signs: &Signs) -> Ink {
        let ink = joined([self.upwards(signs), self.downwards(signs)], "  ");
        if ink.is_empty() {
            return head;
        }
        let ink = if head.width() + 2 + ink.width() <= width {
            ink
        } else {
            let short = |there: bool, sign| there.then(|| Ink::of(Role::Quiet, sign));
            joined([short(self.above, signs.up), short(self.below, signs.below)], " ")
        };
        let room = width.saturating_sub(ink.width());
        let mut head = head.clipped(room.saturating_sub(1), signs.cut).padded(room);
        head.append(ink);
        head
    }

    fn upwards(&self, signs: &Signs) -> Option<Ink> {
        self.above.then(|| self.side(true, signs.up))
    }

    fn downwards(&self, signs: &Signs) -> Option<Ink> {
        self.below.then(|| self.side(false, signs.below))
    }

    fn side(&self, above: bool, sign: &str) -> Ink {
        match &self.changed {
            Some((what, side)) if *side == above => Ink::of(Role::Changed, format!("{sign} {what}")),
            _ => Ink::of(Role::Quiet, format!("{sign} more")),
        }
    }
}

fn spaced(ink: Ink) -> Ink {
    let mut spaced = Ink::of(Role::Quiet, " ");
    spaced.append(ink);
    spaced.then(Role::Quiet, " ")
}

fn joined(inks: [Option<Ink>; 2], gap: &'static str) -> Ink {
    let mut all = Ink::default();
    for ink in inks.into_iter().flatten() {
        if !all.is_empty() {
            all.push(Role::Quiet, gap);
        }
        all.append(ink);
    }
    all
}
