//! Clients of the network beside the typed terminals, as the screen shows them.

use crossterm::event::KeyCode;
use xtutor::app::Message;
use xtutor::engine::Input;
use xtutor::lesson::Shelf;
use xtutor::wire::{ArgvBuf, ClientId, Protocol, Sink};

use crate::{LARGE, MIDDLE, NOW, SMALL, Screen, shot};

impl Screen {
    fn comes(&mut self) -> ClientId {
        let client = self.state.next_remote();
        self.state.network.addresses = vec!["127.0.0.1:6379".to_owned()];
        self.state
            .network_out()
            .attach(client, Sink::bytes(Protocol::Resp2));
        self.state
            .hear(Input::Arrive(client, "127.0.0.1:9", "127.0.0.1:6379"), NOW);
        client
    }

    /// The client says something, and all that was written to it is sent.
    fn says(&mut self, client: ClientId, words: &[&str]) -> &mut Self {
        self.is_answered(client, words);
        self
    }

    /// The client says something; what it is sent then.
    fn is_answered(&mut self, client: ClientId, words: &[&str]) -> String {
        let argv: ArgvBuf = words.iter().collect();
        let sent = self.state.in_the_present(|state| {
            state.hear(Input::Command(client, argv.as_argv()), NOW);
            let sent = state.network_out().send(client, std::mem::take);
            state.was_heard();
            sent
        });
        String::from_utf8(sent.unwrap_or_default()).unwrap()
    }
}

#[test]
fn a_terminal_mirrors_a_client_until_it_is_gone() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        let (client, other) = (screen.comes(), screen.comes());
        screen.says(client, &["CLIENT", "SETNAME", "packer"]);
        screen.key(KeyCode::F(3)).run(&[":mirror packer"]);
        screen.says(other, &["XADD", "orders", "1-1", "item", "lamp"]);
        screen.says(client, &["XGROUP", "CREATE", "orders", "packers", "0"]);
        screen.says(
            client,
            &["XREADGROUP", "GROUP", "packers", "p1", "STREAMS", "orders", ">"],
        );
        screen.says(client, &["AUTH", "secret"]);
        screen.says(client, &["SET", "k", "\u{1b}[2J\r\n\u{7}"]);
        screen.says(client, &["BLPOP", "q", "0"]);
        screen.run(&["PING"]);
        shot(format!("mirror_{name}"), screen.text());
        // What comes by others' doing is shown as well.
        screen.key(KeyCode::F(2)).run(&["RPUSH q x"]).key(KeyCode::F(3));
        screen.state.hear(Input::Disconnect(client), NOW);
        screen.run(&["PING"]);
        shot(format!("mirror_gone_{name}"), screen.text());
    }
}

#[test]
fn clients_go_on_while_somebody_looks_back() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        let (client, other) = (screen.comes(), screen.comes());
        screen
            .key(KeyCode::F(3))
            .run(&["BLPOP jobs 0"])
            .key(KeyCode::F(2));
        screen.says(client, &["CLIENT", "SETNAME", "packer"]);
        screen.says(client, &["XADD", "orders", "1-1", "item", "lamp"]);
        screen.says(client, &["XADD", "orders", "2-1", "item", "cup"]);
        screen.alt(KeyCode::Left).alt(KeyCode::Right);
        let added = screen.is_answered(client, &["XADD", "orders", "3-1", "item", "tea"]);
        assert_eq!(added, "$3\r\n3-1\r\n");
        assert_eq!(screen.is_answered(client, &["XLEN", "orders"]), ":3\r\n");
        // A terminal of the present is woken, and another client comes to wait.
        screen.says(other, &["RPUSH", "jobs", "one"]);
        assert_eq!(screen.is_answered(other, &["BLPOP", "jobs", "0"]), "");
        screen.tell(Message::Tick(NOW + 1000));
        shot(format!("looking_back_with_clients_{name}"), screen.text());
        screen.key(KeyCode::Esc);
        shot(format!("looked_back_with_clients_{name}"), screen.text());
        screen.run(&["RPUSH jobs two"]);
        let sent = screen.state.network_out().send(other, std::mem::take);
        assert_eq!(sent.unwrap(), b"*2\r\n$4\r\njobs\r\n$3\r\ntwo\r\n");
    }
}

#[test]
fn who_looks_at_what_was_undone_comes_back_when_a_client_goes_another_way() {
    let mut screen = Screen::new(MIDDLE);
    let client = screen.comes();
    screen.run(&["XADD fruits 1-0 name pear", "XADD fruits 2-0 name plum"]);
    screen.alt(KeyCode::Char('u')).alt(KeyCode::Char('u'));
    screen.alt(KeyCode::Right);
    screen.says(client, &["XLEN", "fruits"]);
    assert!(screen.state.looks_back());
    screen.says(client, &["XADD", "fruits", "3-0", "name", "quince"]);
    shot("looked_at_what_is_gone_80", screen.text());
}

#[test]
fn clients_go_on_while_a_goal_is_shown() {
    let mut screen = Screen::new(LARGE);
    let client = screen.comes();
    screen.says(client, &["CLIENT", "SETNAME", "packer"]);
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("fruits-crash")).unwrap();
    screen.state.begin_at("apple").unwrap();
    screen.control('u').run(&[":mirror packer"]);
    screen.alt(KeyCode::Char('g'));
    let goal = screen.text();
    assert!(screen.state.aims() && goal.contains("1 client goes on meanwhile"));
    assert_eq!(screen.is_answered(client, &["XLEN", "fruits"]), ":3\r\n");
    // What it is told not to do it is told all the same, and time goes on.
    screen.tell(Message::Tick(NOW + 1000));
    assert_eq!(screen.text(), goal);
    screen.key(KeyCode::Esc);
    assert!(screen.text().contains("packer> XLEN fruits"), "{}", screen.text());
    screen.alt(KeyCode::Char('g'));
    let text = include_str!("../../lessons/fruits-crash.yaml").replace("First worker", "Joe");
    let texts = vec![("fruits-crash.yaml".to_owned(), text)];
    screen.state.reload(Shelf::from_texts(texts));
    assert!(!screen.state.aims());
    screen.says(client, &["PING"]);
    let known = screen.state.network_engine().known_clients();
    assert!(known.iter().any(|known| known.client == client));
}

#[test]
fn clients_are_offered_to_mirror_and_what_was_refused_to_them_is_said() {
    let mut screen = Screen::new(LARGE);
    let (packer, one, other) = (screen.comes(), screen.comes(), screen.comes());
    screen.says(packer, &["CLIENT", "SETNAME", "packer"]);
    screen.says(packer, &["CLIENT", "SETINFO", "LIB-NAME", "redis-py"]);
    for client in [one, other] {
        screen.says(client, &["CLIENT", "SETNAME", "twin"]);
    }
    screen.says(one, &["HSET", "h", "f\u{1b}[2J", "v"]);
    screen.says(packer, &["XADD", "s", "0-0", "f", "v"]);
    screen.typed(":mirror ").key(KeyCode::Tab);
    shot("mirror_offers", screen.text());
    screen.key(KeyCode::Esc).control('u').key(KeyCode::F(9));
    shot("feed_refused", screen.text());
}

#[test]
fn who_waits_over_the_network_is_named_before_a_lesson_plays() {
    let mut screen = Screen::new(LARGE);
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("your-own-code")).unwrap();
    screen.state.begin_at("one-answer").unwrap();
    let client = screen.comes();
    screen.says(client, &["CLIENT", "SETNAME", "worker"]);
    let read = "XREADGROUP GROUP pickers py-1 BLOCK 0 STREAMS fruits >";
    screen.says(client, &read.split(' ').collect::<Vec<_>>());
    screen.key(KeyCode::Char('1')).key(KeyCode::Enter);
    shot("played_beside_a_client", screen.text());
}

#[test]
fn who_is_to_be_mirrored_is_said_by_name_or_number() {
    let mut screen = Screen::new(MIDDLE);
    screen.run(&[":mirror 1001", ":mirror", ":mirror off"]);
    let (one, other) = (screen.comes(), screen.comes());
    for client in [one, other] {
        screen.says(client, &["CLIENT", "SETNAME", "twin"]);
    }
    screen.run(&[":mirror nobody", ":mirror twin", &format!(":mirror {}", one.0)]);
    screen.says(one, &["SET", "long", &"x".repeat(1000)]);
    screen.says(one, &["ECHO", &"y".repeat(2 << 20)]);
    screen.run(&[":mirror off"]).says(one, &["PING"]);
    shot("mirror_words_80", screen.text());
}

#[test]
fn many_steps_of_clients_are_undone_in_one_line_and_whoever_asks_at_once_costs_the_way_forward() {
    let mut screen = Screen::new(LARGE);
    let (client, reader) = (screen.comes(), screen.comes());
    screen.says(client, &["CLIENT", "SETNAME", "packer"]);
    screen.run(&["XGROUP CREATE orders workers $ MKSTREAM"]);
    for number in 1..=200 {
        screen.says(client, &["XADD", "orders", &format!("{number}-0"), "item", "tea"]);
    }
    screen.run(&[
        "XADD orders 900-0 item cup",
        ":undo 150",
        ":redo 20",
        ":undo 1000",
    ]);
    screen.says(
        reader,
        &["XGROUP", "CREATE", "orders", "readers", "0", "MKSTREAM"],
    );
    screen.run(&[":redo"]);
    shot("undo_many_120", screen.text());
}

#[test]
fn a_terminal_that_mirrors_cannot_be_crashed_by_a_slip() {
    let mut screen = Screen::new(MIDDLE);
    let client = screen.comes();
    screen.says(client, &["CLIENT", "SETNAME", "bob"]);
    screen.run(&[":mirror bob", ":crash"]);
    assert!(screen.state.lab.terminals()[0].alive);
    screen.key(KeyCode::F(3));
    screen.run(&[":crash"]);
    screen.key(KeyCode::F(2));
    shot("mirror_crash_80", screen.text());
}

/// A lesson in which nothing but XACK is let through.
const ONLY_XACK: &str = r#"
schema: stream-lesson/1
id: only-xack
title: Only XACK
terminals: [{id: bob}]
setup:
  - XADD fruits 1-0 name apple
  - XADD fruits 2-0 name pear
  - XGROUP CREATE fruits pickers 0
  - "XREADGROUP GROUP pickers bob STREAMS fruits >"
steps:
  - id: report
    kind: do
    text: Report both.
    allow: [XACK, MULTI, EXEC]
    goal:
      - {pel: fruits/pickers, count: 0}
    solution:
      - XACK fruits pickers 1-0 2-0
"#;

#[test]
fn what_a_step_does_not_take_is_kept_from_clients_too() {
    let mut screen = Screen::new(MIDDLE);
    let text = ONLY_XACK.trim_start().to_owned();
    screen.state.shelf = Shelf::from_texts(vec![("only-xack.yaml".to_owned(), text)]);
    screen.state.learn(Some("only-xack")).unwrap();
    let client = screen.comes();
    let mut asks = |words: &[&str]| screen.is_answered(client, words);
    let only = "-NOPERM in this step there is only XACK, MULTI, EXEC\r\n";
    assert_eq!(asks(&["DEL", "fruits"]), only);
    assert_eq!(asks(&["FLUSHALL"]), only);
    // What a library says by itself is let through, and what is no command is refused as ever.
    assert_eq!(asks(&["PING"]), "+PONG\r\n");
    assert_eq!(asks(&["CLIENT", "SETNAME", "py"]), "+OK\r\n");
    assert!(asks(&["XACKK"]).starts_with("-ERR unknown command"));
    assert_eq!(asks(&["XACK", "fruits", "pickers", "1-0"]), ":1\r\n");
    // A transaction with such a command is not run.
    assert_eq!(asks(&["MULTI"]), "+OK\r\n");
    assert_eq!(asks(&["XTRIM", "fruits", "MAXLEN", "0"]), only);
    assert!(asks(&["EXEC"]).starts_with("-EXECABORT"));
    assert_eq!(asks(&["XACK", "fruits", "pickers", "2-0"]), ":1\r\n");
    let step = screen.state.study.as_ref().unwrap().view(&screen.state.lab);
    assert!(step.done);
}
