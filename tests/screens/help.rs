//! Pages of help and the lists that lead to them.

use super::*;
use xtutor::app::Layer;

/// The rows on a page or in a list, without its frame.
fn inside(screen: &Screen) -> Vec<String> {
    let text = screen.text();
    let frames = text.lines().filter(|row| row.matches('┃').count() >= 2);
    let rows = frames.map(|row| {
        let parts: Vec<&str> = row.split('┃').collect();
        parts[1].trim().to_owned()
    });
    rows.collect()
}

#[test]
fn the_word_help_begins_with_the_words_and_f1_with_the_keys() {
    for (name, size) in [("120", LARGE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.run(&[":help"]);
        shot(format!("help_words_{name}"), screen.text());
    }
    let mut words = Screen::new(MIDDLE);
    let words = inside(words.run(&[":help"]));
    let mut keys = Screen::new(MIDDLE);
    let keys = inside(keys.key(KeyCode::F(1)));
    assert_eq!(words[0], "words of xtutor's own; everything else is Redis");
    assert_eq!(keys[0], "here: at the prompt");
}

#[test]
fn pages_scroll_by_rows_pages_and_to_their_ends_and_stay_open() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().run(&["help XAUTOCLAIM"]);
    let card = inside(&screen);
    screen.key(KeyCode::Esc).run(&[":help"]);
    let first = inside(&screen);
    screen.key(KeyCode::Down);
    let next = inside(&screen);
    assert_eq!(first[1..], next[..next.len() - 1]);
    screen.key(KeyCode::Up).key(KeyCode::PageDown);
    let page = inside(&screen);
    assert_eq!(page[0], *first.last().unwrap(), "a row stays for the eye");
    screen.key(KeyCode::End);
    let end = inside(&screen);
    assert!(end[end.len() - 2].starts_with("12 commands"), "{end:?}");
    // From the end one row is one row, however often one tried to go beyond.
    screen.key(KeyCode::End).key(KeyCode::PageDown).key(KeyCode::Up);
    assert_eq!(inside(&screen)[1..], end[..end.len() - 1]);
    screen.key(KeyCode::PageUp).key(KeyCode::Home);
    assert_eq!(inside(&screen), first);
    screen.key(KeyCode::Esc);
    assert!(screen.state.layers.is_empty());
    // A page that is seen whole stays as it is.
    screen.run(&["help XAUTOCLAIM"]);
    for key in [KeyCode::PageDown, KeyCode::Home, KeyCode::PageUp, KeyCode::End] {
        screen.key(key);
    }
    screen.key(KeyCode::Home);
    assert_eq!(inside(&screen), card);
}

#[test]
fn a_card_scrolls_back_from_its_end_at_once() {
    let mut screen = Screen::new(SMALL);
    screen.fruits();
    screen.key(KeyCode::F(4)).key(KeyCode::Enter);
    assert!(matches!(screen.state.layers.last(), Some(Layer::Card(_))));
    let end = inside(screen.key(KeyCode::End));
    screen.key(KeyCode::End).key(KeyCode::Up);
    assert_eq!(inside(&screen)[1..], end[..end.len() - 1]);
}

#[test]
fn a_heading_lists_its_commands_and_enter_opens_the_card_of_one() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.run(&["help @stream"]);
        shot(format!("commands_{name}"), screen.text());
        screen.key(KeyCode::End).key(KeyCode::Up).key(KeyCode::PageUp);
        shot(format!("commands_further_{name}"), screen.text());
        screen.key(KeyCode::Home).key(KeyCode::Down).key(KeyCode::Enter);
        shot(format!("commands_card_{name}"), screen.text());
        screen.key(KeyCode::Esc);
        assert!(
            matches!(screen.state.layers.last(), Some(Layer::Commands(list)) if list.chosen == 1),
            "the list is under the card"
        );
        let chosen = match screen.state.layers.last() {
            Some(Layer::Commands(list)) => list.listed[1].name.clone(),
            _ => String::new(),
        };
        screen.key(KeyCode::Enter).key(KeyCode::Enter);
        assert!(screen.state.layers.is_empty(), "the example is taken");
        assert!(screen.state.desk().prompt.text().starts_with(&chosen));
        screen.control('u').run(&["HELP @LIST"]);
        screen.typed("l");
        assert!(screen.state.layers.is_empty(), "who types is done reading");
        assert_eq!(screen.state.desk().prompt.text(), "l");
        screen.control('u').run(&["help @nothing"]);
        assert!(screen.state.layers.is_empty());
    }
}

#[test]
fn a_family_lists_its_subcommands_and_each_has_its_card() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.run(&["help xgroup"]);
        shot(format!("help_family_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["HELP XGROUP"]);
    for usage in [
        "XGROUP CREATE key group id|$ [MKSTREAM] [ENTRIESREAD entries-read]",
        "XGROUP CREATECONSUMER key group consumer",
        "XGROUP DELCONSUMER key group consumer",
        "XGROUP DESTROY key group",
        "XGROUP HELP",
        "XGROUP SETID key group id|$ [ENTRIESREAD entries-read]",
    ] {
        assert!(screen.text().contains(usage), "{}", screen.text());
        screen.key(KeyCode::Enter);
        assert_eq!(inside(&screen)[0], usage);
        screen.key(KeyCode::Esc).key(KeyCode::Down);
    }
}

/// F1 is never lost: over a list or a card it shows their keys, and Esc leads back.
#[test]
fn f1_over_a_list_or_a_card_shows_its_keys() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits();
    for (open, heading) in [
        (KeyCode::F(5), "here: in the list of lessons"),
        (KeyCode::Enter, "here: in a list of commands"),
    ] {
        screen
            .typed(if open == KeyCode::Enter {
                "help @stream"
            } else {
                ""
            })
            .key(open);
        let before = screen.text();
        screen.key(KeyCode::F(1));
        assert!(screen.text().contains(heading), "{}", screen.text());
        screen.key(KeyCode::Esc);
        assert_eq!(screen.text(), before);
        screen.key(KeyCode::Esc);
    }
    screen.key(KeyCode::F(4)).key(KeyCode::Enter);
    let before = screen.text();
    screen.key(KeyCode::F(1));
    assert!(screen.text().contains("here: on a card"), "{}", screen.text());
    screen.key(KeyCode::Esc);
    assert_eq!(screen.text(), before);
    for (key, page) in [(8, "why: XACK fruits"), (9, "what others than worker-1 did")] {
        screen.key(KeyCode::F(key));
        assert!(screen.text().contains(page), "{}", screen.text());
        screen.key(KeyCode::Esc);
        assert_eq!(screen.text(), before);
    }
    screen.key(KeyCode::Esc).key(KeyCode::Esc).run(&[":step"]);
    assert!(
        screen.text().contains("steps belong to lessons: F5 opens one"),
        "{}",
        screen.text()
    );
    assert_eq!(screen.state.camera.focus, xtutor::app::Focus::Prompt);
}
