//! The instructor's demo, driven by times made up here: the same calls give the same beats.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use xtutor::lab::Lab;
use xtutor::lesson::{Demo, DemoEvent, Halt, Shelf, StepKind};

/// How often the demo is asked at most before it must have come further.
const ENOUGH: usize = 10_000;

struct Stage {
    demo: Demo,
    lab: Lab,
    now: i64,
}

impl Stage {
    fn of(lesson: &str) -> Stage {
        let lesson = Shelf::embedded().get(lesson).unwrap().clone();
        let (demo, lab) = Demo::start(lesson);
        Stage {
            demo,
            lab,
            now: 5_000,
        }
    }

    /// Plays until it stops, in words; typing is told by its last state only.
    fn until_stopped(&mut self) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        let mut typing = None;
        for _ in 0..ENOUGH {
            for event in self.demo.tick(&mut self.lab, self.now) {
                if let DemoEvent::Typed { text, .. } = &event {
                    typing = Some(text.clone());
                    continue;
                }
                told.extend(typing.take().map(|text| format!("typed {text}")));
                told.push(self.words(&event));
            }
            match self.demo.deadline() {
                Some(due) => self.now = due.max(self.now),
                None => return told,
            }
        }
        panic!("it goes on for ever: {told:#?}");
    }

    fn words(&self, event: &DemoEvent) -> String {
        match event {
            DemoEvent::Typed { text, .. } => format!("typed {text}"),
            DemoEvent::Ran(played) => {
                format!(
                    "{} ran {}",
                    self.lab.terminals()[played.terminal.0].name,
                    played.line
                )
            }
            DemoEvent::StepShown => format!("shown {}", self.demo.session().step_id()),
            DemoEvent::Stopped(halt) => format!("stopped {halt:?}"),
            DemoEvent::Finished => "finished".into(),
        }
    }

    fn length(&self) -> u64 {
        let stream = self.lab.engine().db(0).stream(b"tickets").unwrap();
        stream.map_or(0, xtutor::store::Stream::len)
    }
}

#[test]
fn it_plays_up_to_the_first_prediction_and_waits_there() {
    let mut stage = Stage::of("fruits-crash");
    let banana = "XREADGROUP GROUP fruits-group worker-1 COUNT 1 STREAMS fruits >";
    assert_eq!(
        stage.until_stopped(),
        [
            "shown picture".to_owned(),
            "shown banana".to_owned(),
            format!("typed {banana}"),
            format!("worker-1 ran {banana}"),
            "shown apple".to_owned(),
            format!("typed {banana}"),
            format!("worker-1 ran {banana}"),
            "stopped BeforePrediction".to_owned(),
        ]
    );
    assert_eq!(
        (stage.demo.deadline(), stage.demo.halted()),
        (None, Some(Halt::BeforePrediction))
    );
    assert!(
        stage.demo.tick(&mut stage.lab, stage.now + 1_000_000).is_empty(),
        "it waits for ever"
    );
    stage.demo.go();
    assert_eq!(stage.until_stopped(), ["shown silence", "stopped BeforeReveal"]);
    let view = stage.demo.view(&stage.lab);
    assert_eq!((view.kind, view.done), (StepKind::Predict, false));
    stage.demo.go();
    let told = stage.until_stopped();
    assert_eq!(
        told[..4],
        [
            "typed :crash worker-1",
            "worker-1 ran :crash worker-1",
            "typed XREADGROUP GROUP fruits-group worker-2 COUNT 1 STREAMS fruits >",
            "worker-2 ran XREADGROUP GROUP fruits-group worker-2 COUNT 1 STREAMS fruits >"
        ]
    );
    assert_eq!(told[4], "shown orange");
}

#[test]
fn after_a_reveal_the_view_tells_the_answer_without_a_choice() {
    let mut stage = Stage::of("tickets-first-sale");
    stage.until_stopped();
    stage.demo.go();
    stage.until_stopped();
    stage.demo.go();
    for _ in 0..ENOUGH {
        if stage.demo.view(&stage.lab).done {
            break;
        }
        stage.now = stage.demo.deadline().unwrap();
        stage.demo.tick(&mut stage.lab, stage.now);
    }
    let view = stage.demo.view(&stage.lab);
    let right: Vec<_> = view
        .options
        .iter()
        .map(|option| (option.right, option.chosen))
        .collect();
    assert_eq!(
        right,
        [(Some(false), false), (Some(true), false), (Some(false), false)]
    );
    assert!(
        view.feedback
            .unwrap()
            .text
            .starts_with("It is **the other two, B13 and B11**.")
    );
}

#[test]
fn every_lesson_plays_to_its_end() {
    for lesson in Shelf::embedded().list() {
        let mut stage = Stage::of(&lesson.id);
        let mut all = Vec::new();
        for _ in 0..ENOUGH {
            if all.last().is_some_and(|last| last == "finished") {
                break;
            }
            all.extend(stage.until_stopped());
            stage.demo.go();
        }
        let shown = all.iter().filter(|told| told.starts_with("shown")).count();
        assert_eq!(shown, lesson.steps().len());
        let predictions = all
            .iter()
            .filter(|told| *told == "stopped BeforePrediction")
            .count();
        let reveals = all.iter().filter(|told| *told == "stopped BeforeReveal").count();
        assert_eq!(predictions, reveals);
        assert_eq!(stage.demo.deadline(), None);
        assert!(stage.demo.session().is_finished());
    }
}

#[test]
fn typing_goes_character_by_character_at_a_readable_pace() {
    let mut stage = Stage::of("tickets-first-sale");
    let mut typed: Vec<(i64, String)> = Vec::new();
    while typed.len() < 5 {
        for event in stage.demo.tick(&mut stage.lab, stage.now) {
            if let DemoEvent::Typed { text, .. } = event {
                typed.push((stage.now, text));
            }
        }
        stage.now = stage.demo.deadline().unwrap().max(stage.now);
    }
    let texts: Vec<&str> = typed.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["X", "XA", "XAD", "XADD", "XADD "]);
    assert!(typed.windows(2).all(|pair| pair[1].0 - pair[0].0 == 45));
    stage.demo.faster();
    stage.demo.tick(&mut stage.lab, stage.now);
    assert_eq!(stage.demo.deadline().unwrap() - stage.now, 30);
}

#[test]
fn space_stops_and_goes_on() {
    let mut stage = Stage::of("tickets-first-sale");
    stage.demo.tick(&mut stage.lab, stage.now);
    stage.demo.toggle();
    assert_eq!(
        (stage.demo.deadline(), stage.demo.halted()),
        (None, Some(Halt::Asked))
    );
    stage.demo.toggle();
    assert_eq!(stage.demo.deadline(), Some(stage.now));
}

#[test]
fn steps_go_forward_at_once_and_back_with_the_state_of_that_moment() {
    let mut stage = Stage::of("tickets-first-sale");
    stage.demo.tick(&mut stage.lab, stage.now);
    let events = stage.demo.next(&mut stage.lab);
    assert_eq!(events, [DemoEvent::StepShown]);
    assert_eq!(
        (stage.demo.session().step_id(), stage.length()),
        ("first-ticket", 0)
    );
    let events = stage.demo.next(&mut stage.lab);
    assert_eq!(events.len(), 2);
    assert_eq!((stage.demo.session().step_id(), stage.length()), ("two-more", 1));
    stage.demo.next(&mut stage.lab);
    stage.demo.next(&mut stage.lab);
    assert_eq!(
        (stage.demo.session().step_id(), stage.length()),
        ("after-the-first", 3)
    );
    assert_eq!(stage.demo.halted(), Some(Halt::BeforeReveal));
    stage.demo.previous(&mut stage.lab);
    stage.demo.previous(&mut stage.lab);
    assert_eq!((stage.demo.session().step_id(), stage.length()), ("two-more", 1));
    assert_eq!(stage.demo.halted(), Some(Halt::Asked));
    stage.demo.go();
    let told = stage.until_stopped();
    assert_eq!(
        told.iter().filter(|told| told.starts_with("office ran")).count(),
        3
    );
    assert_eq!(stage.length(), 3);
}
