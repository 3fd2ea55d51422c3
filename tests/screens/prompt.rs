//! The prompt: completions, help, the history.

use super::*;

#[test]
fn completions_open_beside_the_word() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().typed("XREAD").key(KeyCode::Tab).key(KeyCode::Tab);
        shot(format!("popup_{name}"), screen.text());
        screen.key(KeyCode::Enter);
        assert_eq!(screen.state.desk().prompt.text(), "XREADGROUP ");
    }
}

#[test]
fn help_lies_over_everything() {
    shot("help_120", Screen::new(LARGE).key(KeyCode::F(1)).text());
    shot("help_80", Screen::new(MIDDLE).key(KeyCode::F(1)).text());
    shot("help_40", Screen::new(SMALL).key(KeyCode::F(1)).text());
    shot("help_command_80", Screen::new(MIDDLE).run(&["help XACK"]).text());
}

#[test]
fn the_signs_have_a_page_of_their_own_and_end_the_help() {
    for (name, size) in [("120", (120, 60)), ("80", (80, 74)), ("40", (40, 120))] {
        shot(
            format!("signs_{name}"),
            Screen::new(size).run(&["help signs"]).text(),
        );
    }
    let look = Look {
        ascii: true,
        ..Look::default()
    };
    let mut ascii = Screen::with((80, 74), look);
    shot("signs_80_ascii", ascii.run(&[":help signs"]).text());
    let mut help = Screen::new((80, 320));
    let help = help.key(KeyCode::F(1)).text();
    let legend = Screen::new((80, 74)).run(&["help signs"]).text();
    let inside = |page: &str| -> Vec<String> {
        let rows = page.lines().filter_map(|line| line.split('┃').nth(1));
        rows.map(|row| row.trim_end().to_owned()).collect()
    };
    assert!(inside(&help).ends_with(&inside(&legend)), "{help}");
}

#[test]
fn help_begins_with_the_keys_of_the_pane_that_has_them() {
    let mut screen = Screen::new(MIDDLE);
    screen.fruits().key(KeyCode::F(4)).typed("?");
    shot("help_stream_80", screen.text());
    screen.key(KeyCode::Esc).key(KeyCode::F(4)).key(KeyCode::F(1));
    assert!(screen.text().contains("here: in the groups"));
}

#[test]
fn lines_typed_before_are_found_again() {
    let mut screen = Screen::new(MIDDLE);
    screen
        .run(&["XADD fruits 1-0 a b", "XLEN fruits", "XADD fruits 2-0 a b"])
        .typed("dra");
    screen.control('r').typed("XAD");
    assert!(screen.text().contains("(search `XAD`) XADD fruits 2-0 a b"));
    screen.control('r');
    assert_eq!(screen.state.desk().prompt.text(), "XADD fruits 1-0 a b");
    screen.key(KeyCode::Esc);
    assert_eq!(screen.state.desk().prompt.text(), "dra");
    screen
        .control('u')
        .key(KeyCode::Up)
        .key(KeyCode::Up)
        .key(KeyCode::Up);
    assert_eq!(screen.state.desk().prompt.text(), "XADD fruits 1-0 a b");
    let saved = screen
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::SaveHistory(_)));
    assert_eq!(saved.count(), 3);
    screen.control('u').run(&["AUTH secret"]);
    assert!(
        !screen
            .effects
            .contains(&Effect::SaveHistory("AUTH secret".to_owned()))
    );
}

#[test]
fn a_search_marks_what_is_sought_and_goes_both_ways() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XADD s 1-0 a b", "XLEN s", "XADD s 2-0 a b"]);
    screen.control('r').typed("add");
    assert_eq!(screen.state.desk().prompt.text(), "XADD s 2-0 a b");
    screen.control('r');
    shot("search_80", screen.text());
    shot("search_80_roles", screen.roles());
    screen.control('s');
    assert_eq!(screen.state.desk().prompt.text(), "XADD s 2-0 a b");
    screen.control('s');
    assert!(screen.text().contains("no newer line with that"));
}

#[test]
fn the_row_under_the_prompt_blames_and_warns() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.fruits().typed("XADD fruits na");
        shot(format!("blamed_{name}"), screen.text());
        screen.control('u').typed("DEL fruits");
        shot(format!("warned_{name}"), screen.text());
        screen.key(KeyCode::Enter);
        assert!(
            screen.text().contains("Alt-U brings it back"),
            "{}",
            screen.text()
        );
    }
}

#[test]
fn right_takes_the_suggestion_and_enter_the_example() {
    let mut screen = Screen::new(LARGE);
    screen.run(&["XADD fruits 10-0 name banana"]).key(KeyCode::Right);
    assert_eq!(
        screen.state.desk().prompt.text(),
        "XGROUP CREATE fruits fruits-group 0"
    );
    screen.control('u').run(&["help XGROUP CREATE"]);
    shot("help_xgroup_create_120", screen.text());
    screen.key(KeyCode::Enter);
    assert_eq!(
        screen.state.desk().prompt.text(),
        "XGROUP CREATE fruits pickers $ MKSTREAM"
    );
    screen.control('u').run(&["help XREDA"]);
    assert!(
        screen.text().contains("no help on `XREDA`; did you mean XREAD?"),
        "{}",
        screen.text()
    );
}

/// What is said under the line and on the line of keys may be longer than they are.
#[test]
fn sentences_under_the_prompt_are_said_whole() {
    let words = |screen: &Screen| -> String {
        let text = screen.text();
        let rows = text
            .lines()
            .map(|row| row.trim_matches(|it: char| !it.is_ascii_graphic()));
        rows.collect::<Vec<_>>().join(" ")
    };
    for size in [LARGE, (100, 30), MIDDLE, (60, 18)] {
        let mut screen = Screen::new(size);
        screen.fruits().typed("XADD fruits 5 ");
        screen.key(KeyCode::Backspace).typed("x name plum");
        let told = screen.text();
        let mend =
            "an ID is two numbers, milliseconds and a count: 1526919030474-55; the second may be left out";
        assert!(words(&screen).contains(mend), "{size:?} {told}");
        screen.control('u').typed("XGROUP DESTROY fruits fruits-group");
        let told = screen.text();
        assert!(
            words(&screen).contains("; Alt-U brings it back"),
            "{size:?} {told}"
        );
        screen.control('u');
        screen.state.notice = Some("one two three four five six seven ".repeat(5) + "and the end");
        let told = screen.text();
        assert!(
            words(&screen).contains("six seven and the end"),
            "{size:?} {told}"
        );
        screen.key(KeyCode::Right);
        assert!(!screen.text().contains("and the end"));
    }
    let mut screen = Screen::new((100, 30));
    screen.fruits().typed("XADD fruits 5x name plum");
    shot("aside_wrapped_100", screen.text());
    let mut screen = Screen::new((40, 12));
    screen.fruits();
    screen.state.notice = Some("one two three four five six seven ".repeat(2) + "and the end");
    shot("notice_wrapped_40", screen.text());
    for size in [(100, 30), MIDDLE, (66, 20), (60, 18)] {
        let screen = Screen::new(size);
        let text = screen.text();
        if text.contains("Here the stream will be") {
            assert!(words(&screen).contains("each is"), "{text}");
            assert!(!text.contains('\u{2026}'), "{text}");
        }
    }
}

#[test]
fn what_somebody_else_was_given_is_not_offered_to_be_acknowledged() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XGROUP CREATE jobs g $ MKSTREAM"]);
    screen
        .key(KeyCode::F(3))
        .run(&["XREADGROUP GROUP g ben BLOCK 0 STREAMS jobs >"]);
    screen.key(KeyCode::F(2)).run(&["XADD jobs 1-0 task sms"]);
    assert_eq!(screen.state.suggestion(), None);
    screen.key(KeyCode::F(3));
    assert_eq!(screen.state.suggestion().as_deref(), Some("XACK jobs g 1-0"));
}
