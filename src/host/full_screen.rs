//! The full screen as a face of the program: what it needs to begin, and the code it ends with.

use std::env;
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::arguments::Common;
use super::event_loop::{self, Ended};
use super::history::History;
use super::learn::{self, Found};
use super::lessons;
use super::net::{Listener, NetOptions};
use super::now;
use super::progress::ProgressFile;
use super::serve;
use crate::app::{Colours, Lines, Look, State};

/// What the screen opens with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Opens<'a> {
    /// The sandbox.
    Sandbox,
    /// A lesson, perhaps at a step of its own, or the list of them.
    Lesson(Option<&'a str>, Option<&'a str>),
    /// A lesson that plays by itself.
    Demo(&'a str),
}

/// How the screen is to look: as asked for, else as the terminal and its user are known to want it.
fn look(common: &Common) -> Look {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let shades = env::var("COLORFGBG").ok();
    Look {
        ascii: common.ascii,
        colours: common
            .theme
            .unwrap_or_else(|| Colours::fitting(is_set("NO_COLOR"), shades.as_deref())),
        still: common.reduced_motion || is_set("REDUCED_MOTION"),
        mouse: common.mouse,
    }
}

/// Shows the full screen until somebody leaves.
pub(super) fn run(common: &Common, net: &NetOptions, opens: Opens<'_>) -> Result<ExitCode> {
    // Before the screen is taken, so that a taken port is said where it can be read.
    let listen = common.listen.map(|wanted| {
        serve::allow_files(net.most_files());
        Listener::open(wanted, net, "xtutor --listen=")
    });
    let listener = listen.transpose()?;
    let look = look(common);
    let history = History::open();
    let mut state = State::new(common.clock(), common.profile, look, now());
    state.lines = Lines::new(history.lines());
    let (file, progress, complaint) = ProgressFile::open();
    state.notice = complaint;
    let name = match opens {
        Opens::Sandbox => None,
        Opens::Lesson(name, _) => name,
        Opens::Demo(name) => Some(name),
    };
    // The program's own lessons are read only when somebody asks for them: the start is to be quick.
    let found = if name.is_some() || common.lessons.is_some() {
        learn::find(common, name)?
    } else {
        lessons::understood(common, &state.shelf)?;
        Found::default()
    };
    state.language = common.spoken();
    state.shelf = found.shelf;
    state.come_back(progress);
    match opens {
        Opens::Sandbox => Ok(()),
        Opens::Lesson(_, step) => state
            .learn(found.lesson.as_deref())
            .and_then(|()| step.map_or(Ok(()), |step| state.begin_at(step))),
        Opens::Demo(_) => state.demo(found.lesson.as_deref().unwrap_or_default()),
    }
    .map_err(|why| anyhow!(why))?;
    net.configure(state.lab.engine_mut());
    // A lesson that was taken up in its middle keeps what led there, to be undone.
    if state.lab.steps() == (0, 0) {
        state.lab.settle();
    }
    let network = (net.clone(), listener);
    Ok(
        match event_loop::run(state, history, file, network, found.watched)? {
            Ended::Left => ExitCode::SUCCESS,
            Ended::Signal(signal) => ExitCode::from(128u8.saturating_add(u8::try_from(signal).unwrap_or(0))),
        },
    )
}
