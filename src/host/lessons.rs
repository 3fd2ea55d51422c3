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
use crate::lesson::{
    Lesson, Severity, Shelf, handout, misconceptions, schema, skeleton, template, translates,
};
use crate::repl::{Answer, Session};

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
    /// Writes a file with everything a lesson says, to be put into another language: NAME.LANGUAGE.yaml in this folder
    Translate {
        /// The lesson's name, or a lesson file
        lesson: String,
        /// The language: nl, pt-br
        language: String,
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
    /// Say what was proved of each step
    #[arg(short, long, conflicts_with = "json")]
    pub(super) verbose: bool,
    /// Print what is wrong as one line of JSON, for editors
    #[arg(long)]
    pub(super) json: bool,
}

/// Runs one of them. Lessons in the folder that `common` names come before the program's own.
pub(super) fn run(command: LessonCommand, common: &Common) -> io::Result<ExitCode> {
    let mut out = stdout().lock();
    match command {
        LessonCommand::List => list(&course(common)?, &mut out),
        LessonCommand::New { name } => begin(&name, &mut out),
        LessonCommand::Print { lesson, notes } => {
            let lesson = one(&lesson, common)?;
            write!(out, "{}", handout(&lesson, notes))?;
            Ok(ExitCode::SUCCESS)
        }
        LessonCommand::Translate { lesson, language } => {
            let own = Common {
                language: Some("en".to_owned()),
                lessons: common.lessons.clone(),
                ..Common::default()
            };
            let lesson = one(&lesson, &own)?;
            let refused = |why| io::Error::new(io::ErrorKind::InvalidInput, why);
            let text = skeleton(&lesson, &language).map_err(refused)?;
            let file = write_new(&format!("{}.{language}", lesson.id), &text)?;
            writeln!(
                out,
                "{file} is written; beside {id}.yaml it is used with --language {language}, and `xtutor lesson check {file}` \
                 says what it lacks",
                id = lesson.id
            )?;
            Ok(ExitCode::SUCCESS)
        }
        LessonCommand::Schema => {
            write!(out, "{}", schema())?;
            Ok(ExitCode::SUCCESS)
        }
        LessonCommand::Misconceptions => met(&course(common)?, &mut out),
        LessonCommand::Check { paths, how } => {
            let shelf = if paths.is_empty() {
                shelf(common.lessons.as_deref())?
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

/// The course in the language that is wanted.
pub(super) fn course(common: &Common) -> io::Result<Shelf> {
    in_language(shelf(common.lessons.as_deref())?, common)
}

/// Lessons in the language that is wanted.
pub(super) fn in_language(shelf: Shelf, common: &Common) -> io::Result<Shelf> {
    understood(common, &shelf)?;
    Ok(shelf.in_language(common.spoken().as_deref()))
}

/// A language that was asked for must be there in some lesson; what the environment says is only a wish.
pub(super) fn understood(common: &Common, shelf: &Shelf) -> io::Result<()> {
    let Some(wanted) = &common.language else {
        return Ok(());
    };
    let embedded = Shelf::embedded_files().filter_map(|file| translates(file).map(|(_, language)| language));
    let mut known: Vec<&str> = shelf
        .languages()
        .into_iter()
        .chain(embedded)
        .chain(["en"])
        .collect();
    known.sort_unstable();
    known.dedup();
    if known
        .iter()
        .any(|known| wanted.split('-').next() == known.split('-').next())
    {
        return Ok(());
    }
    let why = format!(
        "there are no lessons in `{wanted}`; there are: {}",
        known.join(", ")
    );
    Err(io::Error::new(io::ErrorKind::InvalidInput, why))
}

/// The program's own lessons, and those of `folder` in front of them.
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
fn one(name: &str, common: &Common) -> io::Result<Arc<Lesson>> {
    let path = PathBuf::from(name);
    let shelf = if is_lesson(&path) {
        in_language(read(&[path])?, common)?
    } else {
        course(common)?
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
    let mut file = fs::File::create_new(&path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let why = format!("{} is there already, and stays as it is", path.display());
            io::Error::new(error.kind(), why)
        }
        _ => about(&path, &error),
    })?;
    file.write_all(text.as_bytes())?;
    Ok(path.to_string_lossy().into_owned())
}

/// Writes the lesson that was recorded line by line, if an answer has one.
pub(super) fn write_recorded(session: &mut Session, answer: &mut Answer) {
    if let Some((name, text)) = answer.write.take() {
        let written = write_new(&name, &text).map_err(|error| error.to_string());
        session.written(written, answer);
    }
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
    let mut texts: Vec<(String, String)> = Vec::new();
    for path in paths {
        for file in files(path).map_err(|error| about(path, &error))? {
            // A lesson and its translation name each other.
            if texts.iter().any(|(known, _)| Path::new(known) == file) {
                continue;
            }
            let text = text(&file).map_err(|error| about(&file, &error))?;
            texts.push((file.to_string_lossy().into_owned(), text));
        }
    }
    Ok(texts)
}

/// The lesson files in a folder; a lesson file with its translations beside it, a translation with its lesson.
pub(super) fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_dir() {
        return within(path);
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let name = |file: &Path| file.file_name().map(|name| name.to_string_lossy().into_owned());
    let own = name(path).unwrap_or_default();
    let stem = own.rsplit_once('.').map_or(own.as_str(), |(stem, _)| stem);
    let lesson = translates(&own).map_or(stem, |(lesson, _)| lesson);
    let beside = within(&folder)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|file| {
            let found = name(&file)?;
            let of_lesson = translates(&found).is_some_and(|(other, _)| other == lesson);
            let is_lesson = translates(&own).is_some() && found == format!("{lesson}.yaml");
            ((of_lesson || is_lesson) && found != own).then(|| path.with_file_name(found))
        });
    Ok([path.to_owned()].into_iter().chain(beside).collect())
}

fn within(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
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
