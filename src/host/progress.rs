//! The file of what a learner has completed. One that cannot be read is left as it is, and nothing is written over it.

use std::fs;
use std::path::PathBuf;

use super::files;
use crate::lesson::Progress;

/// Where progress is kept; nowhere if there is no place for it.
pub(super) struct ProgressFile {
    path: Option<PathBuf>,
}

impl ProgressFile {
    /// The file with what it says, and what is wrong with it.
    pub(super) fn open() -> (ProgressFile, Progress, Option<String>) {
        let path = files::progress();
        let text = path.as_ref().and_then(|path| fs::read_to_string(path).ok());
        match Progress::parse(&text.unwrap_or_default()) {
            Ok(progress) => (ProgressFile { path }, progress, None),
            Err(why) => (ProgressFile { path: None }, Progress::default(), Some(why)),
        }
    }

    /// Writes the file anew, whole or not at all.
    pub(super) fn save(&self, text: &str) {
        let Some(path) = &self.path else { return };
        let beside = path.with_extension("new");
        if fs::write(&beside, text).is_ok() {
            // Progress that cannot be kept is no reason to disturb a lesson.
            let _ = fs::rename(&beside, path);
        }
    }
}
