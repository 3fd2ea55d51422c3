//! Several terminals at once, and more tabs than fit.

use super::*;

/// One producer and two workers of a group, both waiting, as they are shown on a stage.
fn stage(size: (u16, u16)) -> Screen {
    let mut screen = Screen::new(size);
    screen.run(&[
        ":split",
        "XADD orders 10-0 item banana",
        "XGROUP CREATE orders crew 0",
    ]);
    screen.key(KeyCode::F(3)).run(&[
        "XREADGROUP GROUP crew worker-1 COUNT 1 STREAMS orders >",
        "XREADGROUP GROUP crew worker-1 BLOCK 3000 STREAMS orders >",
    ]);
    screen
        .key(KeyCode::F(3))
        .run(&["XREADGROUP GROUP crew worker-2 BLOCK 0 STREAMS orders >"]);
    screen.key(KeyCode::F(3)).typed("XADD orders 2");
    screen
}

#[test]
fn several_terminals_stand_side_by_side_or_above_each_other_and_their_waits_are_seen() {
    let sizes = [
        ("160", (160, 45)),
        ("120", LARGE),
        ("80", MIDDLE),
        ("40", SMALL),
        ("tall", (50, 40)),
    ];
    for (name, size) in sizes {
        let mut screen = stage(size);
        shot(format!("split_{name}"), screen.text());
        if name == "120" {
            shot("split_120_roles", screen.roles());
            screen.typed("0-0 item apple").key(KeyCode::Enter);
            shot("split_woken_120", screen.text());
        }
        screen.alt(KeyCode::Char('s'));
        assert!(
            screen.text().contains("[1 shop]─ 2 worker-1"),
            "one again:\n{}",
            screen.text()
        );
    }
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":split 5", ":split 4", ":split off"]);
    shot("split_words_80", screen.text());
}

#[test]
fn many_tabs_scroll_around_the_active_one() {
    let mut screen = Screen::new(MIDDLE);
    for at in 4..=20 {
        screen.run(&[&format!(":terminal worker-{at}")]);
    }
    let tabs = |screen: &Screen| {
        let text = screen.text();
        text.lines()
            .find(|line| line.contains('['))
            .unwrap_or_default()
            .to_owned()
    };
    let mut seen = vec![tabs(&screen)];
    screen.alt(KeyCode::Char('1'));
    seen.push(tabs(&screen));
    screen.run(&["XREAD BLOCK 0 STREAMS s $"]).alt(KeyCode::Char('9'));
    screen.run(&["XADD s 1-0 a b"]);
    seen.push(tabs(&screen));
    screen.run(&[":split 3"]);
    seen.push(tabs(&screen));
    shot("tabs_80", seen.join("\n"));
}
