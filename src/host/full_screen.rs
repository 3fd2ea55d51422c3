//! The full screen as a face of the program: what it needs to begin, and the code it ends with.

use std::env;
use std::process::ExitCode;

use anyhow::Result;

use super::arguments::Common;
use super::event_loop::{self, Ended};
use super::history::History;
use super::now;
use crate::app::{Lines, Look, State};

/// Shows the full screen until somebody leaves.
pub(super) fn run(common: &Common) -> Result<ExitCode> {
    let look = Look {
        ascii: common.ascii,
        plain: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
    };
    let history = History::open();
    let mut state = State::new(common.clock(), common.profile, look, now());
    state.lines = Lines::new(history.lines());
    Ok(match event_loop::run(state, history)? {
        Ended::Left => ExitCode::SUCCESS,
        Ended::Signal(signal) => ExitCode::from(128u8.saturating_add(u8::try_from(signal).unwrap_or(0))),
    })
}
