//! Reads lesson files again when they change, for authors: a thread that looks at them and sends their texts.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, SystemTime};

use mio::Waker;

use super::lessons;
use super::senses::Sense;
use crate::lesson::Shelf;

/// How long after a file was saved it is seen at the latest.
const LOOK: Duration = Duration::from_millis(300);

/// Begins to look at these files and folders; nothing is started when there are none.
pub(super) fn start(paths: Vec<PathBuf>, sender: Sender<Sense>, waker: Arc<Waker>) -> std::io::Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    thread::Builder::new().name("lessons".to_owned()).spawn(move || {
        let mut watch = Watch::new(paths);
        loop {
            thread::sleep(LOOK);
            let Some(shelf) = watch.changed() else { continue };
            if sender.send(Sense::Lessons(Box::new(shelf))).is_err() || waker.wake().is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Files and folders of lessons, and how they were when they were last looked at.
pub(super) struct Watch {
    paths: Vec<PathBuf>,
    known: Vec<(PathBuf, Option<SystemTime>, u64)>,
}

impl Watch {
    pub(super) fn new(paths: Vec<PathBuf>) -> Watch {
        let known = state(&paths);
        Watch { paths, known }
    }

    /// The lessons as they are now, if a file has changed since. A file that is being written cannot be read for a
    /// moment; it changes again when it is there.
    pub(super) fn changed(&mut self) -> Option<Shelf> {
        let now = state(&self.paths);
        if now == self.known {
            return None;
        }
        self.known = now;
        lessons::read(&self.paths).ok()
    }
}

/// Which files there are, when each was changed, and how long it is.
fn state(paths: &[PathBuf]) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let files = paths
        .iter()
        .flat_map(|path| lessons::files(path).unwrap_or_default());
    files
        .map(|file| {
            let about = fs::metadata(&file).ok();
            let changed = about.as_ref().and_then(|about| about.modified().ok());
            (file, changed, about.map_or(0, |about| about.len()))
        })
        .collect()
}
