//! `xtutor lesson check`: proves lessons one after the other and prints what came of it, for people or for editors. The
//! proof itself is the lesson room's; the comparison with a server is in `against`.

use std::io::{self, Write};
use std::process::ExitCode;

use super::against::Server;
use super::lessons::{Proof, tell};
use crate::command::Version;
use crate::lesson::{Fault, Lesson, Report, Severity, Shelf, check, check_under, flows};
use crate::wire::Reply;
use crate::wire::print::{Format, printed};

/// Proves lessons as the command line says.
pub(super) struct Checker {
    json: bool,
    verbose: bool,
    /// The one version to prove them under; each lesson's own if `None`.
    version: Option<Version>,
    server: Option<Server>,
}

impl Checker {
    /// Connects to the server to compare with, if one is named.
    pub(super) fn new(how: &Proof, version: Version) -> io::Result<Checker> {
        let server = how
            .against
            .as_ref()
            .map(|address| Server::connect(address, how.flush));
        Ok(Checker {
            json: how.json,
            verbose: how.verbose,
            version: Some(version).filter(|version| *version != Version::default()),
            server: server.transpose()?,
        })
    }

    /// Proves every lesson; exits with 1 if anything is not so.
    pub(super) fn prove(&mut self, lessons: &Shelf, out: &mut impl Write) -> io::Result<ExitCode> {
        let severe = |fault: &Fault| fault.severity() == Severity::Error;
        let mut sound = !lessons.faults().iter().any(severe);
        let mut faults = lessons.faults().to_vec();
        if !self.json {
            tell(lessons, out)?;
        }
        for lesson in lessons.list() {
            let mut report = match self.version {
                Some(version) => check_under(lesson, version),
                None => check(lesson),
            };
            report.faults.extend(lessons.too_long(lesson));
            sound &= report.holds();
            if self.json {
                faults.extend(report.faults);
            } else {
                let holds = report.holds() && !lessons.doubts(lesson);
                print(lesson, &report, holds, out)?;
                if self.verbose {
                    print_steps(&report, out)?;
                }
            }
            if let Some(server) = &mut self.server {
                let same = compare(server, lesson, self.json, out);
                server.leave()?;
                sound &= same?;
            }
        }
        if self.json {
            let list = Reply::Array(faults.iter().map(as_json).collect());
            out.write_all(&printed(&list, Format::Json))?;
        }
        Ok(if sound {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

fn print(lesson: &Lesson, report: &Report, holds: bool, out: &mut impl Write) -> io::Result<()> {
    for fault in &report.faults {
        write!(out, "{fault}")?;
    }
    let (id, steps) = (&lesson.id, lesson.steps().len());
    if holds {
        let plural = if steps == 1 { "step" } else { "steps" };
        writeln!(out, "{id}: {steps} {plural}, {} statements proved", report.proved)
    } else {
        writeln!(out, "{id}: does not hold")
    }
}

/// What was proved of each step, a line each.
fn print_steps(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let widest = report.steps.iter().map(|proof| proof.step.len()).max();
    for proof in &report.steps {
        let width = widest.unwrap_or_default();
        let under = proof
            .version
            .map_or(String::new(), |version| format!(" (under {version})"));
        writeln!(
            out,
            "  {:width$}  {:7}  {}{under}",
            proof.step, proof.kind, proof.proved
        )?;
    }
    Ok(())
}

/// Goes every way of the lesson on the server. A lesson for other versions is passed over.
fn compare(server: &mut Server, lesson: &Lesson, quiet: bool, out: &mut impl Write) -> io::Result<bool> {
    let version = server.version;
    let mut say = |text: String| {
        if quiet {
            Ok(())
        } else {
            writeln!(out, "{}: {text}", lesson.id)
        }
    };
    if !lesson.profiles.contains(&version) {
        say(format!("not for redis {version}"))?;
        return Ok(true);
    }
    let flows = flows(lesson, version);
    let mut compared = 0;
    for flow in &flows {
        match server.follow(flow)? {
            Ok(replies) => compared += replies,
            Err(difference) => {
                say(format!("on redis {version}, {}:\n  {difference}", flow.name))?;
                return Ok(false);
            }
        }
    }
    let cut = flows.iter().find_map(|flow| flow.cut.as_ref());
    let until = cut.map_or(String::new(), |step| {
        format!(", up to {step}, which changes the version")
    });
    say(format!("{compared} replies as on redis {version}{until}"))?;
    Ok(true)
}

fn as_json(fault: &Fault) -> Reply {
    let text = |text: &str| Reply::Bulk(text.as_bytes().to_vec());
    let number = |number: usize| Reply::Int(i64::try_from(number).unwrap_or(i64::MAX));
    let severity = match fault.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let pairs = [
        ("file", text(&fault.source.file)),
        ("line", number(fault.place.line)),
        ("column", number(fault.place.column)),
        ("code", text(fault.code)),
        ("severity", text(severity)),
        ("message", text(&fault.message)),
        ("help", fault.help.as_deref().map_or(Reply::Nil, text)),
    ];
    Reply::Map(pairs.map(|(name, value)| (text(name), value)).to_vec())
}
