//! Lines that a lesson has ready with blanks in them, and lines that cannot be run yet.

use super::*;
use xtutor::lesson::{Progress, Shelf};

/// A screen with a lesson of the course open at one of its steps.
pub(super) fn course(size: (u16, u16), lesson: &str, step: &str) -> Screen {
    let mut screen = Screen::new(size);
    screen.state.shelf = Shelf::embedded();
    let progress = format!("xtutor progress 2\nlast {lesson}/{step}\n");
    screen.state.progress = Progress::parse(&progress).unwrap();
    screen.state.learn(Some(lesson)).unwrap();
    screen
}

fn line(screen: &Screen) -> (&str, usize) {
    let prompt = &screen.state.desk().prompt;
    (prompt.text(), prompt.cursor())
}

#[test]
fn several_blanks_are_filled_in_as_one_types() {
    let mut screen = course((100, 30), "tickets-numbers", "the-newest");
    shot("blanks_100", screen.text());
    screen.key(KeyCode::Enter);
    assert!(
        screen
            .text()
            .contains("type what belongs in ____; Tab: the next; F6: a hint"),
        "{}",
        screen.text()
    );
    screen.typed("+").key(KeyCode::Enter);
    assert_eq!(line(&screen), ("XREVRANGE tickets + ____ COUNT ____", 20));
    screen.typed("- 1").key(KeyCode::Enter);
    assert!(
        screen.text().contains("XREVRANGE tickets + - COUNT 1"),
        "{}",
        screen.text()
    );
    assert_eq!(line(&screen), ("", 0));
}

#[test]
fn tab_completes_and_then_leads_to_the_next_blank() {
    let mut screen = course((100, 30), "tickets-numbers", "the-newest");
    screen.typed("+").key(KeyCode::Tab);
    assert_eq!(line(&screen), ("XREVRANGE tickets + ____ COUNT ____", 20));
    let mut screen = lessons::lesson(MIDDLE);
    screen.key(KeyCode::Enter).key(KeyCode::Enter).key(KeyCode::Enter);
    assert_eq!(line(&screen).0, "XACK fruits pickers ____");
    screen.key(KeyCode::Tab);
    assert_eq!(line(&screen).0, "XACK fruits pickers 10-0");
}

#[test]
fn a_whole_command_typed_into_a_blank_takes_the_place_of_the_line() {
    let mut screen = course((100, 30), "tickets-first-sale", "one-bookmark");
    assert_eq!(line(&screen).0, "XGROUP CREATE tickets ticketgroup ____");
    screen.typed("xgroup create");
    assert!(!screen.text().contains("ticketgroup ____"), "{}", screen.text());
    assert_eq!(line(&screen), ("xgroup create", 13));
    screen.control('_').control('_');
    assert_eq!(line(&screen).0, "XGROUP CREATE tickets ticketgroup ____");
    screen.tell(Message::Paste("XGROUP CREATE tickets ticketgroup 0".to_owned()));
    assert_eq!(line(&screen).0, "XGROUP CREATE tickets ticketgroup 0");
}

#[test]
fn another_command_and_a_word_with_a_colon_take_the_place_of_the_line_which_can_be_brought_back() {
    let ready = "XGROUP CREATE tickets ticketgroup ____";
    let mut screen = course((100, 30), "tickets-first-sale", "one-bookmark");
    screen.typed(":theme").key(KeyCode::Enter);
    assert!(screen.text().contains("office> :theme"), "{}", screen.text());
    screen.control('_');
    assert_eq!(line(&screen), (ready, 34));
    screen.typed("XLEN ");
    let said = "Ctrl-_ brings back the line that was ready";
    assert!(screen.text().contains(said), "{}", screen.text());
    assert_eq!(line(&screen), ("XLEN ", 5));
    screen.control('_');
    assert_eq!(line(&screen), (ready, 34));
    screen.typed("XLEN ");
    screen.typed("tickets").key(KeyCode::Enter).control('_');
    assert_eq!(line(&screen).0, ready);
}

/// The name of a command alone is a line as well: it says itself what it needs.
#[test]
fn the_name_of_a_command_entered_in_a_blank_takes_the_place_of_the_line() {
    let ready = "XGROUP CREATE tickets ticketgroup ____";
    for (word, said) in [("XACK", "expected key group id"), ("xlen", "expected key")] {
        let mut screen = course((100, 30), "tickets-first-sale", "one-bookmark");
        screen.typed(word).key(KeyCode::Enter);
        let text = screen.text();
        assert!(
            text.contains(&format!("office> {word} ")) && text.contains(said),
            "{text}"
        );
        assert!(
            text.contains("Ctrl-_ brings back the line that was ready"),
            "{text}"
        );
        screen.control('_');
        assert_eq!(line(&screen), (ready, 34));
    }
}

/// Where a command's name is what belongs into the blank it stays there.
#[test]
fn the_name_of_a_command_that_a_step_wants_fills_the_blank() {
    let lesson = "schema: stream-lesson/1\nid: words\ntitle: Words\nterminals: [{id: shop}]\nsteps:\n  - id: one\n    kind: \
                  do\n    text: Do it.\n    prompt: XADD log * did ____ for ____\n    goal: [{stream: log, contains: [{fields: \
                  {did: xack}}]}]\n    solution: [XADD log * did xack for bob]\n";
    let opened = || {
        let mut screen = Screen::new(LARGE);
        screen.state.shelf = Shelf::from_texts(vec![("words.yaml".to_owned(), lesson.to_owned())]);
        screen.state.learn(Some("words")).unwrap();
        screen
    };
    let mut screen = opened();
    screen.typed("xack ");
    assert_eq!(line(&screen), ("XADD log * did xack for ____", 24));
    // Whatever stands in the other blank: the goal says nothing of it.
    screen.typed("TIME").key(KeyCode::Enter);
    assert!(screen.text().contains("did xack for TIME"), "{}", screen.text());
    let mut screen = opened();
    screen.typed("ping ");
    assert_eq!(line(&screen), ("ping ", 5));
}

#[test]
fn a_line_entered_where_somebody_waits_stays_and_the_way_to_a_free_terminal_is_named() {
    let mut screen = Screen::new(MIDDLE);
    screen
        .run(&["XADD s 1-0 a b", "XREAD BLOCK 0 STREAMS s $"])
        .run(&["XADD s 2-0 a b"]);
    assert_eq!(line(&screen).0, "XADD s 2-0 a b");
    shot("entered_while_waiting_80", screen.text());
    screen.key(KeyCode::F(3)).run(&["XREAD BLOCK 0 STREAMS s $"]);
    screen.typed("XLEN s").key(KeyCode::Enter);
    assert!(
        screen
            .text()
            .contains(" worker-1 waits: Ctrl-C ends it, F3: worker-2 "),
        "{}",
        screen.text()
    );
    screen.control('c').key(KeyCode::Enter);
    assert!(screen.text().contains("(integer) 1"), "{}", screen.text());
}

#[test]
fn completions_close_when_their_word_is_done_or_gone() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().typed("XRE").key(KeyCode::Tab);
    assert_eq!(screen.state.layers.len(), 1);
    screen.control('u');
    assert_eq!(screen.state.layers.len(), 0);
    screen
        .typed("XREV")
        .key(KeyCode::Backspace)
        .key(KeyCode::Tab)
        .typed("AD ");
    assert_eq!(screen.state.layers.len(), 0);
    screen
        .control('u')
        .typed("XADD ")
        .key(KeyCode::Tab)
        .control('u')
        .run(&["XLEN fruits"]);
    assert!(screen.text().contains("(integer) 3"), "{}", screen.text());
}
