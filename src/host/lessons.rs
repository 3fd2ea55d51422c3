//! For authors: `xtutor lesson list`, `new`, `check` and the rest. Reads lesson files and prints; what is right or wrong
//! with them is the lesson room's business.

use std::fs;
use std::io::{self, Read, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};

use super::arguments::Common;
use super::checking::Checker;
use crate::lesson::{Lesson, Severity, Shelf, handout, misconceptions, schema, template};

/// What to do with lessons.
#[derive(Debug, Subcommand)]
pub(super) enum LessonCommand {
    /// Lists the lessons of the course
    List,
    /// Writes a small lesson to begin with, explained line by line
    New {
        /// Its name: small letters, digits and dashes; the file is NAME.yaml in this folder
        name: String,
    },
    /// Prints a lesson as a handout in Markdown: steps, replies, answers
    Print {
        /// The lesson's name, or a lesson file
        lesson: String,
        /// With the author's notes for the instructor
        #[arg(long)]
        notes: bool,
    },
    /// Prints the JSON Schema of lesson files, for editors
    Schema,
    /// Lists what people get wrong about streams, and which lessons set it right
    Misconceptions,
    /// Proves lessons: goals, mistakes and predictions are played on the engine. Exits with 1 if something is not so
    Check {
        /// Lesson files, or folders of them; without any, the lessons that come with the program
        #[arg(value_name = "FILE|DIR")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        how: Proof,
    },
}

/// How lessons are proved.
#[derive(Debug, Default, Args)]
pub(super) struct Proof {
    /// Compare every reply with a running redis-server as well; it is emptied, so it must hold no keys
    #[arg(long, value_name = "HOST:PORT")]
    pub(super) against: Option<String>,
    /// Empty that server even if it holds keys
    #[arg(long, requires = "against")]
    pub(super) flush: bool,
    /// Print what is wrong as one line of JSON, for editors
    #[arg(long)]
    pub(super) json: bool,
}

/// Runs one of them. `folder` is where lessons lie that come before the program's own.
pub(super) fn run(command: LessonCommand, common: &Common) -> io::Result<ExitCode> {
    let folder = common.lessons.as_deref();
    let mut out = stdout().lock();
    match command {
        LessonCommand::List => list(&shelf(folder)?, &mut out),
        LessonCommand::New { name } => begin(&name, &mut out),
        LessonCommand::Print { lesson, notes } => {
            let lesson = one(&lesson, folder)?;
            write!(out, "{}", handout(&lesson, notes))?;
            Ok(ExitCode::SUCCESS)
        }
        LessonCommand::Schema => {
            write!(out, "{}", schema())?;
            Ok(ExitCode::SUCCESS)
        }
        LessonCommand::Misconceptions => met(&shelf(folder)?, &mut out),
        LessonCommand::Check { paths, how } => {
            let shelf = if paths.is_empty() {
                shelf(folder)?
            } else {
                read(&paths)?
            };
            Checker::new(&how, common.profile)?.prove(&shelf, &mut out)
        }
    }
}

/// The lessons in these files and folders.
pub(super) fn read(paths: &[PathBuf]) -> io::Result<Shelf> {
    Ok(Shelf::from_texts(texts(paths)?))
}

/// The course: the program's own lessons, and those of `folder` in front of them.
pub(super) fn shelf(folder: Option<&Path>) -> io::Result<Shelf> {
    let own = Shelf::embedded();
    match folder {
        Some(folder) => Ok(own.overridden_by(read(&[folder.to_owned()])?)),
        None => Ok(own),
    }
}

pub(super) fn list(shelf: &Shelf, out: &mut impl Write) -> io::Result<ExitCode> {
    let widest = shelf
        .list()
        .iter()
        .map(|lesson| lesson.id.len())
        .max()
        .unwrap_or(0);
    for (track, lessons) in shelf.tracks() {
        writeln!(out, "{track}")?;
        for lesson in lessons {
            let (steps, minutes) = (lesson.steps().len(), lesson.minutes);
            writeln!(
                out,
                "  {:widest$}  {} ({steps} steps, {minutes} minutes)",
                lesson.id, lesson.title
            )?;
            if !lesson.summary.is_empty() {
                writeln!(out, "  {:widest$}  {}", "", lesson.summary)?;
            }
        }
    }
    tell(shelf, out)?;
    Ok(ExitCode::SUCCESS)
}

/// The lesson of this name, or in this file.
fn one(name: &str, folder: Option<&Path>) -> io::Result<Arc<Lesson>> {
    let path = PathBuf::from(name);
    let shelf = if is_lesson(&path) {
        read(&[path])?
    } else {
        shelf(folder)?
    };
    let found = if is_lesson(Path::new(name)) {
        shelf.list().first()
    } else {
        shelf.get(name)
    };
    found.cloned().ok_or_else(|| {
        let faults: String = shelf.faults().iter().map(ToString::to_string).collect();
        let why = if faults.is_empty() {
            shelf.unknown(name)
        } else {
            faults
        };
        io::Error::new(io::ErrorKind::NotFound, why.trim_end().to_owned())
    })
}

/// Begins a lesson. A file that is there already is never written over.
fn begin(name: &str, out: &mut impl Write) -> io::Result<ExitCode> {
    let name = name.strip_suffix(".yaml").unwrap_or(name);
    let text = template(name).map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))?;
    let file = write_new(name, &text)?;
    writeln!(out, "{file} is written; `xtutor lesson check {file}` proves it")?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a lesson to a file of its own in the folder one is in, and gives its name.
pub(super) fn write_new(name: &str, text: &str) -> io::Result<String> {
    let path = PathBuf::from(format!("{name}.yaml"));
    let mut file = fs::File::create_new(&path).map_err(|error| about(&path, &error))?;
    file.write_all(text.as_bytes())?;
    Ok(path.to_string_lossy().into_owned())
}

fn met(shelf: &Shelf, out: &mut impl Write) -> io::Result<ExitCode> {
    for (id, belief) in misconceptions() {
        writeln!(out, "{id}: {belief}")?;
        let lessons = shelf.list().iter();
        let lessons: Vec<&str> = lessons
            .filter(|lesson| lesson.misconceptions.iter().any(|met| met == id))
            .map(|lesson| lesson.id.as_str())
            .collect();
        let lessons = if lessons.is_empty() {
            "no lesson yet".to_owned()
        } else {
            lessons.join(", ")
        };
        writeln!(out, "    {lessons}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what was found while reading; whether all of it could be read.
pub(super) fn tell(shelf: &Shelf, out: &mut impl Write) -> io::Result<bool> {
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

pub(super) fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| is_lesson(file));
    files.sort();
    Ok(files)
}

/// Whether a file looks like a lesson by its name.
pub(super) fn is_lesson(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "yaml" || end == "yml")
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
