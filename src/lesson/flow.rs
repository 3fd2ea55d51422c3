//! A lesson as one row of requests and the replies that the engine gave to them, for comparison with a real server: the
//! way of the solutions, and each way that leaves it. IDs that the engine chose are written out, and idle times are told
//! along, because a server has a clock of its own.

use super::act::{employ, empty_lab};
use super::capture::capture;
use super::model::{Act, Lesson, Task};
use super::trial::Trial;
use crate::command::{Event, Version};
use crate::lab::Action;
use crate::store::EntryId;
use crate::wire::{ArgvBuf, Reply};

/// One way through a lesson.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Which way: `the solution`, or a step and the way that leaves it there.
    pub name: String,
    /// What is done, in order.
    pub moves: Vec<Move>,
    /// The step from which on no single server can follow: the lesson changes the version there.
    pub cut: Option<String>,
}

/// Something that is done with a server.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// A terminal connects.
    Connect(usize),
    /// A terminal's connection is closed.
    Close(usize),
    /// A terminal sends this.
    Send(usize, ArgvBuf),
    /// It has no answer yet: it waits.
    Waits(usize),
    /// A terminal receives this.
    Receive(usize, Reply),
    /// A terminal's wait has come to its time.
    TimeUp(usize),
    /// This key's time has come.
    Expire(Vec<u8>),
    /// A pending entry has been idle so long.
    Idle {
        /// The stream.
        key: Vec<u8>,
        /// The group.
        group: Vec<u8>,
        /// Whose it is.
        consumer: Vec<u8>,
        /// Which.
        id: String,
        /// ms
        idle: i64,
    },
}

/// Every way through `lesson` under `version`.
pub fn flows(lesson: &Lesson, version: Version) -> Vec<Flow> {
    let lesson = lesson.under(version);
    let mut main = Recorder::new(&lesson);
    let mut flows = Vec::new();
    for step in &lesson.steps {
        main.trial.step = step;
        main.trial.enter();
        main.run(&step.given);
        main.trial.enter();
        if main.flow.cut.is_some() {
            break;
        }
        match &step.task {
            Task::Read | Task::Explore(_) => {}
            Task::Watch { actions, .. } => main.run(actions),
            Task::Predict(prediction) => main.run(&prediction.reveal),
            Task::Do(exercise) => {
                for way in exercise.alternatives.iter().chain(&exercise.mistakes) {
                    let mut side = main.fork(format!("{}, {}", step.id, way.id));
                    side.run(&way.actions);
                    flows.push(side.flow);
                }
                main.run(&exercise.solution);
            }
        }
        // What cannot be captured is a fault that `check` tells.
        main.trial
            .vars
            .extend(capture(&step.capture, &main.trial.facts()).unwrap_or_default());
    }
    flows.insert(0, main.flow);
    flows
}

struct Recorder<'l> {
    trial: Trial<'l>,
    flow: Flow,
    /// XADDs that a transaction holds back, by their place among the moves.
    queued: Vec<usize>,
}

impl<'l> Recorder<'l> {
    fn new(lesson: &'l Lesson) -> Recorder<'l> {
        let lab = empty_lab(lesson);
        let mut recorder = Recorder {
            trial: Trial {
                lesson,
                step: &lesson.steps[0],
                entered_at: lab.now(0),
                lab,
                log: Vec::new(),
                vars: super::model::Vars::new(),
            },
            flow: Flow {
                name: "the solution".to_owned(),
                moves: (0..lesson.terminals.len()).map(Move::Connect).collect(),
                cut: None,
            },
            queued: Vec::new(),
        };
        recorder.run(&lesson.setup);
        employ(lesson, &recorder.trial.vars, &mut recorder.trial.lab);
        recorder
    }

    fn fork(&self, name: String) -> Recorder<'l> {
        let flow = Flow {
            name,
            ..self.flow.clone()
        };
        Recorder {
            trial: self.trial.fork(),
            flow,
            queued: self.queued.clone(),
        }
    }

    fn run(&mut self, acts: &[Act]) {
        for act in acts
            .iter()
            .take_while(|_| self.flow.cut.is_none())
            .collect::<Vec<_>>()
        {
            self.act(act);
        }
    }

    fn act(&mut self, act: &Act) {
        let idle = self.idle_times();
        let before = self.trial.log.len();
        let terminals: Vec<_> = self.trial.lab.terminals().to_vec();
        let mut played = self.trial.run(act);
        let Some(logged) = self.trial.log.get(before) else {
            return;
        };
        let moves = &mut self.flow.moves;
        let scripted = played.outcome.take_scripted();
        let mut replies = played.outcome.replies;
        let place = |client| terminals.iter().position(|terminal| terminal.client == client);
        match &logged.action {
            Action::Run(id, argv) => {
                moves.extend(idle);
                let own = &played.outcome.events[..played.outcome.own];
                send(moves, &mut self.queued, id.0, argv, own);
                let reply = replies.iter().position(|(other, _)| other == id);
                match reply.map(|at| replies.remove(at).1) {
                    Some(reply) => moves.push(Move::Receive(id.0, reply)),
                    None => moves.push(Move::Waits(id.0)),
                }
            }
            Action::Start(id) => moves.push(Move::Connect(id.0)),
            Action::Profile(_) => self.flow.cut = Some(self.trial.step.id.clone()),
            _ => {}
        }
        for event in &played.outcome.events {
            match event {
                Event::TimedOut { client } => moves.extend(place(*client).map(Move::TimeUp)),
                Event::Expired { key, .. } => moves.push(Move::Expire(key.to_vec())),
                _ => {}
            }
        }
        moves.extend(replies.into_iter().map(|(id, reply)| Move::Receive(id.0, reply)));
        for (id, argv, reply) in scripted {
            send(
                moves,
                &mut self.queued,
                id.0,
                &written_out(&argv, reply.as_ref()),
                &[],
            );
            moves.extend(reply.map(|reply| Move::Receive(id.0, reply)));
        }
        let after = self.trial.lab.terminals().iter();
        let crashed = after
            .zip(&terminals)
            .map(|(now, before)| before.alive && !now.alive);
        let crashed = crashed.enumerate().filter(|(_, crashed)| *crashed);
        moves.extend(crashed.map(|(at, _)| Move::Close(at)));
    }

    /// How long every pending entry that still has its entry has been idle.
    fn idle_times(&self) -> Vec<Move> {
        let now = self.trial.lab.now(0);
        let mut moves = Vec::new();
        for (key, value) in self.trial.lab.engine().db(0).iter() {
            let crate::store::Value::Stream(stream) = value else {
                continue;
            };
            for (name, group) in stream.groups() {
                for (id, pending) in group.pending_from(EntryId::MIN) {
                    let owner = pending.consumer.and_then(|owner| group.consumer(owner));
                    if let Some(owner) = owner.filter(|_| stream.get(id).is_some()) {
                        moves.push(Move::Idle {
                            key: key.to_vec(),
                            group: name.to_vec(),
                            consumer: owner.name.to_vec(),
                            id: id.to_string(),
                            idle: now - pending.delivered_at(),
                        });
                    }
                }
            }
        }
        moves
    }
}

/// Notes a request, with the IDs written out that the engine chose in answering it. Those of a transaction are known
/// when it is carried out.
fn send(moves: &mut Vec<Move>, queued: &mut Vec<usize>, terminal: usize, argv: &ArgvBuf, events: &[Event]) {
    let mut chosen = events.iter().filter_map(|event| match event {
        Event::Appended { id, .. } => Some(id.to_string()),
        _ => None,
    });
    let named = |name: &[u8]| {
        argv.as_argv()
            .get(0)
            .is_some_and(|word| word.eq_ignore_ascii_case(name))
    };
    if named(b"EXEC") {
        for place in queued.drain(..) {
            if let (Some(Move::Send(_, argv)), Some(id)) = (moves.get_mut(place), chosen.next()) {
                *argv = with_id(argv, &id);
            }
        }
    }
    let argv = match chosen.next() {
        Some(id) if named(b"XADD") => with_id(argv, &id),
        None if named(b"XADD") && star(argv).is_some() => {
            queued.push(moves.len());
            argv.clone()
        }
        _ => argv.clone(),
    };
    moves.push(Move::Send(terminal, argv));
}

/// A scripted XADD with the ID that its reply tells.
fn written_out(argv: &ArgvBuf, reply: Option<&Reply>) -> ArgvBuf {
    match reply {
        Some(Reply::Bulk(id)) => with_id(argv, &String::from_utf8_lossy(id)),
        _ => argv.clone(),
    }
}

/// Where an XADD leaves its ID to the server.
fn star(argv: &ArgvBuf) -> Option<usize> {
    let xadd = argv.as_argv().get(0)?.eq_ignore_ascii_case(b"XADD");
    let at = argv
        .as_argv()
        .iter()
        .position(|word| word == b"*" || word.ends_with(b"-*"));
    at.filter(|_| xadd)
}

fn with_id(argv: &ArgvBuf, id: &str) -> ArgvBuf {
    let star = star(argv);
    let words = argv.as_argv();
    let words = words.iter().enumerate();
    words
        .map(|(at, word)| if Some(at) == star { id.as_bytes() } else { word })
        .collect()
}
