//! For authors: `xtutor lesson list` and `xtutor lesson check`. Reads lesson files and prints; what is right or wrong
//! with them is the lesson room's business.

use std::fs;
use std::io::{self, Read, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use crate::lesson::{Severity, Shelf, check};

/// What to do with lessons.
#[derive(Debug, Subcommand)]
pub(super) enum LessonCommand {
    /// Lists the lessons of the course
    List,
    /// Proves lessons: goals, mistakes and predictions are played on the engine. Exits with 1 if something is not so
    Check {
        /// Lesson files, or folders of them; without any, the lessons that come with the program
        #[arg(value_name = "FILE|DIR")]
        paths: Vec<PathBuf>,
    },
}

/// Runs one of them. `folder` is where lessons lie that come before the program's own.
pub(super) fn run(command: LessonCommand, folder: Option<&Path>) -> io::Result<ExitCode> {
    let mut out = stdout().lock();
    match command {
        LessonCommand::List => list(&shelf(folder)?, &mut out),
        LessonCommand::Check { paths } if paths.is_empty() => prove(&shelf(folder)?, &mut out),
        LessonCommand::Check { paths } => prove(&Shelf::from_texts(texts(&paths)?), &mut out),
    }
}

/// The course: the program's own lessons, and those of `folder` in front of them.
pub(super) fn shelf(folder: Option<&Path>) -> io::Result<Shelf> {
    let own = Shelf::embedded();
    match folder {
        Some(folder) => Ok(own.overridden_by(Shelf::from_texts(texts(&[folder.to_owned()])?))),
        None => Ok(own),
    }
}

fn list(shelf: &Shelf, out: &mut impl Write) -> io::Result<ExitCode> {
    let widest = shelf
        .list()
        .iter()
        .map(|lesson| lesson.id.len())
        .max()
        .unwrap_or(0);
    for lesson in shelf.list() {
        let (steps, minutes) = (lesson.steps().len(), lesson.minutes);
        writeln!(
            out,
            "{:widest$}  {} ({steps} steps, {minutes} minutes)",
            lesson.id, lesson.title
        )?;
        if !lesson.summary.is_empty() {
            writeln!(out, "{:widest$}  {}", "", lesson.summary)?;
        }
    }
    tell(shelf, out)?;
    Ok(ExitCode::SUCCESS)
}

fn prove(shelf: &Shelf, out: &mut impl Write) -> io::Result<ExitCode> {
    let mut sound = tell(shelf, out)?;
    for lesson in shelf.list() {
        let report = check(lesson);
        for fault in &report.faults {
            write!(out, "{fault}")?;
        }
        if report.holds() {
            writeln!(
                out,
                "{}: {} steps, {} statements proved",
                lesson.id,
                lesson.steps().len(),
                report.proved
            )?;
        } else {
            writeln!(out, "{}: does not hold", lesson.id)?;
            sound = false;
        }
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints what was found while reading; whether all of it could be read.
fn tell(shelf: &Shelf, out: &mut impl Write) -> io::Result<bool> {
    for fault in shelf.faults() {
        write!(out, "{fault}")?;
    }
    Ok(shelf
        .faults()
        .iter()
        .all(|fault| fault.severity() == Severity::Warning))
}

/// The files and their texts, folders opened, in the order of their names.
fn texts(paths: &[PathBuf]) -> io::Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    for path in paths {
        for file in files(path).map_err(|error| about(path, &error))? {
            let text = text(&file).map_err(|error| about(&file, &error))?;
            texts.push((file.to_string_lossy().into_owned(), text));
        }
    }
    Ok(texts)
}

fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "yaml" || end == "yml"));
    files.sort();
    Ok(files)
}

/// No more is read than shows that a file is too long for a lesson.
const ENOUGH: u64 = (1 << 20) + 1;

fn text(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(ENOUGH).read_to_end(&mut bytes)?;
    // What is no UTF-8 becomes a replacement sign, and a fault where it matters.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
