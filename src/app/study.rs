//! A lesson that is open: learnt by typing, or playing by itself. The sandbox is put aside meanwhile and comes back
//! as it was.

use std::sync::Arc;

use super::aim::{self, Behind};
use super::camera::{Camera, Focus};
use super::desk::Desk;
use super::doing;
use super::marks::Marks;
use super::state::State;
use super::way_in;
use crate::lab::{Action, Lab, Outcome};
use crate::lesson::{Demo, Halt, Lesson, Session, StepView};
use crate::wire::{Argv, ClientId};

/// A lesson that is open.
#[derive(Debug)]
pub struct Study {
    /// How it runs.
    pub run: Run,
    /// Which answer to a prediction is marked; none until somebody marks one, so that nobody answers by turning a page.
    pub chosen: Option<usize>,
    /// The row its text is read from; `None` while nobody has moved it.
    pub from: Option<usize>,
    /// While somebody plays on a copy of the state: the state that is left alone meanwhile.
    pub(super) kept: Option<Box<Lab>>,
    /// What is, while the goal is shown as it will look.
    pub(super) behind: Option<Box<Behind>>,
    /// Whether somebody is typing something of their own into a demo.
    pub off_script: bool,
    aside: Box<Aside>,
}

/// How a lesson runs.
#[derive(Debug)]
pub enum Run {
    /// Somebody learns.
    Learn(Box<Session>),
    /// It plays by itself.
    Demo(Box<Demo>),
}

/// The sandbox while a lesson is open.
#[derive(Debug)]
struct Aside {
    lab: Lab,
    desks: Vec<Desk>,
    active: usize,
    camera: Camera,
    pane: Focus,
}

impl Study {
    /// The run through the lesson.
    pub fn session(&self) -> &Session {
        match &self.run {
            Run::Learn(session) => session,
            Run::Demo(demo) => demo.session(),
        }
    }

    /// The sandbox that was put aside.
    pub(super) fn sandbox(&self) -> &Lab {
        &self.aside.lab
    }

    /// The step as it stands.
    pub fn view(&self, lab: &Lab) -> StepView {
        let behind = self.behind.as_deref().map(|behind| &behind.lab);
        self.session()
            .view(self.kept.as_deref().or(behind).unwrap_or(lab))
    }

    /// Why a demo stands still; `None` while it plays, and when somebody learns.
    pub fn halted(&self) -> Option<Halt> {
        match &self.run {
            Run::Learn(_) => None,
            Run::Demo(demo) => demo.halted(),
        }
    }

    /// Whether it plays by itself.
    pub fn is_demo(&self) -> bool {
        matches!(self.run, Run::Demo(_))
    }

    /// Whether somebody plays on a copy of the state.
    pub fn is_playing(&self) -> bool {
        self.kept.is_some()
    }

    /// Whether what is seen is not what the lesson goes by: somebody plays, or looks at the goal.
    pub(super) fn is_aside(&self) -> bool {
        self.is_playing() || self.behind.is_some()
    }

    pub(super) fn observe(&mut self, lab: &Lab, action: &Action, outcome: &Outcome) {
        if self.is_playing() {
            return;
        }
        // What the lesson says to it is to be seen.
        self.from = None;
        match &mut self.run {
            Run::Learn(session) => session.observe(lab, action, outcome),
            Run::Demo(demo) => demo.observe(lab, action, outcome),
        }
    }

    /// Why the step of the lesson does not take this command from a client of the network.
    pub(super) fn refusal_to_others(&self, lab: &Lab, argv: Argv<'_>) -> Option<String> {
        match &self.run {
            Run::Learn(session) if !self.is_aside() => session.refusal_to_others(argv, lab.profile()),
            _ => None,
        }
    }

    /// Takes in what a client of the network did; what there is to say to it is said by [`Study::answer_heard`].
    pub(super) fn hear(&mut self, lab: &Lab, client: ClientId, argv: Argv<'_>, outcome: &Outcome) {
        if !self.is_playing() {
            self.session_mut().hear(lab, client, argv, outcome);
        }
    }

    /// Says what there is to say to what clients of the network did of late. Whether they did anything.
    pub(super) fn answer_heard(&mut self, lab: &Lab) -> bool {
        let heard = !self.is_playing() && self.session_mut().answer_heard(lab);
        if heard {
            self.from = None;
        }
        heard
    }

    fn session_mut(&mut self) -> &mut Session {
        match &mut self.run {
            Run::Learn(session) => session,
            Run::Demo(demo) => demo.session_mut(),
        }
    }

    /// Whether the lab's step behind which `lab_steps` others lie took the lesson on.
    pub(super) fn goes_on_at(&self, lab_steps: usize) -> bool {
        !self.is_playing() && self.session().goes_on_at(lab_steps)
    }

    pub(super) fn rewound(&mut self, lab: &Lab) {
        if self.is_playing() {
            return;
        }
        match &mut self.run {
            Run::Learn(session) => session.rewound(lab),
            Run::Demo(demo) => demo.rewound(lab),
        }
    }

    /// Another moment is looked at, or, with `home`, no longer.
    pub(super) fn looked(&mut self, lab: &Lab, home: bool) {
        if self.is_playing() {
            return;
        }
        if home {
            self.session_mut().came_home();
        } else {
            self.session_mut().looked(lab);
        }
    }
}

/// Opens a lesson to be learnt.
pub(super) fn learn(state: &mut State, (session, lab): (Session, Lab)) {
    open(state, Run::Learn(Box::new(session)), lab);
}

/// Opens a lesson that plays by itself.
pub(super) fn demo(state: &mut State, lesson: &Arc<Lesson>) {
    let (mut demo, lab) = Demo::start(Arc::clone(lesson));
    if state.look.still {
        demo.show_whole_lines();
    }
    open(state, Run::Demo(Box::new(demo)), lab);
}

fn open(state: &mut State, run: Run, lab: Lab) {
    close(state);
    let aside = Aside {
        lab: doing::change_lab(state, lab),
        desks: std::mem::take(&mut state.desks),
        active: std::mem::take(&mut state.active),
        camera: std::mem::take(&mut state.camera),
        pane: std::mem::replace(&mut state.pane, Focus::Stream),
    };
    state.study = Some(Study {
        run,
        chosen: None,
        from: None,
        kept: None,
        behind: None,
        off_script: false,
        aside: Box::new(aside),
    });
    state.marks = Marks::default();
    state.layers.clear();
    state.seat_terminals();
}

/// Goes on with this lesson instead, at the step where one was: its file has changed, or the state is to be its own.
pub(super) fn replace(state: &mut State, lesson: &Arc<Lesson>) {
    aim::put_back(state);
    let Some(study) = &mut state.study else { return };
    let step = study.session().step_id().to_owned();
    let (run, lab) = if study.is_demo() {
        let (demo, lab) = Demo::start(Arc::clone(lesson));
        (Run::Demo(Box::new(demo)), lab)
    } else {
        let (session, lab) = Session::start_at(Arc::clone(lesson), &step);
        (Run::Learn(Box::new(session)), lab)
    };
    (study.run, study.kept) = (run, None);
    doing::elsewhen(state, |state| drop(doing::change_lab(state, lab)));
    state.marks = Marks::default();
    state.seat_terminals();
}

/// Closes the lesson and goes back to the sandbox, if one is open.
pub(super) fn close(state: &mut State) {
    let Some(study) = state.study.take() else {
        return;
    };
    drop(doing::change_lab(state, study.aside.lab));
    state.desks = study.aside.desks;
    state.active = study.aside.active;
    state.camera = study.aside.camera;
    state.pane = study.aside.pane;
    state.marks = Marks::default();
    state.layers.clear();
    state.seat_terminals();
    state.way_in = way_in::find(&state.shelf, &state.progress);
}
