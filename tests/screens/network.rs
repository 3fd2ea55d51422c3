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
        let argv: ArgvBuf = words.iter().collect();
        self.state.hear(Input::Command(client, argv.as_argv()), NOW);
        self.state.network_out().send(client, Vec::clear);
        self.state.was_heard();
        self
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
fn clients_wait_while_a_goal_is_shown_and_are_still_there_afterwards() {
    let mut screen = Screen::new(LARGE);
    let client = screen.comes();
    screen.says(client, &["CLIENT", "SETNAME", "packer"]);
    screen.state.shelf = Shelf::embedded();
    screen.state.learn(Some("fruits-crash")).unwrap();
    screen.state.begin_at("apple").unwrap();
    screen.control('u').run(&[":mirror packer"]);
    let before = screen.text();
    screen.alt(KeyCode::Char('g'));
    assert!(screen.state.aims() && screen.state.network_rests());
    // Time goes on, and the lesson's file is saved.
    screen.tell(Message::Tick(NOW + 1000));
    screen.key(KeyCode::Esc);
    assert_eq!(screen.text(), before);
    screen.alt(KeyCode::Char('g'));
    let text = include_str!("../../lessons/fruits-crash.yaml").replace("First worker", "Joe");
    let texts = vec![("fruits-crash.yaml".to_owned(), text)];
    screen.state.reload(Shelf::from_texts(texts));
    assert!(!screen.state.aims() && !screen.state.network_rests());
    screen.says(client, &["PING"]);
    let known = screen.state.network_engine().known_clients();
    assert!(known.iter().any(|known| known.client == client));
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
