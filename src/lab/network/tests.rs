//! What undo, another lab and a look back mean for clients of the network.

use super::*;
use crate::command::Version;
use crate::lab::{Clock, TerminalId};
use crate::wire::{ArgvBuf, Protocol, Sink};

const NOW: Millis = 1_700_000_000_000;

struct Net {
    lab: Lab,
}

impl Net {
    fn new() -> Net {
        let mut lab = Lab::new(Clock::held(NOW, 1), Version::default(), Protocol::Resp2);
        lab.act(Action::Open("shop".to_owned()), NOW);
        lab.settle();
        Net { lab }
    }

    fn come(&mut self) -> ClientId {
        let client = self.lab.next_remote();
        self.lab.out_mut().attach(client, Sink::bytes(Protocol::Resp2));
        self.lab
            .hear(Input::Arrive(client, "127.0.0.1:9", "127.0.0.1:6379"), NOW);
        client
    }

    /// What the client is sent, its line ends as spaces.
    fn say(&mut self, client: ClientId, line: &str) -> String {
        let argv: ArgvBuf = line.split(' ').collect();
        self.lab.hear(Input::Command(client, argv.as_argv()), NOW);
        self.sent(client)
    }

    fn sent(&mut self, client: ClientId) -> String {
        let bytes = self.lab.out_mut().bytes_mut(client).map(std::mem::take);
        let text = String::from_utf8(bytes.unwrap_or_default()).unwrap();
        text.replace("\r\n", " ").trim_end().to_owned()
    }

    fn typed(&mut self, line: &str) {
        let argv = line.split(' ').collect();
        self.lab.act(Action::Run(TerminalId(0), argv), NOW);
    }
}

#[test]
fn what_a_client_changed_is_undone_and_its_session_stays() {
    let mut net = Net::new();
    let client = net.come();
    assert_eq!(net.say(client, "SELECT 3"), "+OK");
    assert_eq!(net.say(client, "SET k 1"), "+OK");
    assert_eq!(net.say(client, "SUBSCRIBE news"), "*3 $9 subscribe $4 news :1");
    assert_eq!(net.lab.steps(), (1, 1));
    net.lab.undo();
    assert_eq!((net.lab.steps(), net.sent(client)), ((0, 1), String::new()));
    assert_eq!(
        (net.lab.engine().db(3).len(), net.lab.engine().db_of(client)),
        (0, 3)
    );
    assert_eq!(net.lab.engine().subscriptions(client), 1);
    net.typed("PUBLISH news hello");
    assert_eq!(net.sent(client), "*3 $7 message $4 news $5 hello");
}

#[test]
fn a_wait_goes_on_if_it_can_and_is_answered_once_if_it_cannot() {
    let mut net = Net::new();
    let (lost, waits) = (net.come(), net.come());
    net.typed("XGROUP CREATE s g $ MKSTREAM");
    assert_eq!(net.say(lost, "XREADGROUP GROUP g alice BLOCK 0 STREAMS s >"), "");
    assert_eq!(net.say(waits, "BLPOP q 0"), "");
    // The group is taken back under the one that reads from it. (Its consumer was a step of its own.)
    net.lab.undo();
    assert_eq!(net.sent(lost), "");
    net.lab.undo();
    assert_eq!(
        net.sent(lost),
        "-UNBLOCKED the data was taken back to another moment; ask again"
    );
    net.lab.redo();
    net.typed("XADD s 1-1 a b");
    net.typed("RPUSH q x");
    assert_eq!(
        (net.sent(lost), net.sent(waits)),
        (String::new(), "*2 $1 q $1 x".to_owned())
    );
    assert_eq!(net.say(lost, "PING"), "+PONG");
    while net.lab.undo().is_some() {}
    assert_eq!((net.sent(lost), net.sent(waits)), (String::new(), String::new()));
}

#[test]
fn clients_go_to_another_lab_with_what_they_listen_to_and_a_wait_is_answered_once() {
    let (mut net, mut other) = (Net::new(), Net::new());
    let (waits, hears) = (net.come(), net.come());
    net.typed("SET k sandbox");
    other.typed("SET k lesson");
    assert_eq!(net.say(hears, "SELECT 3"), "+OK");
    assert_eq!(net.say(hears, "SUBSCRIBE news"), "*3 $9 subscribe $4 news :1");
    assert_eq!(net.say(waits, "BLPOP q 0"), "");
    net.lab.hear(
        Input::Command(hears, "PING".split(' ').collect::<ArgvBuf>().as_argv()),
        NOW,
    );

    other.lab.take_clients(&mut net.lab);
    // What was written to them and not yet sent has come along.
    assert_eq!(other.sent(hears), "*2 $4 pong $0");
    assert_eq!(other.sent(waits), "-UNBLOCKED other data is open now; ask again");
    assert!(!net.lab.engine().has_client(is_remote));
    other.typed("RPUSH q x");
    net.typed("RPUSH q y");
    other.typed("PUBLISH news hello");
    assert_eq!(other.sent(hears), "*3 $7 message $4 news $5 hello");
    assert_eq!(
        (other.sent(waits), other.say(waits, "GET k")),
        (String::new(), "$6 lesson".into())
    );
    let third = other.come();
    while other.lab.undo().is_some() {}
    while net.lab.undo().is_some() {}
    assert_eq!(
        (other.sent(waits), other.sent(hears)),
        (String::new(), String::new())
    );
    while other.lab.redo().is_some() {}

    // And back again.
    assert_eq!(other.say(waits, "BLPOP w 0"), "");
    net.lab.take_clients(&mut other.lab);
    while net.lab.redo().is_some() {}
    assert_eq!(net.sent(waits), "-UNBLOCKED other data is open now; ask again");
    assert_eq!(net.say(waits, "GET k"), "$7 sandbox");
    assert!(!other.lab.engine().has_client(is_remote));
    assert_ne!(net.come(), third);
}

#[test]
fn a_password_holds_in_every_lab_and_at_every_moment_of_it() {
    let (mut net, mut other) = (Net::new(), Net::new());
    let client = net.come();
    assert_eq!(net.say(client, "CONFIG SET requirepass open"), "+OK");
    other.typed("SET k 1");
    other.lab.take_clients(&mut net.lab);
    while other.lab.undo().is_some() {}
    let stranger = other.come();
    assert_eq!(other.say(stranger, "GET k"), "-NOAUTH Authentication required.");
    assert_eq!(other.say(stranger, "AUTH open"), "+OK");
    assert_eq!(
        other.say(stranger, "CONFIG GET stream-node-max-entries"),
        "*2 $23 stream-node-max-entries $3 100"
    );
}

#[test]
fn what_a_pause_held_back_is_done_when_the_pause_is_taken_back() {
    let mut net = Net::new();
    let client = net.come();
    net.typed("SET a 1");
    net.typed("CLIENT PAUSE 60000 WRITE");
    net.typed("XLEN s");
    assert_eq!(net.say(client, "INCR a"), "");
    // The pause is still there, then it is not.
    net.lab.undo();
    net.lab.tick(NOW);
    assert_eq!(net.sent(client), "");
    net.lab.undo();
    net.lab.tick(NOW);
    assert_eq!(net.sent(client), ":2");
    assert_eq!(net.say(client, "GET a"), "$1 2");
    // Like all that time brings it belongs to the step before.
    net.lab.undo();
    assert_eq!(net.sent(client), "");
    assert_eq!(net.say(client, "GET a"), "$-1");
}

#[test]
fn a_pause_taken_back_to_one_of_writes_holds_back_only_these() {
    let mut net = Net::new();
    let (reader, writer, queueing) = (net.come(), net.come(), net.come());
    assert_eq!(net.say(queueing, "MULTI"), "+OK");
    assert_eq!(net.say(queueing, "INCR a"), "+QUEUED");
    net.typed("SET a 1");
    net.typed("CLIENT PAUSE 60000 WRITE");
    net.typed("CLIENT PAUSE 60000 ALL");
    assert_eq!(net.say(reader, "GET a"), "");
    assert_eq!(net.say(writer, "INCR a"), "");
    assert_eq!(net.say(queueing, "EXEC"), "");
    net.lab.undo();
    let sent = [reader, writer, queueing].map(|client| net.sent(client));
    assert_eq!(sent, ["$1 1", "", ""]);
    assert_eq!(net.say(reader, "XREAD BLOCK 0 STREAMS s 0"), "");
    net.lab.undo();
    net.lab.tick(NOW);
    let sent = [reader, writer, queueing].map(|client| net.sent(client));
    assert_eq!(sent, ["", ":2", "*1 :3"]);
}

#[test]
fn a_look_back_disturbs_nobody() {
    let mut net = Net::new();
    let client = net.come();
    net.say(client, "RPUSH q x");
    net.say(client, "LPOP q");
    assert_eq!(net.say(client, "BLPOP q 0"), "");
    net.lab.look(1);
    assert_eq!(net.lab.engine().db(0).len(), 1);
    net.lab.come_home();
    assert_eq!((net.lab.steps(), net.sent(client)), ((2, 2), String::new()));
    net.typed("RPUSH q y");
    assert_eq!(net.sent(client), "*2 $1 q $1 y");
    net.lab.look(1);
    net.lab.stay();
    assert_eq!(net.say(client, "LLEN q"), ":1");
}

#[test]
fn while_somebody_looks_back_clients_go_on_in_the_present() {
    let mut net = Net::new();
    net.lab.history.limit(1000, 1 << 20);
    let (client, waits) = (net.come(), net.come());
    net.say(client, "RPUSH l 1");
    net.say(client, "RPUSH l 2");
    net.lab.look(1);
    let elsewhere = net.lab.step_home().unwrap();
    assert_eq!(net.say(client, "RPUSH l 3"), ":3");
    assert_eq!(net.say(waits, "BLPOP q 0"), "");
    assert!(net.lab.step_back(elsewhere));
    assert_eq!((net.lab.steps(), net.lab.engine().db(0).len()), ((1, 3), 1));
    // What is looked at becomes the present, and what clients did meanwhile can be done again.
    net.lab.stay();
    assert_eq!(net.say(client, "LLEN l"), ":1");
    net.lab.redo();
    net.lab.redo();
    assert_eq!(net.say(client, "LLEN l"), ":3");
    net.typed("RPUSH q x");
    assert_eq!(net.sent(waits), "*2 $1 q $1 x");

    // So much is done that the moment becomes part of the beginning.
    net.lab.look(1);
    let elsewhere = net.lab.step_home().unwrap();
    for number in 1..=5000 {
        net.say(client, &format!("RPUSH l {number}"));
    }
    assert!(!net.lab.step_back(elsewhere));
    assert_eq!(net.say(client, "LLEN l"), ":5003");
}

#[test]
fn a_moment_that_is_looked_at_has_its_own_time() {
    let mut lab = Lab::new(Clock::default(), Version::default(), Protocol::Resp2);
    lab.act(Action::Open("shop".to_owned()), NOW);
    let run = |lab: &mut Lab, line: &str, at| {
        lab.act(Action::Run(TerminalId(0), line.split(' ').collect()), at);
    };
    run(&mut lab, "SET a 1", NOW + 1000);
    lab.act(Action::Advance(60_000), NOW + 2000);
    run(&mut lab, "SET a 2", NOW + 3000);
    let mut seen = |steps| {
        lab.look(steps);
        lab.now(NOW + 9000) - NOW
    };
    assert_eq!([seen(2), seen(3), seen(4)], [1000, 62_000, 63_000]);
    assert_eq!(lab.now_at_home(NOW + 9000) - NOW, 69_000);
    let elsewhere = lab.step_home().unwrap();
    assert_eq!(lab.now(NOW + 9000) - NOW, 69_000);
    assert!(lab.step_back(elsewhere));
    assert_eq!(lab.now(NOW + 9000) - NOW, 63_000);
    lab.come_home();
    assert_eq!(lab.now(NOW + 9000) - NOW, 69_000);
}

#[test]
fn after_an_undo_the_future_replays_as_it_was_lived() {
    let mut net = Net::new();
    net.typed("SET a 1");
    net.typed("SET a 2");
    let client = net.come();
    net.say(client, "SELECT 5");
    net.say(client, "MULTI");
    net.lab.undo();
    // A look keeps what could be done again; a change does not.
    let other = net.come();
    assert_eq!(net.say(other, "GET a"), "$1 1");
    assert_eq!(net.lab.steps(), (1, 2));
    assert_eq!(net.say(client, "SET b 1"), "+QUEUED");
    assert_eq!(net.say(client, "EXEC"), "*1 +OK");
    assert_eq!(net.lab.steps(), (2, 2));
    for number in 0..200 {
        net.say(other, &format!("SET key-{number} 1"));
    }
    let keys = |lab: &Lab| (lab.engine().db(0).len(), lab.engine().db(5).len());
    assert_eq!(keys(&net.lab), (201, 1));
    for _ in 0..150 {
        net.lab.undo();
    }
    assert_eq!(keys(&net.lab), (51, 1));
    while net.lab.undo().is_some() {}
    assert_eq!(keys(&net.lab), (0, 0));
    while net.lab.redo().is_some() {}
    assert_eq!(keys(&net.lab), (201, 1));
}

#[test]
fn what_is_too_old_becomes_the_beginning() {
    let mut net = Net::new();
    net.lab.history.limit(1000, 1 << 20);
    let client = net.come();
    for number in 1..=5000 {
        net.say(client, &format!("RPUSH l {number}"));
    }
    let (done, all) = net.lab.steps();
    assert!(
        done == all && done <= 1000 && done + net.lab.forgotten() == 5000,
        "{done}"
    );
    let mut left = 5000;
    while net.lab.undo().is_some() {
        left -= 1;
    }
    assert_eq!(net.say(client, "LLEN l"), format!(":{left}"));
    assert_eq!(left, net.lab.forgotten());
    let big = "x".repeat(300_000);
    for _ in 0..20 {
        net.say(client, &format!("SET k {big}"));
    }
    assert!(net.lab.steps().1 < 10);
}
