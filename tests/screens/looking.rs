//! Looking closer: cards, the list of keys, what is no stream, searching; and data that would break a screen.

use super::*;
use xtutor::lab::Action;

/// Three groups in different states, a consumer that waits, a pending entry that is deleted.
fn busy(screen: &mut Screen) -> &mut Screen {
    screen.fruits().run(&[
        "XGROUP CREATE fruits audit 0",
        "XREADGROUP GROUP audit eve NOACK COUNT 1 STREAMS fruits >",
        "XREADGROUP GROUP fruits-group worker-2 COUNT 1 STREAMS fruits >",
        "XDEL fruits 20-0",
    ]);
    screen
        .key(KeyCode::F(3))
        .run(&["XREADGROUP GROUP fruits-group worker-2 BLOCK 60000 STREAMS fruits >"])
        .run(&[":clock +5s"])
}

fn pane(screen: &mut Screen, pane: usize) -> &mut Screen {
    screen.key(KeyCode::Esc);
    for _ in 0..pane {
        screen.key(KeyCode::F(4));
    }
    screen
}

#[test]
fn a_card_says_everything_about_an_entry_and_offers_what_to_type_next() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        pane(busy(&mut screen), 1).key(KeyCode::End).key(KeyCode::Enter);
        shot(format!("card_entry_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    pane(busy(&mut screen), 1)
        .key(KeyCode::End)
        .key(KeyCode::Enter)
        .typed("2");
    assert_eq!(
        screen.state.desk().prompt.text(),
        "XCLAIM fruits fruits-group worker-2 0 30-0"
    );
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["XADD log * a 1"]);
    pane(&mut screen, 1).key(KeyCode::Enter);
    assert!(
        screen.text().contains("2023-11-14 22:13:20.000 UTC"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_deleted_entry_has_a_card_too() {
    let mut screen = Screen::new(MIDDLE);
    pane(busy(&mut screen), 3).key(KeyCode::Home).key(KeyCode::Enter);
    shot("card_ghost_80", screen.text());
    screen.key(KeyCode::Enter);
    assert_eq!(screen.state.desk().prompt.text(), "XACK fruits fruits-group 20-0");
}

#[test]
fn groups_and_consumers_have_cards() {
    let mut screen = Screen::new(MIDDLE);
    pane(busy(&mut screen), 2).key(KeyCode::Enter);
    shot("card_group_80", screen.text());
    screen
        .key(KeyCode::Esc)
        .key(KeyCode::Down)
        .key(KeyCode::Down)
        .key(KeyCode::Enter);
    shot("card_consumer_80", screen.text());
    let mut screen = Screen::new(LARGE);
    screen
        .fruits()
        .run(&["XGROUP SETID fruits fruits-group 20-0", "XDEL fruits 30-0"]);
    pane(&mut screen, 2).key(KeyCode::Enter);
    shot("card_lag_120", screen.text());
}

fn all_kinds(screen: &mut Screen) -> &mut Screen {
    screen.run(&[
        "XADD fruits 1-0 a b",
        "RPUSH jobs one two \"three\\x00\"",
        "SET greeting \"hello there\"",
        "EXPIRE greeting 90",
    ]);
    screen
        .key(KeyCode::F(3))
        .run(&["SUBSCRIBE news", "PSUBSCRIBE n*"]);
    screen
        .key(KeyCode::F(3))
        .run(&["SUBSCRIBE news"])
        .key(KeyCode::F(3))
}

#[test]
fn every_key_and_channel_is_in_one_list_and_can_be_looked_at() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        pane(all_kinds(&mut screen), 1).typed("k");
        shot(format!("keys_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    pane(all_kinds(&mut screen), 1).typed("kj").key(KeyCode::Enter);
    let upper = |screen: &Screen| screen.text().lines().take(7).collect::<Vec<_>>().join("\n");
    shot("list_80", upper(&screen));
    screen.typed("kg").key(KeyCode::Enter);
    shot("string_80", upper(&screen));
    screen
        .typed("k")
        .key(KeyCode::End)
        .key(KeyCode::Up)
        .key(KeyCode::Enter);
    shot("channel_80", upper(&screen));
    screen.typed("]");
    assert!(
        upper(&screen).contains("n* · pattern of 1 listener"),
        "{}",
        upper(&screen)
    );
    screen.typed("[[[");
    assert!(upper(&screen).contains("greeting · string"), "{}", upper(&screen));
}

#[test]
fn thousands_of_keys_are_a_window() {
    let mut screen = Screen::new(MIDDLE);
    let keys = (0..2000).map(|at| format!("SET key:{at:04} x\n"));
    screen.tell(Message::Paste(keys.collect()));
    screen.run(&["XADD log 1-0 a b"]);
    pane(&mut screen, 1).typed("kkey:15");
    shot("keys_many_80", screen.text());
    screen.key(KeyCode::PageDown).key(KeyCode::End);
    assert!(screen.text().contains("❯+ log"), "{}", screen.text());
    screen.key(KeyCode::Up).key(KeyCode::Enter);
    assert!(
        screen.text().contains("key:1999 · string of 1 byte"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_stream_is_searched_by_id_and_by_text_a_bounded_part_at_a_time() {
    let mut screen = Screen::new(MIDDLE);
    let entries = (1..=300).map(|ms| format!("XADD log {ms}-0 n x{ms}x\n"));
    screen.tell(Message::Paste(entries.collect()));
    pane(&mut screen, 1).typed("/250-0");
    shot("find_id_80", screen.text());
    screen.key(KeyCode::Esc);
    assert!(screen.text().contains("❯+ 300-0"), "{}", screen.text());
    screen.typed("/x12");
    assert!(screen.text().contains("❯  12-0"), "{}", screen.text());
    screen.key(KeyCode::Enter);
    assert!(screen.text().contains("❯  120-0"), "{}", screen.text());
    for _ in 0..9 {
        screen.key(KeyCode::Enter);
    }
    assert!(screen.text().contains("❯  129-0"), "{}", screen.text());
    screen.key(KeyCode::Enter);
    assert!(
        screen.text().contains("Enter looks from the beginning"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::Enter).key(KeyCode::Tab);
    assert!(screen.text().contains("❯  12-0"), "{}", screen.text());
    screen.typed("/nothing like it");
    assert!(
        screen.text().contains("not from here to the end"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::Esc);
    for ms in 301..=25_000 {
        let argv = ["XADD", "log", &format!("{ms}-0"), "n", "x"].iter().collect();
        drop(screen.state.lab.act(Action::Run(screen.state.here(), argv), NOW));
    }
    pane(&mut screen, 1).key(KeyCode::Home).typed("/25000");
    assert!(
        screen
            .text()
            .contains("not in 20000 entries; Enter looks further"),
        "{}",
        screen.text()
    );
    screen.key(KeyCode::Enter);
    assert!(screen.text().contains("❯  25000-0"), "{}", screen.text());
}

#[test]
fn hostile_data_breaks_no_pane_and_no_card() {
    let huge = "y".repeat(1 << 20);
    let many: String = (0..200).fold(String::new(), |line, at| format!("{line} f{at} v{at}"));
    let lines = [
        "XADD log 1-0 \"\" \"\"".to_owned(),
        "XADD log 2-0 \"\\x1b[2J\\x00\" \"e\\xcc\\x81\\xe2\\x80\\xae\\xff\"".to_owned(),
        "XADD log 3-0 バナナ 黄色い果物のバナナ".to_owned(),
        format!("XADD log 4-0 big {huge}"),
        format!("XADD log 5-0{many}"),
        "XGROUP CREATE log \"\" 0".to_owned(),
        "XREADGROUP GROUP \"\" \"\" COUNT 3 STREAMS log >".to_owned(),
        "XREADGROUP GROUP \"\" \"\\x1b\\n\" COUNT 1 STREAMS log >".to_owned(),
    ];
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        for line in &lines {
            screen.tell(Message::Paste(format!("{line}\n")));
        }
        screen.run(&["clear"]);
        for at in 1..=3 {
            pane(&mut screen, at);
            shot(format!("hostile_pane_{at}_{name}"), screen.text());
        }
        pane(&mut screen, 1).key(KeyCode::Home);
        for at in 1..=5 {
            screen.key(KeyCode::Enter);
            if name == "80" {
                shot(format!("hostile_card_{at}_{name}"), screen.text());
            }
            screen.text();
            screen.key(KeyCode::Esc).key(KeyCode::Down);
        }
    }
}

#[test]
fn who_has_looked_back_finds_the_present_as_it_was_with_its_marks() {
    let mut screen = Screen::new(LARGE);
    busy(&mut screen);
    let present = (screen.text(), screen.roles());
    screen.alt(KeyCode::Left).alt(KeyCode::Left).alt(KeyCode::Left);
    assert_ne!(screen.text(), present.0);
    screen.key(KeyCode::Esc);
    assert_eq!((screen.text(), screen.roles()), present);
}
