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

    /// The same as one line, and it is drawn.
    fn tells(&mut self, client: ClientId, line: &str) -> &mut Self {
        let words: Vec<&str> = line.split(' ').collect();
        self.says(client, &words);
        self.state.was_drawn();
        self
    }

    /// A program comes, and its library says what redis-py says.
    fn program(&mut self, name: Option<&str>) -> ClientId {
        let client = self.comes();
        for line in [
            "HELLO 3",
            "CLIENT MAINT_NOTIFICATIONS ON moving-endpoint-type internal-ip",
            "CLIENT SETINFO LIB-NAME redis-py",
            "CLIENT SETINFO LIB-VER 7.1.0",
        ] {
            self.tells(client, line);
        }
        if let Some(name) = name {
            self.tells(client, &format!("CLIENT SETNAME {name}"));
        }
        client
    }

    fn goes(&mut self, client: ClientId, after: i64) -> &mut Self {
        self.state.hear(Input::Disconnect(client), NOW + after);
        self
    }
}

/// Orders with a group and a worker that holds two of them.
fn workers(screen: &mut Screen) -> (ClientId, ClientId) {
    screen.run(&[
        "XADD orders 1-0 item tea",
        "XADD orders 2-0 item cup",
        "XGROUP CREATE orders workers 0",
    ]);
    let (producer, bob) = (screen.program(Some("producer")), screen.program(None));
    screen.tells(
        bob,
        "XREADGROUP GROUP workers bob COUNT 2 BLOCK 5000 STREAMS orders >",
    );
    (producer, bob)
}

#[test]
fn what_goes_wrong_for_a_program_stands_in_the_feed_with_the_hint_that_a_typed_line_gets() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE), ("40", SMALL)] {
        let mut screen = Screen::new(size);
        workers(&mut screen);
        let client = screen.program(Some("mistaken"));
        let mut line = |line: &str, shot_as: &str| {
            screen.tells(client, line);
            if !shot_as.is_empty() {
                shot(format!("{shot_as}_{name}"), screen.text());
            }
        };
        line("SET title hello", "");
        line("XADD title * a 1", "feed_wrong_type");
        line("XREADGROUP GROUP wrokers dave COUNT 1 STREAMS orders >", "");
        line("XGROUP CREATE orders workers 0", "");
        line("XACK orders wrokers 1-0", "feed_nothing_acknowledged");
        line("XADD orders 1-1 a 1", "");
        line("XADD orders * a", "");
        line("XREADGROUP GROUP workers mistaken STREAMS orders >", "");
        line("AUTH default wrong", "");
        line("XREAD BLOCK 1000 STREAMS orders $", "");
        screen.run(&[":clock +1s"]);
        shot(format!("feed_in_vain_{name}"), screen.text());
        screen.key(KeyCode::F(9));
        shot(format!("feed_wrong_{name}"), screen.text());
        screen.key(KeyCode::End);
        shot(format!("feed_wrong_end_{name}"), screen.text());
    }
}

#[test]
fn who_comes_and_goes_is_told_unless_it_only_passed() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE)] {
        let mut screen = Screen::new(size);
        let (producer, bob) = workers(&mut screen);
        // A script of one command, without a name and with one.
        let (short, named) = (screen.comes(), screen.program(Some("once")));
        screen.tells(short, "XLEN orders").goes(short, 50);
        screen.tells(named, "XLEN orders").goes(named, 50);
        screen.tells(producer, "XADD orders 3-0 item pot");
        shot(format!("feed_producer_{name}"), screen.text());
        screen.goes(bob, 9000);
        shot(format!("feed_gone_{name}"), screen.text());
        // What somebody reads under the name of another who is there stays his; a name of its own is told with it.
        let (ann, same) = (screen.program(Some("first")), screen.program(Some("second")));
        for client in [ann, same] {
            screen.tells(client, "XREADGROUP GROUP workers ann STREAMS orders >");
        }
        screen.goes(same, 9000).goes(ann, 9000);
        // Bob's library connects again.
        let again = screen.program(None);
        screen.tells(again, "XREADGROUP GROUP workers bob STREAMS orders 0");
        screen.goes(producer, 9000).key(KeyCode::F(9));
        shot(format!("feed_comings_{name}"), screen.text());
    }
}

#[test]
fn a_client_has_one_name_in_the_feed_the_list_the_card_and_the_undo() {
    let mut screen = Screen::new(LARGE);
    let (_, bob) = workers(&mut screen);
    screen.tells(bob, "XREADGROUP GROUP workers bob BLOCK 5000 STREAMS orders >");
    screen.run(&[":listen"]);
    screen.goes(bob, 9000).alt(KeyCode::Char('u'));
    shot("one_name_120", screen.text());
    let again = screen.program(None);
    screen.tells(again, "XREADGROUP GROUP workers bob BLOCK 5000 STREAMS orders >");
    screen
        .key(KeyCode::F(4))
        .key(KeyCode::F(4))
        .key(KeyCode::Down)
        .key(KeyCode::Enter);
    shot("card_connection_120", screen.text());
}

#[test]
fn who_waits_is_heard_to_be_told_that_it_is_over_by_an_undo_and_by_a_lesson() {
    let mut screen = Screen::new(LARGE);
    let (_, bob) = workers(&mut screen);
    screen.run(&["DEL orders", "XGROUP CREATE orders workers $ MKSTREAM"]);
    screen.tells(bob, "XREADGROUP GROUP workers bob BLOCK 0 STREAMS orders >");
    screen.alt(KeyCode::Char('u')).alt(KeyCode::Char('u'));
    shot("feed_undone_120", screen.text());
    screen.tells(bob, "XREAD BLOCK 0 STREAMS orders $");
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("fruits-crash")).unwrap();
    screen.tell(Message::Tick(NOW));
    shot("feed_lesson_120", screen.text());
}

#[test]
fn workers_that_poll_in_turn_are_told_once_each() {
    let mut screen = Screen::new(LARGE);
    let (producer, _) = workers(&mut screen);
    let polling = [screen.program(Some("ann")), screen.program(Some("joe"))];
    for _ in 0..20 {
        for (client, name) in polling.iter().zip(["ann", "joe"]) {
            screen.tells(
                *client,
                &format!("XREADGROUP GROUP workers {name} STREAMS orders >"),
            );
        }
    }
    screen.tells(producer, "XADD orders 3-0 item pot");
    screen.tells(polling[0], "XREADGROUP GROUP workers ann STREAMS orders >");
    screen.key(KeyCode::F(9));
    shot("feed_polling_120", screen.text());
}

#[test]
fn the_page_goes_on_while_it_is_looked_at_and_holds_still_for_whoever_reads_further_down() {
    let mut screen = Screen::new(MIDDLE);
    let (producer, _) = workers(&mut screen);
    for number in 3..20 {
        screen.tells(producer, &format!("RPUSH {number}-0 pot"));
    }
    screen.key(KeyCode::F(9));
    screen.tells(producer, "RPUSH 20-0 lid");
    assert!(screen.text().contains("RPUSH 20-0 lid"), "{}", screen.text());
    screen.key(KeyCode::Down);
    let seen = screen.text();
    let page = |text: &str| -> Vec<String> {
        let rows = text
            .lines()
            .filter_map(|row| row.split_once('┃')?.1.split_once('┃'));
        rows.map(|(row, _)| row.to_owned()).collect()
    };
    screen.tells(producer, "RPUSH 21-0 jar");
    assert!(!page(&seen).is_empty());
    assert_eq!(page(&screen.text()), page(&seen));
    screen.key(KeyCode::Up);
    shot("feed_goes_on_80", screen.text());
}

#[test]
fn a_producer_leaves_room_for_what_others_did() {
    let mut screen = Screen::new(MIDDLE);
    let (producer, bob) = workers(&mut screen);
    screen.tells(bob, "XACK orders workers 1-0");
    for number in 3..90 {
        screen.tells(producer, &format!("XADD orders {number}-0 item pot"));
    }
    screen.key(KeyCode::F(9));
    shot("feed_producing_80", screen.text());
}

#[test]
fn a_client_is_mirrored_by_the_name_that_the_screen_gives_it() {
    let mut screen = Screen::new(MIDDLE);
    let (_, bob) = workers(&mut screen);
    screen.run(&[":mirror ann", ":mirror bob"]);
    screen.tells(bob, "XACK orders workers 1-0");
    shot("mirror_consumer_80", screen.text());
}

#[test]
fn in_several_terminals_the_feed_stands_where_rows_are_blank() {
    let mut screen = Screen::new(LARGE);
    let (producer, _) = workers(&mut screen);
    screen.run(&[
        ":terminal spy",
        ":mirror producer",
        ":terminal shop",
        "clear",
        ":split 2",
    ]);
    screen.tells(producer, "XADD orders 3-0 item pot");
    let other = screen.program(Some("other"));
    screen.tells(other, "XADD orders 4-0 item lid");
    shot("feed_split_120", screen.text());
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
fn a_client_reaches_the_goal_of_a_lesson_while_somebody_looks_back() {
    let mut screen = Screen::new(LARGE);
    let client = screen.comes();
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("fruits-crash")).unwrap();
    screen.state.begin_at("apple").unwrap();
    screen.control('u').alt(KeyCode::Left);
    let back = screen.text();
    let line = "XREADGROUP GROUP fruits-group worker-1 COUNT 1 STREAMS fruits >";
    screen.says(client, &line.split(' ').collect::<Vec<_>>());
    let unchanged = |text: &str| {
        text.lines()
            .skip(1)
            .take(14)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(unchanged(&screen.text()), unchanged(&back));
    screen.key(KeyCode::Esc);
    shot("reached_while_looking_back_120", screen.text());
    screen.alt(KeyCode::Char('u'));
    let step = screen.state.study.as_ref().unwrap().view(&screen.state.lab);
    assert!(!step.done);
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
fn a_mirror_goes_on_with_the_next_client_of_its_name_and_begins_with_what_is_asked() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE)] {
        let mut screen = Screen::new(size);
        let shop = screen.comes();
        screen.says(shop, &["XGROUP", "CREATE", "orders", "workers", "0", "MKSTREAM"]);
        screen.key(KeyCode::F(3)).run(&[":mirror bob"]);
        let bob = screen.comes();
        screen.says(bob, &["CLIENT", "SETNAME", "bob"]);
        screen.says(
            bob,
            &["XREADGROUP", "GROUP", "worker", "bob", "STREAMS", "orders", ">"],
        );
        screen.says(
            bob,
            &[
                "XREADGROUP",
                "GROUP",
                "workers",
                "bob",
                "BLOCK",
                "0",
                "STREAMS",
                "orders",
                ">",
            ],
        );
        // Another terminal begins in the middle of that.
        screen.key(KeyCode::F(3)).run(&[":mirror bob", ":split 2"]);
        shot(format!("mirror_waits_{name}"), screen.text());
        screen.says(shop, &["XADD", "orders", "1-1", "item", "lamp"]);
        screen.says(bob, &["XACK", "orders", "workers", "1-1"]);
        screen.key(KeyCode::F(8));
        shot(format!("mirror_why_{name}"), screen.text());
        screen.key(KeyCode::Esc);
        screen.state.hear(Input::Disconnect(bob), NOW);
        let again = screen.comes();
        screen
            .says(again, &["HELLO", "2", "SETNAME", "bob"])
            .says(again, &["PING"]);
        screen.key(KeyCode::F(2)).run(&[":mirror off"]);
        shot(format!("mirror_again_{name}"), screen.text());
    }
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

#[test]
fn a_long_name_does_not_cost_the_others_their_counts() {
    let mut screen = Screen::new((100, 30));
    let client = screen.comes();
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("fruits-crash")).unwrap();
    screen.state.begin_at("apple").unwrap();
    screen.says(
        client,
        &[
            "XGROUP",
            "CREATECONSUMER",
            "fruits",
            "fruits-group",
            "packer-in-python",
        ],
    );
    shot("long_name_100", screen.text());
}

#[test]
fn where_the_clock_is_held_a_wait_of_a_client_says_what_ends_it() {
    for (name, size) in [("120", LARGE), ("80", MIDDLE)] {
        let mut screen = Screen::new(size);
        let (reader, bob) = (screen.comes(), screen.comes());
        screen.run(&["XGROUP CREATE fruits pickers $ MKSTREAM"]);
        screen.says(reader, &["XREAD", "BLOCK", "1000", "STREAMS", "fruits", "$"]);
        screen.run(&[":listen"]);
        screen.says(
            bob,
            &[
                "XREADGROUP",
                "GROUP",
                "pickers",
                "bob",
                "BLOCK",
                "2500",
                "STREAMS",
                "fruits",
                ">",
            ],
        );
        shot(format!("held_wait_{name}"), screen.text());
        screen.run(&[":mirror bob", ":clock +1s"]);
        let answered = screen.state.network_out().send(reader, std::mem::take);
        assert_eq!(answered.unwrap(), b"*-1\r\n");
        shot(format!("held_wait_mirrored_{name}"), screen.text());
    }
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
