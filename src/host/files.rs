//! Where files are kept: the history of the prompt and a learner's progress. Not being able to keep them is never an error.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

/// The file that both faces keep typed lines in; its folder is made if need be. `None` if there is no place for it.
pub(super) fn history() -> Option<PathBuf> {
    kept("history")
}

/// The file of what a learner has completed.
pub(super) fn progress() -> Option<PathBuf> {
    kept("progress")
}

fn kept(name: &str) -> Option<PathBuf> {
    let places = etcetera::choose_base_strategy().ok()?;
    let folder = places
        .state_dir()
        .unwrap_or_else(|| places.data_dir())
        .join("xtutor");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join(name))
}
