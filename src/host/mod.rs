//! Where it runs: arguments, the one loop, threads, files, the real clock. The only room with I/O.

mod against;
mod arguments;
mod checking;
mod event_loop;
mod files;
mod full_screen;
mod history;
mod learn;
mod lessons;
mod net;
mod pipe;
mod progress;
mod prompt;
mod screen;
mod senses;
mod serve;
mod sleep;
mod watch;

use std::env::args_os;
use std::io::{ErrorKind, IsTerminal, Write, stdin, stdout};
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::repl::Session;
use crate::store::Millis;
use arguments::{Arguments, Command, Common, ReplOptions};
use full_screen::Opens;
use lessons::LessonCommand;
use net::Wanted;
pub use screen::Screen;

/// Exit code for a command line that cannot be understood, and for input that waits for ever.
const USAGE: u8 = 2;

/// Runs the program as its arguments say.
pub fn run() -> ExitCode {
    let words: Vec<String> = args_os()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    if let Some(why) = arguments::slip(&words) {
        complain(&why);
        return ExitCode::from(USAGE);
    }
    let arguments = match Arguments::read(args_os()) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are "errors" too, which end well. Where they cannot be written there is nobody to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE));
        }
    };
    match arguments.command {
        Some(Command::Repl(options)) => repl(&arguments.common, options),
        Some(Command::Lesson(command)) => lesson(&arguments.common, command),
        Some(Command::Serve { address }) => serve(&arguments, address),
        Some(Command::Learn {
            ref lesson,
            plain,
            ref from,
        }) => learn::run(&arguments, lesson.as_deref(), from.as_deref(), plain).unwrap_or_else(|error| {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }),
        Some(Command::Demo { lesson: None }) => lesson(&arguments.common, LessonCommand::List),
        Some(Command::Demo {
            lesson: Some(ref lesson),
        }) => screen(&arguments, Opens::Demo(lesson)),
        None if on_terminal() => screen(&arguments, Opens::Sandbox),
        None => repl(&arguments.common, ReplOptions::default()),
    }
}

fn on_terminal() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// The full screen.
fn screen(arguments: &Arguments, opens: Opens<'_>) -> ExitCode {
    if !on_terminal() {
        complain("the screen needs a terminal; `xtutor repl` reads lines from anywhere");
        return ExitCode::from(USAGE);
    }
    full_screen::run(&arguments.common, &arguments.net, opens).unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

/// The server alone.
fn serve(arguments: &Arguments, address: Option<Wanted>) -> ExitCode {
    let common = &arguments.common;
    if let Some(option) = common.for_a_screen() {
        complain(&format!(
            "serve has no screen and no lessons: it has no use for {option}"
        ));
        return ExitCode::from(USAGE);
    }
    if address.is_some() && common.listen.is_some() {
        complain("serve listens at one address: write it behind serve, and no --listen");
        return ExitCode::from(USAGE);
    }
    let wanted = address.or(common.listen).unwrap_or_default();
    serve::run(common, &arguments.net, wanted).unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

/// For authors.
fn lesson(common: &Common, command: LessonCommand) -> ExitCode {
    lessons::run(command, common).unwrap_or_else(|error| {
        // The reader of our output went away, as `head` does.
        if error.kind() == ErrorKind::BrokenPipe {
            return ExitCode::SUCCESS;
        }
        complain(&error.to_string());
        ExitCode::from(USAGE)
    })
}

/// The time outside, Unix ms. Every clock in the program is fed from here.
pub fn now() -> Millis {
    Millis::try_from(since_epoch().as_millis()).unwrap_or(Millis::MAX)
}

/// The time outside in ns, to tell how long something takes.
fn nanos() -> u64 {
    u64::try_from(since_epoch().as_nanos()).unwrap_or(u64::MAX)
}

/// How many bytes of memory the program takes; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    kilobytes.unwrap_or(0_u64) * 1024
}

#[expect(clippy::disallowed_methods, reason = "the one place where time enters")]
fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Line by line: with a prompt on a terminal, else as a filter.
fn repl(common: &Common, options: ReplOptions) -> ExitCode {
    let is_terminal = on_terminal();
    let settings = options.settings(common, is_terminal, stdout().is_terminal());
    let session = Session::new(settings, now());
    let ended = if is_terminal {
        prompt::run(session, None, None, None)
    } else {
        pipe::run(session, None, options.errors_count, None)
    };
    ended.unwrap_or_else(|error| {
        complain(&error.to_string());
        ExitCode::FAILURE
    })
}

/// Says what went wrong on standard error.
fn complain(text: &str) {
    // If nobody listens there, there is nobody else to tell.
    let _ = writeln!(std::io::stderr(), "xtutor: {text}");
}
