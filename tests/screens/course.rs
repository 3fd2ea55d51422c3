//! The course as a newcomer goes through it: answers that stay, questions, going back, coming back.

use super::filling::course;
use super::*;
use xtutor::lesson::{FeedbackKind, Progress, Shelf};

/// What the lesson last said.
fn said(screen: &Screen) -> Option<(FeedbackKind, String)> {
    let study = screen.state.study.as_ref().unwrap();
    let step = study.view(&screen.state.lab);
    step.feedback.map(|said| (said.kind, said.text))
}

fn step(screen: &Screen) -> usize {
    let study = screen.state.study.as_ref().unwrap();
    study.view(&screen.state.lab).index + 1
}

/// The program left and started again.
fn come_back(screen: &Screen, lesson: &str) -> Screen {
    let mut next = Screen::new(screen.state.size);
    next.state.shelf = Shelf::embedded();
    next.state.progress = Progress::parse(&screen.state.progress.print()).unwrap();
    next.state.learn(Some(lesson)).unwrap();
    next
}

#[test]
fn the_answer_to_a_mistake_stays_as_long_as_the_mistake_does() {
    let mut screen = course((100, 30), "tickets-where-to-start", "bring-it-back");
    screen
        .control('u')
        .run(&["XGROUP CREATE tickets ushers $ MKSTREAM"]);
    let answer = said(&screen).unwrap();
    assert_eq!(answer.0, FeedbackKind::Mistake, "{}", screen.text());
    screen.run(&["XREADGROUP GROUP ushers ann STREAMS tickets >", "XLEN tickets"]);
    assert_eq!(said(&screen), Some(answer.clone()), "{}", screen.text());
    shot("mistake_stands_100", screen.text());
    screen.key(KeyCode::F(6));
    assert_eq!(said(&screen).unwrap().0, FeedbackKind::Hint);
    screen.control('u').run(&["XLEN tickets"]);
    assert_eq!(said(&screen), Some(answer), "it returns after a hint");
    screen.run(&["XGROUP SETID tickets ushers 0"]);
    assert_ne!(
        said(&screen).map(|said| said.0),
        Some(FeedbackKind::Mistake),
        "{}",
        screen.text()
    );
}

#[test]
fn enter_alone_answers_no_question() {
    let mut screen = course((100, 30), "tickets-two-doors", "from-now-on");
    let before = screen.state.lab.steps();
    screen.key(KeyCode::Enter);
    assert_eq!(screen.state.lab.steps(), before);
    shot("question_unanswered_100", screen.text());
    screen.key(KeyCode::Up);
    assert!(screen.text().contains("▸ 3 nothing"), "{}", screen.text());
    screen.key(KeyCode::Enter);
    assert_eq!(
        screen.state.label(),
        "counter> ",
        "the terminal with the answer is seen"
    );
    shot("question_answered_100", screen.text());
}

#[test]
fn a_question_that_no_answer_fits_any_more_says_why() {
    let mut screen = course((100, 30), "tickets-two-doors", "no-turns");
    screen.run(&["XREADGROUP GROUP doors south STREAMS tickets >"]);
    screen.typed("2").key(KeyCode::Enter);
    let (kind, text) = said(&screen).unwrap();
    assert_eq!(kind, FeedbackKind::Explain);
    assert!(
        text.starts_with(
            "You said **A4, the fourth**. None of the answers fits now: what was done before this \
             question has changed what comes of it. `:reset` asks it again, as the step began."
        ),
        "{text}"
    );
    assert!(screen.text().contains("▸ 2 A4"), "{}", screen.text());
}

#[test]
fn going_back_says_what_it_takes_back_and_enter_goes_forward_again() {
    let mut screen = course((100, 30), "tickets-first-sale", "read-all");
    screen.control('u').run(&["XREAD STREAMS tickets 0"]);
    screen.key(KeyCode::Enter);
    assert_eq!(step(&screen), 5);
    screen.key(KeyCode::F(7));
    assert_eq!((step(&screen), screen.state.desk().prompt.text()), (4, ""));
    let note = "back at the beginning of step 4; what was done since has not happened now (1 command). Enter goes \
                forward again, with all of it";
    let notes = |screen: &Screen| {
        let rows = screen.state.desk().back.rows();
        rows.map(|row| row.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(notes(&screen).last().map(String::as_str), Some(note));
    shot("gone_back_100", screen.text());
    screen.key(KeyCode::Enter);
    assert_eq!(step(&screen), 5);
    assert_eq!(screen.state.lab.steps().0, screen.state.lab.steps().1);
    screen.key(KeyCode::F(7)).alt(KeyCode::Char('y'));
    let study = screen.state.study.as_ref().unwrap();
    let view = study.view(&screen.state.lab);
    assert!(view.index == 4 || view.done, "{}", screen.text());
}

#[test]
fn a_line_is_ready_only_while_nothing_was_typed_in_the_step() {
    let mut screen = course((100, 30), "tickets-first-sale", "two-more");
    let ready = "XADD tickets * name \"Arthur Crews\" seat ____ movieId 53 sessionId 832";
    assert_eq!(screen.state.desk().prompt.text(), ready);
    screen
        .control('u')
        .run(&["XADD tickets * name \"Arthur Crews\" seat B13 movieId 53 sessionId 832"]);
    let mut screen = come_back(&screen, "tickets-first-sale");
    assert_eq!((step(&screen), screen.state.desk().prompt.text()), (3, ""));
    screen.alt(KeyCode::Char('u'));
    assert_eq!(screen.state.desk().prompt.text(), ready, "{}", screen.text());
}

#[test]
fn an_undo_that_leads_to_the_step_before_brings_its_line_and_says_so() {
    let mut screen = course((100, 30), "tickets-first-sale", "first-ticket");
    let first = screen.state.desk().prompt.text().to_owned();
    screen.key(KeyCode::Enter).key(KeyCode::Enter);
    assert_eq!(step(&screen), 3);
    screen.typed("B13").alt(KeyCode::Char('u'));
    let notice = "here the step began; Alt-U once more goes back into the one before";
    assert_eq!((step(&screen), screen.state.notice.as_deref()), (3, Some(notice)));
    // Only right after it was said.
    screen.key(KeyCode::Left).alt(KeyCode::Char('u'));
    assert_eq!((step(&screen), screen.state.notice.as_deref()), (3, Some(notice)));
    screen.alt(KeyCode::Char('u'));
    assert_eq!(
        (step(&screen), screen.state.desk().prompt.text()),
        (2, first.as_str())
    );
    shot("undone_to_the_step_before_100", screen.text());
    screen.alt(KeyCode::Char('y'));
    let ready = "XADD tickets * name \"Arthur Crews\" seat ____ movieId 53 sessionId 832";
    assert_eq!((step(&screen), screen.state.desk().prompt.text()), (3, ready));
    assert!(screen.text().contains("; at step 3 again"), "{}", screen.text());
}

#[test]
fn what_was_done_in_a_lesson_is_no_news_in_the_next_nor_in_the_sandbox() {
    let mut screen = course((100, 30), "tickets-first-sale", "two-more");
    screen.key(KeyCode::F(3)).run(&["XADD tickets * name Jim"]);
    screen.key(KeyCode::F(2));
    let news = screen.state.news(|_| false);
    assert!(
        news[0].who == "consumer-1" && news[0].line.starts_with("XADD"),
        "{news:?}"
    );
    screen.state.learn(Some("tickets-numbers")).unwrap();
    assert_eq!(screen.state.news(|_| false), []);
    screen.tell(Message::CloseLesson);
    assert_eq!(screen.state.news(|_| false), []);
}

#[test]
fn an_undo_within_a_step_leaves_what_is_being_typed() {
    let mut screen = course((100, 30), "tickets-first-sale", "two-more");
    screen
        .control('u')
        .run(&["XADD tickets * name Jim"])
        .typed("XLEN t");
    screen.alt(KeyCode::Char('u'));
    assert_eq!((step(&screen), screen.state.desk().prompt.text()), (3, "XLEN t"));
}

#[test]
fn who_comes_back_sees_the_stream_and_the_group_of_the_lesson() {
    let mut screen = course((100, 30), "tickets-first-sale", "checked");
    screen.control('u').run(&[
        "XADD a-slip * a b",
        "XGROUP CREATE tickets a-slip 0",
        "XGROUP CREATE a-slip ticketgroup 0",
    ]);
    let screen = come_back(&screen, "tickets-first-sale");
    assert_eq!(step(&screen), 9);
    let text = screen.text();
    assert!(text.contains("pending · ticketgroup"), "{text}");
    assert!(text.contains("tickets · 4 entries"), "{text}");
}

#[test]
fn a_finished_lesson_that_is_gone_through_again_is_kept_too() {
    let mut screen = Screen::new((100, 30));
    screen.state.shelf = lessons::shelf();
    let done = "done bananas/look\ndone bananas/take\ndone bananas/done\ndone bananas/guess\n";
    screen.state.progress = Progress::parse(&format!("xtutor progress 2\n{done}")).unwrap();
    screen.state.learn(Some("bananas")).unwrap();
    screen.key(KeyCode::Enter);
    assert_eq!(step(&screen), 2);
    let mut next = Screen::new((100, 30));
    next.state.shelf = lessons::shelf();
    next.state.progress = Progress::parse(&screen.state.progress.print()).unwrap();
    next.state.learn(Some("bananas")).unwrap();
    assert_eq!(step(&next), 2);
}

#[test]
fn a_group_that_was_put_past_entries_is_told_apart_from_one_that_read_them() {
    for (name, size) in [("120", LARGE), ("100", (100, 30)), ("80", MIDDLE)] {
        let mut screen = Screen::new(size);
        screen.run(&[
            "XADD s 1-0 a b",
            "XADD s 2-0 a b",
            "XADD s 3-0 a b",
            "XGROUP CREATE s late $",
            "XREADGROUP GROUP late ann STREAMS s >",
        ]);
        if size == MIDDLE {
            screen.key(KeyCode::F(4)).key(KeyCode::F(4));
        }
        shot(format!("passed_over_{name}"), screen.text());
        screen
            .key(KeyCode::Esc)
            .run(&["XADD s 4-0 a b", "XREADGROUP GROUP late ann STREAMS s >"]);
        if size == MIDDLE {
            screen.key(KeyCode::F(4)).key(KeyCode::F(4));
        }
        let text = screen.text();
        assert!(
            text.contains("read 4 of 4") && text.contains(", 3 passed over"),
            "{text}"
        );
        screen
            .key(KeyCode::Esc)
            .run(&["XREADGROUP GROUP late ann STREAMS s >"]);
        let said = screen.state.desk().back.rows().last().unwrap().text.clone();
        assert_eq!(
            said,
            "nothing comes after the last-delivered ID 4-0 of late; what was handed out and not acknowledged stays \
             with its owner"
        );
        // A bookmark put back to the start begins the count anew.
        screen.run(&["XGROUP SETID s late 0", "XREADGROUP GROUP late ann STREAMS s >"]);
        if size == LARGE {
            assert!(
                screen.text().contains("read 4 of 4 ever added · 1 consumer"),
                "{}",
                screen.text()
            );
        }
    }
}

#[test]
fn deliveries_and_idle_are_seen_beside_a_lesson_however_long_the_ids_are() {
    let mut screen = course((100, 30), "tickets-first-sale", "checked");
    shot("pending_100", screen.text());
    screen.state.look.ascii = true;
    screen.tell(Message::Resized(110, 30));
    shot("pending_110_ascii", screen.text());
}

#[test]
fn what_a_lesson_played_can_be_explained() {
    let mut screen = course((100, 30), "tickets-two-doors", "from-now-on");
    screen.typed("3").key(KeyCode::Enter).key(KeyCode::F(8));
    assert!(
        screen
            .text()
            .contains("why: XREADGROUP GROUP stats counter STREAMS tickets >"),
        "{}",
        screen.text()
    );
}

#[test]
fn nobody_is_offered_to_acknowledge_what_somebody_else_holds() {
    let mut screen = Screen::new(LARGE);
    screen.run(&[
        "XADD fruits 10-0 name banana",
        "XADD fruits 20-0 name apple",
        "XGROUP CREATE fruits pickers 0",
        ":terminal alice",
        "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
        ":terminal worker-1",
        ":crash alice",
        "XREADGROUP GROUP pickers bob COUNT 1 STREAMS fruits >",
    ]);
    assert_eq!(
        screen.state.suggestion().as_deref(),
        Some("XACK fruits pickers 20-0")
    );
    screen.run(&["XACK fruits pickers 20-0"]);
    assert_eq!(screen.state.suggestion(), None);
    screen.run(&[":clock +2m"]);
    assert_eq!(
        screen.state.suggestion().as_deref(),
        Some("XAUTOCLAIM fruits pickers bob 60000 0")
    );
}

#[test]
fn the_panes_follow_the_question_to_another_group() {
    let mut screen = course((100, 30), "tickets-two-doors", "a-second-group");
    screen.control('u').run(&[
        "XGROUP CREATE tickets stats 0",
        "XREADGROUP GROUP stats counter STREAMS tickets >",
    ]);
    assert!(screen.text().contains("pending · stats"), "{}", screen.text());
    screen.key(KeyCode::Enter);
    assert_eq!(step(&screen), 6);
    assert!(screen.text().contains("pending · doors"), "{}", screen.text());
}

#[test]
fn a_reader_that_waits_in_a_lesson_names_the_terminal_that_sells() {
    let mut screen = course((100, 30), "tickets-first-sale", "wait-for-one");
    screen.typed("$").key(KeyCode::Enter);
    shot("waits_for_the_office_100", screen.text());
    screen.typed("XADD tickets").key(KeyCode::Enter);
    assert!(
        screen
            .text()
            .contains("consumer-1 waits: Ctrl-C ends it, F2: office"),
        "{}",
        screen.text()
    );
}

#[test]
fn lines_that_changed_nothing_are_undone_without_what_the_step_before_changed() {
    let mut screen = course((100, 30), "tickets-first-sale", "two-more");
    let before = screen.state.lab.steps().0;
    screen.control('u').run(&["XLEN tickets", "XLEN tickts"]);
    screen.alt(KeyCode::Char('u'));
    assert_eq!((step(&screen), screen.state.lab.steps().0), (3, before));
    assert!(
        screen.text().contains("undone: XLEN tickets"),
        "{}",
        screen.text()
    );
}
