//! Where keys can mean something, and which of these places are asked for one now, in which order.

use super::{Row, anywhere, layers, looking, panes, picking, prompt, study};
use crate::app::{Focus, Layer, State};

/// Where keys mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Place {
    /// Everywhere, and no layer may take them.
    Always,
    Popup,
    Help,
    Commands,
    Lessons,
    Card,
    Keys,
    Find,
    Past,
    Aim,
    Search,
    Pick,
    Finding,
    Dragging,
    Stream,
    Groups,
    Pending,
    LessonText,
    /// Every pane that has the keys.
    Panes,
    /// A demo that nobody types into.
    Demo,
    /// A demo somebody types into.
    OffScript,
    Question,
    /// A lesson, or the way to one.
    Study,
    /// With and without a prompt.
    Anywhere,
    Prompt,
    Editing,
}

impl Place {
    /// Every place, in the order of the help page.
    pub(super) const ALL: &'static [Place] = &[
        Place::Prompt,
        Place::Anywhere,
        Place::Study,
        Place::Question,
        Place::Panes,
        Place::Stream,
        Place::Groups,
        Place::Pending,
        Place::LessonText,
        Place::Past,
        Place::Aim,
        Place::Popup,
        Place::Search,
        Place::Pick,
        Place::Finding,
        Place::Dragging,
        Place::Commands,
        Place::Lessons,
        Place::Card,
        Place::Keys,
        Place::Find,
        Place::Demo,
        Place::OffScript,
        Place::Editing,
        Place::Always,
        Place::Help,
    ];

    /// What its keys mean.
    pub(super) fn rows(self) -> &'static [Row] {
        match self {
            Place::Always => anywhere::ALWAYS,
            Place::Anywhere => anywhere::ANYWHERE,
            Place::Popup => layers::POPUP,
            Place::Help => layers::HELP,
            Place::Commands => layers::COMMANDS,
            Place::Lessons => layers::LESSONS,
            Place::Card => looking::CARD,
            Place::Keys => looking::KEYS,
            Place::Find => looking::FIND,
            Place::Past => layers::PAST,
            Place::Aim => study::AIM,
            Place::Search => layers::SEARCH,
            Place::Pick => picking::PICK,
            Place::Finding => picking::FINDING,
            Place::Dragging => picking::DRAGGING,
            Place::Stream => panes::STREAM,
            Place::Groups => panes::GROUPS,
            Place::Pending => panes::PENDING,
            Place::LessonText => panes::LESSON,
            Place::Panes => panes::EVERY,
            Place::Demo => study::DEMO,
            Place::OffScript => study::OFF_SCRIPT,
            Place::Question => study::QUESTION,
            Place::Study => study::STUDY,
            Place::Prompt => prompt::PROMPT,
            Place::Editing => prompt::EDITING,
        }
    }

    /// Its heading on the help page.
    pub(in crate::tui) fn heading(self) -> &'static str {
        match self {
            Place::Always => "always",
            Place::Anywhere => "everywhere",
            Place::Popup => "in a list of completions",
            Place::Help => "on a page of help",
            Place::Commands => "in a list of commands",
            Place::Lessons => "in the list of lessons",
            Place::Card => "on a card",
            Place::Keys => "in the list of keys",
            Place::Find => "searching a stream",
            Place::Past => "looking back",
            Place::Aim => "looking at a goal",
            Place::Search => "searching earlier lines",
            Place::Pick => "looking through a terminal's lines",
            Place::Finding => "searching in them",
            Place::Dragging => "marking them with the mouse",
            Place::Stream => "in the stream",
            Place::Groups => "in the groups",
            Place::Pending => "in the pending list",
            Place::LessonText => "in the lesson's text",
            Place::Panes => "in every pane",
            Place::Demo => "in a demo",
            Place::OffScript => "in a demo, while somebody types into it",
            Place::Question => "when a lesson asks",
            Place::Study => "lessons",
            Place::Prompt => "at the prompt",
            Place::Editing => "editing the line, as in emacs and the shell",
        }
    }

    /// Whether the line of keys names nothing from the places below it.
    pub(super) fn is_closed(self) -> bool {
        matches!(
            self,
            Place::Popup
                | Place::Help
                | Place::Commands
                | Place::Lessons
                | Place::Card
                | Place::Keys
                | Place::Find
                | Place::Past
                | Place::Aim
                | Place::Search
                | Place::Pick
                | Place::Finding
                | Place::Dragging
                | Place::Panes
        )
    }

    /// Whether its keys hold now and not always, so that the help page begins with them.
    pub(super) fn is_of_the_moment(self, state: &State) -> bool {
        match self {
            Place::Always | Place::Anywhere | Place::Study | Place::Editing => false,
            Place::Prompt => state.camera.focus == Focus::Prompt,
            _ => true,
        }
    }
}

/// The places that are asked for a key, the first one first, when `top` is the topmost layer.
pub(super) fn now(state: &State, top: Option<&Layer>) -> Vec<Place> {
    let layer = top.map(|layer| match layer {
        Layer::Popup(_) => Place::Popup,
        Layer::Help(_) | Layer::Notes { .. } | Layer::Feed { .. } => Place::Help,
        Layer::Commands(_) => Place::Commands,
        Layer::Pick(pick) if pick.finding => Place::Finding,
        Layer::Pick(pick) if pick.dragged => Place::Dragging,
        Layer::Pick(_) => Place::Pick,
        Layer::Lessons { .. } => Place::Lessons,
        Layer::Card(_) => Place::Card,
        Layer::Keys(_) => Place::Keys,
        Layer::Find(_) => Place::Find,
        Layer::Past { .. } => Place::Past,
        Layer::Aim { .. } => Place::Aim,
        Layer::Search { .. } => Place::Search,
    });
    let pane = match state.camera.focus {
        Focus::Prompt => None,
        Focus::Stream => Some(Place::Stream),
        Focus::Groups => Some(Place::Groups),
        Focus::Pending => Some(Place::Pending),
        Focus::Lesson => Some(Place::LessonText),
    };
    let demo = state.study.as_ref().filter(|study| study.is_demo());
    let demo = demo.map(|study| {
        if study.off_script {
            Place::OffScript
        } else {
            Place::Demo
        }
    });
    let question = state.asks().then_some(Place::Question);
    let first = [
        Some(Place::Always),
        layer,
        pane,
        pane.map(|_| Place::Panes),
        demo,
        question,
    ];
    // Letters typed in a pane go to the prompt, so its keys come last in every case.
    let last = [Place::Study, Place::Anywhere, Place::Prompt, Place::Editing];
    first.into_iter().flatten().chain(last).collect()
}
