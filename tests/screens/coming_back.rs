//! The first screen for somebody who has learnt here before: it goes on where the lessons were left.

use super::*;
use xtutor::lesson::{Progress, Shelf};

/// What a learner has done: these lessons whole, and then left `last` at this step, counted from 1.
fn progress(done: &[&str], last: (&str, usize)) -> Progress {
    let shelf = Shelf::embedded();
    let steps = |id: &str| -> Vec<String> {
        let lesson = shelf.get(id).unwrap();
        lesson.steps().map(|(step, _)| format!("{id}/{step}")).collect()
    };
    let done = done.iter().flat_map(|id| steps(id));
    let before = steps(last.0).into_iter().take(last.1 - 1);
    let done: Vec<String> = done.chain(before).map(|step| format!("done {step}\n")).collect();
    let left = &steps(last.0)[last.1 - 1];
    Progress::parse(&format!("xtutor progress 2\n{}last {left}\n", done.concat())).unwrap()
}

fn back(size: (u16, u16), progress: Progress) -> Screen {
    let mut screen = Screen::new(size);
    screen.state.come_back(progress);
    screen
}

#[test]
fn a_lesson_that_was_left_is_gone_on_with() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let left = progress(&["tickets-first-sale"], ("tickets-two-doors", 3));
        let mut screen = back(size, left);
        shot(format!("back_{name}"), screen.text());
        assert!(
            screen.state.shelf.list().is_empty(),
            "one lesson is enough to say so"
        );
        screen.key(KeyCode::Enter);
        shot(format!("back_goes_on_{name}"), screen.text());
    }
}

#[test]
fn after_a_lesson_that_is_done_the_next_one_begins() {
    let last = ("tickets-two-doors", 1);
    let mut screen = back(
        MIDDLE,
        progress(&["tickets-first-sale", "tickets-two-doors"], last),
    );
    shot("back_next_80", screen.text());
    screen.key(KeyCode::Enter);
    let lesson = |screen: &Screen| {
        let study = screen.state.study.as_ref().unwrap();
        study.session().lesson().id.clone()
    };
    assert_eq!(lesson(&screen), "tickets-where-to-start");
    // At the end of the course what was passed over comes, and then the first one again.
    let all: Vec<&str> = Shelf::embedded_ids().collect();
    let end = (*all.last().unwrap(), 1);
    let without = |id: &str| -> Vec<&str> { all.iter().copied().filter(|other| *other != id).collect() };
    for (done, next) in [(without("orders-lag"), "orders-lag"), (all.clone(), all[0])] {
        let mut screen = back(MIDDLE, progress(&done, end));
        screen.key(KeyCode::Enter);
        assert_eq!(lesson(&screen), next);
    }
}

#[test]
fn a_lesson_that_is_left_now_is_offered_when_the_empty_sandbox_is_back() {
    let mut screen = Screen::new(MIDDLE);
    screen.state.learn(Some("tickets-numbers")).unwrap();
    assert!(screen.text().contains("step 1/"), "{}", screen.text());
    let on = |screen: &Screen| screen.state.study.as_ref().unwrap().session().step_id() != first_step();
    screen.until(on, |screen| {
        screen.key(KeyCode::Enter);
    });
    screen.control('u').tell(Message::CloseLesson);
    let text = screen.text();
    let offer = "Enter: lesson 2, step 2/";
    assert!(text.contains(offer), "{text}");
    // In a sandbox that is in use nothing is offered.
    screen.run(&["XADD fruits * name banana"]);
    assert!(!screen.text().contains("lesson 2"), "{}", screen.text());
}

fn first_step() -> String {
    let shelf = Shelf::embedded();
    let lesson = shelf.get("tickets-numbers").unwrap();
    let (step, _) = lesson.steps().next().unwrap();
    step.to_owned()
}

/// Each lesson goes on in the middle of the step where it was left, whatever was learnt meanwhile, and shows what was
/// done there.
#[test]
fn every_lesson_that_was_left_is_taken_up_where_it_was_with_its_lines() {
    let mut screen = Screen::new(LARGE);
    screen.state.learn(Some("tickets-first-sale")).unwrap();
    screen.key(KeyCode::Enter);
    screen.control('u').run(&["XADD tickets * name Bob seat B7"]);
    screen.alt(KeyCode::Char('u'));
    screen
        .control('u')
        .run(&["XLEN tickets", "XADD tickets * name Jim seat B12"]);
    screen.control('u');
    let view = |screen: &Screen| screen.state.study.as_ref().unwrap().view(&screen.state.lab);
    let left = view(&screen);
    assert_eq!((left.index, left.typed), (1, 2));
    screen.state.learn(Some("fruits-crash")).unwrap();
    screen.key(KeyCode::Enter);
    let other = view(&screen);
    // Also when xtutor was started anew meanwhile.
    let saved = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::SaveProgress(text) => Some(text.clone()),
        _ => None,
    });
    let mut anew = Screen::new(LARGE);
    anew.state.come_back(Progress::parse(&saved.unwrap()).unwrap());
    for screen in [&mut screen, &mut anew] {
        screen.state.learn(Some("tickets-first-sale")).unwrap();
        assert_eq!(view(screen), left);
        let rows: Vec<String> = screen
            .state
            .desk()
            .back
            .rows()
            .map(|row| row.text.clone())
            .collect();
        let added = rows.iter().position(|row| row.starts_with("XADD")).unwrap();
        assert_eq!(
            rows[..=added],
            ["XLEN tickets", "(integer) 0", "XADD tickets * name Jim seat B12"]
        );
        assert_eq!(
            rows.last().unwrap(),
            "here you left the lesson: the lines above are those of then; `:lesson tickets-first-sale 1` begins anew"
        );
        screen.state.learn(Some("fruits-crash")).unwrap();
        assert_eq!(view(screen), other);
    }
    screen.state.learn(Some("tickets-first-sale")).unwrap();
    shot("taken_up_120", screen.text());
    screen.run(&[":lesson tickets-first-sale 1"]);
    assert_eq!((view(&screen).index, screen.state.desk().back.len()), (0, 0));
    screen.run(&[":lesson fruits-crash apple"]);
    assert!(screen.text().contains("fruits-crash"), "{}", screen.text());
    assert_eq!(screen.state.study.as_ref().unwrap().session().step_id(), "apple");
    screen.control('u').run(&[":lesson fruits-crash aple"]);
    assert!(
        screen.text().contains("did you mean `apple`?"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_lesson_passed_over_is_offered_at_the_step_where_it_was_left() {
    let all: Vec<&str> = Shelf::embedded_ids().collect();
    let left = progress(&all[..2], (all[2], 4)).print();
    let text = format!("{left}last {}/nothing\n", all[1]);
    let mut screen = back(MIDDLE, Progress::parse(&text).unwrap());
    assert!(
        screen.text().contains("Enter: lesson 3, step 4/"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::Enter);
    assert!(screen.text().contains("step 4/"), "{}", screen.text());
}
