//! The command line. Each subcommand's options are a struct of their own; what is done with them is elsewhere.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, Args, CommandFactory as _, Error, FromArgMatches as _, Parser, Subcommand};

use super::lessons::LessonCommand;
use super::net::{NetOptions, Wanted};
use crate::app::Colours;
use crate::command::Version;
use crate::lab::Clock;
use crate::lesson::is_language;
use crate::repl::Settings;
use crate::store::Millis;
use crate::wire::Protocol;
use crate::wire::print::Format;

/// Learn Redis Streams by typing the real commands. No server, no network: a built-in engine answers like Redis.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) net: NetOptions,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

impl Arguments {
    /// Reads a command line. What a server has no use for is not in its help, and understood all the same, so that it
    /// can be said.
    pub(super) fn read<I: Into<OsString> + Clone>(
        words: impl IntoIterator<Item = I>,
    ) -> Result<Arguments, Error> {
        let command = Arguments::command();
        let useless = |arg: &&Arg| NOT_TO_SERVE.contains(&arg.get_id().as_str());
        let hidden: Vec<Arg> = command.get_arguments().filter(useless).cloned().collect();
        let hidden = hidden.into_iter().map(|arg| arg.hide(true));
        let mut command = command.mut_subcommand("serve", |serve| serve.args(hidden));
        let matches = command.try_get_matches_from_mut(words)?;
        Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
    }
}

/// The fields of the options that `serve` has no use for; where it listens it is told without one.
const NOT_TO_SERVE: [&str; 7] = [
    "ascii",
    "listen",
    "theme",
    "reduced_motion",
    "mouse",
    "lessons",
    "language",
];

/// What to do instead of opening the screen.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// A plain prompt, line by line; `xtutor repl < file` prints what redis-cli would
    Repl(ReplOptions),
    /// The screen with a lesson, where you left it; without a name, the list of lessons
    Learn {
        /// The lesson's name, or a lesson file, which is read again whenever it is saved
        lesson: Option<String>,
        /// Line by line on a bare prompt instead of the screen
        #[arg(long)]
        plain: bool,
        /// Begin at this step, by its number or its id: those before it are done by themselves
        #[arg(long, value_name = "STEP", requires = "lesson")]
        from: Option<String>,
    },
    /// A lesson that plays by itself, for a room to watch; without a name, the list of lessons
    Demo {
        /// The lesson's name, or a lesson file
        lesson: Option<String>,
    },
    /// No screen: a server for redis-cli and client libraries. Nothing is kept when it ends
    Serve {
        /// Where to listen: a port, an address, or both; port 6379 on loopback if nothing is said
        #[arg(value_name = "ADDR")]
        address: Option<Wanted>,
    },
    /// For authors: list and prove lessons
    #[command(subcommand)]
    Lesson(LessonCommand),
}

/// What can be said behind `--profile`.
fn versions() -> String {
    let all = Version::ALL.map(|version| version.to_string());
    format!("The Redis version to imitate: {}", all.join(", "))
}

/// Options that mean the same everywhere.
#[derive(Debug, Default, Args)]
pub(super) struct Common {
    /// The Redis version to imitate.
    #[arg(long, global = true, value_name = "VERSION", default_value_t, help = versions())]
    pub(super) profile: Version,
    /// Hold the clock at this time, in Unix milliseconds
    #[arg(long, global = true, value_name = "MS", value_parser = clap::value_parser!(i64).range(0..=MOST))]
    pub(super) clock: Option<Millis>,
    /// Let a held clock move so many milliseconds with every command
    #[arg(long, global = true, value_name = "MS", requires = "clock", value_parser = clap::value_parser!(i64).range(0..=MOST))]
    pub(super) step: Option<Millis>,
    /// Draw the screen with ASCII characters only
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    /// Let redis-cli and client libraries connect to what the screen shows, at 127.0.0.1:6379 or at ADDR
    #[arg(long, global = true, value_name = "ADDR", num_args = 0..=1, require_equals = true, default_missing_value = "6379")]
    pub(super) listen: Option<Wanted>,
    /// The screen's colours: own (the terminal's), dark, light or none
    #[arg(long, global = true, value_name = "THEME", value_parser = colours)]
    pub(super) theme: Option<Colours>,
    /// Nothing on the screen moves by itself: times change with something else, demos type at once
    #[arg(long, global = true)]
    pub(super) reduced_motion: bool,
    /// Clicks and the wheel work on the screen; selecting text then needs Shift
    #[arg(long, global = true)]
    pub(super) mouse: bool,
    /// Take lessons from this folder before the program's own
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) lessons: Option<PathBuf>,
    /// Take lessons in this language, as far as they are there in it; else as the environment says (LANG)
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub(super) language: Option<String>,
}

/// What is wrong with a command line that clap understands otherwise than whoever wrote it: an address that a blank
/// parts from its `--listen`.
pub(super) fn slip(words: &[String]) -> Option<String> {
    let serves = words.iter().any(|word| word == "serve");
    let parted = |pair: &&[String]| pair[0] == "--listen" && pair[1].parse::<Wanted>().is_ok();
    let address = &words.windows(2).find(parted).filter(|_| !serves)?[1];
    Some(format!(
        "the address of --listen stands behind a = and no blank: --listen={address}"
    ))
}

fn language(name: &str) -> Result<String, String> {
    let language = name.to_ascii_lowercase().replace('_', "-");
    let help = "a language is called as in nl or pt-br";
    is_language(&language)
        .then_some(language)
        .ok_or_else(|| help.to_owned())
}

fn colours(name: &str) -> Result<Colours, String> {
    Colours::named(name).ok_or_else(|| format!("there are {}", Colours::ALL.map(Colours::name).join(", ")))
}

/// Times end here, so that adding to one cannot run over.
const MOST: i64 = i64::MAX / 4;

impl Common {
    /// The language that lessons are to speak: as asked for, else as the environment says.
    pub(super) fn spoken(&self) -> Option<String> {
        let wish = || {
            let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
            let set = names
                .iter()
                .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))?;
            // As in nl_NL.UTF-8; C and POSIX are no languages.
            language(set.split(['.', '@']).next()?).ok()
        };
        self.language.clone().or_else(wish)
    }

    /// The first of the options given that only a screen or lessons have a use for.
    pub(super) fn for_a_screen(&self) -> Option<&'static str> {
        let given = [
            ("--ascii", self.ascii),
            ("--theme", self.theme.is_some()),
            ("--reduced-motion", self.reduced_motion),
            ("--mouse", self.mouse),
            ("--lessons", self.lessons.is_some()),
            ("--language", self.language.is_some()),
        ];
        given.into_iter().find_map(|(name, given)| given.then_some(name))
    }

    /// How time goes.
    pub(super) fn clock(&self) -> Clock {
        self.clock
            .map_or_else(Clock::default, |at| Clock::held(at, self.step.unwrap_or(0)))
    }
}

/// How replies are printed: redis-cli's options. The last one given counts.
#[derive(Clone, Copy, Debug, Default, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent switches of the command line"
)]
pub(super) struct ReplOptions {
    /// Print bare values, one per line (the default when the output is no terminal)
    #[arg(long, overrides_with_all = ["no_raw", "json", "csv"])]
    raw: bool,
    /// Print numbered and quoted values even when the output is no terminal
    #[arg(long, overrides_with_all = ["raw", "json", "csv"])]
    no_raw: bool,
    /// Print each reply as a line of JSON; implies -3
    #[arg(long, overrides_with_all = ["raw", "no_raw", "csv"])]
    json: bool,
    /// Print each reply as a line of comma-separated values
    #[arg(long, overrides_with_all = ["raw", "no_raw", "json"])]
    csv: bool,
    /// Speak RESP3, which tells maps from lists
    #[arg(short = '3')]
    resp3: bool,
    /// Exit with 1 if any reply was an error
    #[arg(short = 'e')]
    pub(super) errors_count: bool,
}

impl ReplOptions {
    /// What a session is to be. `talks`: somebody reads along; `shown`: the output is a terminal.
    pub(super) fn settings(self, common: &Common, talks: bool, shown: bool) -> Settings {
        Settings {
            clock: common.clock(),
            profile: common.profile,
            protocol: if self.resp3 || self.json {
                Protocol::Resp3
            } else {
                Protocol::Resp2
            },
            format: self.format(shown),
            talks,
        }
    }

    fn format(self, shown: bool) -> Format {
        match self {
            ReplOptions { json: true, .. } => Format::Json,
            ReplOptions { csv: true, .. } => Format::Csv,
            ReplOptions { raw: true, .. } => Format::Raw,
            ReplOptions { no_raw: true, .. } => Format::Standard,
            _ if shown => Format::Standard,
            _ => Format::Raw,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn an_address_parted_from_its_option_is_told_where_it_belongs() {
        let slip = |line: &str| slip(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let told = "the address of --listen stands behind a = and no blank: --listen=24010";
        assert_eq!(slip("xtutor --listen 24010").as_deref(), Some(told));
        assert_eq!(slip("xtutor learn --listen 24010 fruits").as_deref(), Some(told));
        for right in [
            "xtutor --listen=24010",
            "xtutor --listen learn",
            "xtutor serve 24010",
        ] {
            assert_eq!(slip(right), None);
        }
    }

    #[test]
    fn the_help_of_serve_has_only_what_a_server_can_use() {
        let help = Arguments::read(["xtutor", "serve", "--help"])
            .unwrap_err()
            .to_string();
        for option in [
            "--ascii",
            "--listen",
            "--theme",
            "--reduced-motion",
            "--mouse",
            "--lessons",
            "--language",
        ] {
            assert!(!help.contains(option), "{option}");
        }
        assert!(help.contains("--password") && help.contains("--profile"));
        let learn = Arguments::read(["xtutor", "learn", "--help"])
            .unwrap_err()
            .to_string();
        assert!(learn.contains("--theme") && learn.contains("--listen"));
        for line in [["serve", "--theme=dark"], ["--theme=dark", "serve"]] {
            let parsed = Arguments::read([&["xtutor"], &line[..]].concat()).unwrap();
            assert_eq!(parsed.common.for_a_screen(), Some("--theme"));
        }
    }

    #[test]
    fn the_last_format_counts() {
        let parsed =
            Arguments::try_parse_from(["xtutor", "repl", "--json", "--csv", "--clock", "5"]).unwrap();
        let Some(Command::Repl(options)) = parsed.command else {
            panic!("repl");
        };
        let settings = options.settings(&parsed.common, false, false);
        assert_eq!(
            (settings.format, settings.clock),
            (Format::Csv, Clock::held(5, 0))
        );
    }
}
