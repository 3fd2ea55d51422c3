//! Pasted scripts and commands that run many times.

use super::*;

const SCRIPT: &str = "// a day at the shop\n\
    XADD fruits 10-0 name banana\n\
    \n\
    XADD fruits 5-0 name apple\n\
    # the group\n\
    XGROUP CREATE fruits crew 0\n\
    XLEN\n\
    XREADGROUP GROUP crew a STREAMS fruits >\n";

#[test]
fn a_pasted_script_runs_to_its_end_and_says_what_was_refused() {
    let mut screen = Screen::new(LARGE);
    screen.tell(Message::Paste(SCRIPT.to_owned()));
    shot("script_120", screen.text());
    screen.run(&["clear"]);
    screen.tell(Message::Paste("XLEN fruits\nXLEN fruits\n".to_owned()));
    assert!(screen.text().contains("2 pasted lines run, none refused"));
    screen.run(&["clear"]);
    screen.tell(Message::Paste("XLEN fruits\n".to_owned()));
    assert!(!screen.text().contains("pasted"), "one line is no script");
}

#[test]
fn a_wait_holds_the_rest_of_a_script_back_until_it_ends_or_is_given_up() {
    let script = "XADD s 1-0 a b\nXREAD BLOCK 2000 STREAMS s $\nXLEN s\nXLEN\n";
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        screen.tell(Message::Paste(script.to_owned()));
        shot(format!("script_waits_{name}"), screen.text());
        screen.run(&[":clock +2s"]);
        shot(format!("script_done_{name}"), screen.text());
    }
    let mut screen = Screen::new(MIDDLE);
    screen.tell(Message::Paste(script.to_owned()));
    screen.control('c');
    shot("script_given_up_80", screen.text());
    screen.tell(Message::Paste(
        "XADD s 2-0 a b\n:crash\nXLEN s\nXLEN s\n".to_owned(),
    ));
    shot("script_crashed_80", screen.text());
}

#[test]
fn a_command_that_runs_very_often_does_not_hold_the_screen() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["2500000 XADD s * n 1"]);
    assert_eq!(screen.state.rest(), Some(0), "it goes on by itself");
    screen.tell(Message::Tick(NOW));
    screen.typed("XLEN s").key(KeyCode::Enter);
    shot("repeat_80", screen.text());
    screen.key(KeyCode::F(3)).run(&["XLEN s"]);
    assert!(screen.text().contains("(integer) 1"), "the others stay usable");
    screen.key(KeyCode::F(2)).control('c');
    assert_eq!(screen.state.rest(), None);
    shot("repeat_stopped_80", screen.text());
    screen.control('u').run(&["1500 XADD t * n 1"]);
    screen.tell(Message::Tick(NOW));
    assert!(screen.text().contains("t · 1,500 entries"), "{}", screen.text());
    assert_eq!(screen.state.rest(), None);
}

#[test]
fn a_command_that_waits_and_runs_often_waits_each_time() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["3 XREAD BLOCK 1000 STREAMS s $", ":clock +1s"]);
    assert!(screen.state.lab.is_waiting(screen.state.here()));
    screen.run(&[":clock +1s", ":clock +1s"]);
    assert!(!screen.state.lab.is_waiting(screen.state.here()));
    assert_eq!(screen.state.lab.steps().0, 6);
}

#[test]
fn the_rest_of_a_script_stays_with_its_terminal_when_others_come_and_go() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":terminal worker-2"]);
    screen.tell(Message::Paste("BLPOP q 0\nRPUSH said worker-2\n".to_owned()));
    screen.run(&[":terminal shop", ":close worker-2", "EXISTS said"]);
    shot("script_of_a_closed_terminal_80", screen.text());
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":terminal worker-2"]);
    screen.tell(Message::Paste(
        ":close worker-1\nCLIENT SETNAME me\nCLIENT GETNAME\n".to_owned(),
    ));
    shot("script_that_closes_a_terminal_80", screen.text());
    // A lesson with fewer terminals than there were.
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":terminal a", ":terminal b", ":terminal c", ":terminal d"]);
    screen.tell(Message::Paste(":lesson sensors-two-streams\nXLEN s\n".to_owned()));
    assert!(screen.text().contains("step 1/"), "{}", screen.text());
}

#[test]
fn a_script_that_leads_to_a_terminal_with_a_script_goes_before_it() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":terminal worker-1"]);
    screen.tell(Message::Paste("BLPOP q 0\nRPUSH said worker-1\n".to_owned()));
    screen.run(&[":terminal shop"]);
    screen.tell(Message::Paste(":terminal worker-1\nRPUSH said shop\n".to_owned()));
    screen.run(&[":terminal shop", "RPUSH q job", "LRANGE said 0 -1"]);
    shot("script_that_leads_to_a_script_80", screen.text());
}

/// Where the present is another moment, what was still to be done belongs to the one before: nothing of it runs there.
#[test]
fn what_a_terminal_still_had_to_do_is_dropped_when_another_moment_is_the_present() {
    let held = |screen: &mut Screen| {
        screen.key(KeyCode::F(3));
        screen.tell(Message::Paste(
            "XREAD BLOCK 0 STREAMS q $\nXADD q * late 1\n".to_owned(),
        ));
        let (here, others) = (screen.state.here(), screen.state.active);
        assert!(screen.state.lab.is_waiting(here));
        screen.key(KeyCode::F(2)).control('u');
        others
    };
    let said = |screen: &Screen, desk: usize| -> Vec<String> {
        let rows = screen.state.desks[desk].back.rows().rev().take(3);
        rows.map(|row| row.text.clone()).collect()
    };
    let gone = |screen: &Screen, desk: usize| {
        let lab = &screen.state.lab;
        assert!(
            !lab.engine().db(0).iter().any(|(key, _)| &key[..] == b"q"),
            "{}",
            screen.text()
        );
        assert!((0..3).all(|at| !lab.is_waiting(xtutor::lab::TerminalId(at))));
        for told in ["1 pasted line was not run", "this wait has not happened now"] {
            assert!(
                said(screen, desk).contains(&told.to_owned()),
                "{told}: {}",
                screen.text()
            );
        }
    };
    let mut screen = Screen::new(LARGE);
    screen.run(&["XADD s 1-0 a b"]);
    let other = held(&mut screen);
    screen.alt(KeyCode::Char('u'));
    gone(&screen, other);
    for word in [":reset", ":back", ":catchup"] {
        let mut screen = filling::course(LARGE, "tickets-first-sale", "one-bookmark");
        let other = held(&mut screen);
        screen.run(&[word]);
        gone(&screen, other);
    }
    let mut screen = filling::course(LARGE, "tickets-first-sale", "one-bookmark");
    let other = held(&mut screen);
    let text = include_str!("../../lessons/tickets-first-sale.yaml").replace("Share the work", "Share it");
    screen.state.reload(xtutor::lesson::Shelf::from_texts(vec![(
        "tickets-first-sale.yaml".to_owned(),
        text,
    )]));
    gone(&screen, other);
    // A command that runs very often ends there, too.
    let mut screen = Screen::new(MIDDLE);
    screen.run(&["2500000 XADD s * n 1"]).alt(KeyCode::Char('u'));
    assert_eq!(screen.state.rest(), None);
    assert!(
        screen.text().contains("stopped after 1,000 of 1,000,000 times"),
        "{}",
        screen.text()
    );
    // A script that goes back itself goes on.
    let mut screen = Screen::new(MIDDLE);
    screen.tell(Message::Paste("XADD s 1-0 a b\n:undo\nXLEN s\n".to_owned()));
    assert!(screen.text().contains("3 pasted lines run"), "{}", screen.text());
}
