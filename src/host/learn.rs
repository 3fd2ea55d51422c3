//! `xtutor learn`: finds the lesson, by its name or as a file, and takes it on the screen or line by line.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, anyhow};

use super::arguments::{Arguments, Common};
use super::full_screen::{self, Opens};
use super::progress::ProgressFile;
use super::watch::Watch;
use super::{lessons, on_terminal, pipe, prompt};
use crate::lesson::{self, Lesson, Progress, Shelf};
use crate::repl::{Answer, Session, Settings};
use crate::wire::print::Format;

/// The lessons there are, and which one is meant.
#[derive(Default)]
pub(super) struct Found {
    pub(super) shelf: Shelf,
    /// Its id.
    pub(super) lesson: Option<String>,
    /// The files to be read again when they change.
    pub(super) watched: Vec<PathBuf>,
}

/// Looks for `name` among the lessons; a name that is a path is a file.
pub(super) fn find(common: &Common, name: Option<&str>) -> Result<Found> {
    let shelf = lessons::shelf(common.lessons.as_deref())?;
    let watched: Vec<PathBuf> = common.lessons.iter().cloned().collect();
    let is_path = |name: &&str| name.contains('/') || lessons::is_lesson(Path::new(name));
    let Some(path) = name.filter(is_path).map(PathBuf::from) else {
        return Ok(Found {
            shelf: lessons::in_language(shelf, common)?,
            lesson: name.map(str::to_owned),
            watched,
        });
    };
    let own = lessons::read(std::slice::from_ref(&path))?;
    let Some(lesson) = own.list().first().map(|lesson| lesson.id.clone()) else {
        let faults: String = own.faults().iter().map(ToString::to_string).collect();
        return Err(anyhow!("this lesson cannot be read\n{}", faults.trim_end()));
    };
    Ok(Found {
        shelf: lessons::in_language(shelf.overridden_by(own), common)?,
        lesson: Some(lesson),
        watched: watched.into_iter().chain([path]).collect(),
    })
}

/// Learns on the screen, or line by line when that is asked for or there is no terminal.
pub(super) fn run(
    arguments: &Arguments,
    name: Option<&str>,
    from: Option<&str>,
    plain: bool,
) -> Result<ExitCode> {
    let common = &arguments.common;
    if !plain && on_terminal() {
        return full_screen::run(common, &arguments.net, Opens::Lesson(name, from));
    }
    let found = find(common, name)?;
    let Some(id) = found.lesson else {
        return Ok(lessons::list(&found.shelf, &mut io::stdout().lock())?);
    };
    let lesson = found
        .shelf
        .get(&id)
        .ok_or_else(|| anyhow!(found.shelf.unknown(&id)))?;
    let step = from.map(|from| lesson.step_named(from)).transpose();
    let step = step.map_err(|why| anyhow!(why))?;
    let reread = Rereader {
        watch: Watch::new(found.watched),
        language: common.spoken(),
    };
    line_by_line(lesson, step, reread)
}

fn line_by_line(lesson: &Arc<Lesson>, step: Option<&str>, reread: Rereader) -> Result<ExitCode> {
    let (file, progress, complaint) = ProgressFile::open();
    let settings = Settings {
        format: Format::Standard,
        talks: true,
        ..Settings::default()
    };
    let begun = match step {
        Some(step) => lesson::Session::start_at(Arc::clone(lesson), step),
        None => progress.resume(lesson),
    };
    let (session, mut first) = Session::learn(settings, begun);
    first.complaint = complaint;
    let diary = Keeper { file, progress };
    Ok(if on_terminal() {
        prompt::run(session, Some(&first), Some(diary), Some(reread))?
    } else {
        pipe::run(session, Some(first), false, Some(reread))?
    })
}

/// Reads the lesson's file again when it was saved, for authors.
pub(super) struct Rereader {
    watch: Watch,
    language: Option<String>,
}

impl Rereader {
    /// What there is to say when a file has changed since it was last looked at.
    pub(super) fn look(&mut self, session: &mut Session) -> Option<Answer> {
        let lessons = self.watch.changed()?.in_language(self.language.as_deref());
        Some(session.reread(&lessons)).filter(|answer| !answer.printed.is_empty())
    }
}

/// Keeps the progress of a lesson that is learnt line by line.
pub(super) struct Keeper {
    file: ProgressFile,
    progress: Progress,
}

impl Keeper {
    /// Saves where the run stands, if anything is new.
    pub(super) fn note(&mut self, session: &Session) {
        if let Some(run) = session.lesson()
            && self.progress.note(run, session.lab())
        {
            self.file.save(&self.progress.print());
        }
    }
}
