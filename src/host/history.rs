//! The file of typed lines, shared by the full screen and the plain prompt, in rustyline's own format. A file that
//! cannot be read or written is no reason not to run.

use std::path::PathBuf;

use rustyline::history::{FileHistory, History as _, SearchDirection};

use super::files;

/// The typed lines on disk.
pub(super) struct History {
    lines: FileHistory,
    path: Option<PathBuf>,
}

impl History {
    /// The lines of earlier times.
    pub(super) fn open() -> History {
        let mut lines = FileHistory::default();
        let path = files::history();
        if let Some(path) = &path {
            let _ = lines.load(path);
        }
        History { lines, path }
    }

    /// The lines, oldest first.
    pub(super) fn lines(&self) -> Vec<String> {
        let found =
            (0..self.lines.len()).filter_map(|at| self.lines.get(at, SearchDirection::Forward).ok()?);
        found.map(|result| result.entry.into_owned()).collect()
    }

    /// Adds a line to the file.
    pub(super) fn add(&mut self, line: &str) {
        let Some(path) = &self.path else { return };
        if self.lines.add(line).unwrap_or(false) {
            let _ = self.lines.append(path);
        }
    }
}
