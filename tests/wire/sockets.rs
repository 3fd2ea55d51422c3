//! Raw sockets: what arrives chopped, broken, huge, silent, in a flood or by the thousand, and how the server ends.

use std::io::Write as _;
use std::net::Shutdown;
use std::process::Command;
use std::thread;
use std::time::Duration;

use rustix::process::{Resource, getrlimit, setrlimit};
use xtutor::host::now;

use crate::server::{Raw, Served, array, beside, until};

/// The line of INFO that says how many wait.
pub(crate) fn blocked(raw: &mut Raw) -> String {
    raw.command(&["INFO", "clients"]);
    let info = raw.reply();
    let line = info.lines().find(|line| line.starts_with("blocked_clients:"));
    line.unwrap_or_default().trim().to_owned()
}

#[test]
fn a_hundred_thousand_in_one_pipeline_are_answered_in_order() {
    const COUNT: usize = 100_000;
    let served = Served::start(&[]);
    let mut raw = served.raw();
    let mut stream = raw.stream.try_clone().unwrap();
    let writer = beside(move || {
        let mut bytes = Vec::new();
        for number in 1..=COUNT {
            bytes.extend(array(&["XADD", "s", &format!("{number}-1"), "n", "v"]));
        }
        // All of it before anything is read.
        stream.write_all(&bytes).unwrap();
    });
    writer.join().unwrap();
    for number in 1..=COUNT {
        assert_eq!(raw.reply(), format!("{number}-1"));
    }
    assert_eq!(raw.ask(&["XLEN", "s"]), format!(":{COUNT}"));
}

#[test]
fn a_request_may_arrive_byte_by_byte_and_two_in_one_piece() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    for byte in array(&["SET", "k", "v"]) {
        raw.send([byte]);
    }
    assert_eq!(raw.line(), "+OK");
    let both = [array(&["GET", "k"]), array(&["ECHO", "again"])].concat();
    let (first, second) = both.split_at(25);
    raw.send(first);
    thread::sleep(Duration::from_millis(20));
    raw.send(second);
    assert_eq!((raw.reply(), raw.reply()), ("v".to_owned(), "again".to_owned()));
}

#[test]
fn whoever_only_says_no_more_still_reads_every_reply() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    assert_eq!(raw.ask(&["SET", "k", &"x".repeat(10_000)]), "+OK");
    raw.send(array(&["GET", "k"]).repeat(2000));
    raw.stream.shutdown(Shutdown::Write).unwrap();
    // What the system keeps for a socket is full by then.
    let mut other = served.raw();
    until(
        || {
            other.command(&["INFO", "clients"]);
            other.reply()
        },
        |info| info.contains("connected_clients:1\r\n"),
    );
    assert_eq!(raw.rest().len(), 2000 * "$10000\r\n\r\n".len() + 2000 * 10_000);
}

#[test]
fn whoever_is_killed_and_never_reads_is_cut_off_all_the_same() {
    let served = Served::start(&["--pubsub-patience", "1", "--max-clients", "2"]);
    let mut deaf = served.raw();
    assert_eq!(deaf.ask(&["SET", "k", &"x".repeat(10_000)]), "+OK");
    deaf.send(array(&["GET", "k"]).repeat(2000));
    let mut other = served.raw();
    until(
        || {
            other.command(&["INFO", "commandstats"]);
            other.reply()
        },
        |info| info.contains("cmdstat_get:calls=2000,"),
    );
    assert_eq!(other.ask(&["CLIENT", "KILL", "ID", "1"]), ":1");
    until(|| served.raw().ask(&["PING"]), |reply| reply == "+PONG");
    drop(deaf);
}

#[test]
fn who_vanishes_in_the_middle_of_a_request_leaves_nothing_behind() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    let whole = array(&["XADD", "s", "1-1", "f", "v"]);
    for end in 1..whole.len() {
        let mut half = served.raw();
        half.send(array(&["MULTI"]));
        half.send(array(&["SET", "k", "v"]));
        half.send(&whole[..end]);
        drop(half);
    }
    until(
        || {
            raw.command(&["INFO", "clients"]);
            let info = raw.reply();
            let line = info.lines().find(|line| line.starts_with("connected_clients:"));
            line.unwrap_or_default().trim().to_owned()
        },
        |line| line == "connected_clients:1",
    );
    assert_eq!(raw.ask(&["DBSIZE"]), ":0");
}

#[test]
fn names_are_any_bytes_in_every_family() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    let key: Vec<u8> = (0..=255).chain(*b"\r\n$5\r\n*-1\r\n").collect();
    let key = key.as_slice();
    let mut ask = |words: &[&[u8]]| {
        raw.send(array(words));
        raw.line()
    };
    assert_eq!(ask(&[b"XGROUP", b"CREATE", key, key, b"$", b"MKSTREAM"]), "+OK");
    assert_eq!(ask(&[b"XADD", key, b"1-1", key, key]), "$3");
    assert_eq!(ask(&[b"PING"]), "1-1");
    assert_eq!(ask(&[b"XLEN", key]), "+PONG");
    assert_eq!(ask(&[b"RENAME", key, b"s"]), ":1");
    assert_eq!(ask(&[b"RPUSH", key, key]), "+OK");
    assert_eq!(ask(&[b"SUBSCRIBE", key]), ":1");
    let mut raw = served.raw();
    raw.send(array(&[&b"PUBLISH"[..], key, key]));
    assert_eq!(raw.line(), ":1");
    let read: [&[u8]; 7] = [b"XREADGROUP", b"GROUP", key, key, b"STREAMS", b"s", b">"];
    raw.send(array(&read));
    let moved: [&[u8]; 6] = [b"BLMOVE", key, key, b"LEFT", b"LEFT", b"0"];
    raw.send(array(&moved));
    raw.send(array(&["QUIT"]));
    let bulk = [format!("${}\r\n", key.len()).as_bytes(), key, b"\r\n"].concat();
    let entry = [b"*2\r\n$3\r\n1-1\r\n*2\r\n", bulk.as_slice(), &bulk].concat();
    let read = [b"*1\r\n*2\r\n$1\r\ns\r\n*1\r\n", entry.as_slice()].concat();
    assert!(raw.rest() == [read.as_slice(), &bulk, b"+OK\r\n"].concat());
}

#[test]
fn lines_typed_into_a_socket_are_commands() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    raw.send("\r\n\nset \"a key\" 'it\\'s' \r\nget \"a\\x20key\"\nECHO #no //comment\r\nPING\r\n");
    assert_eq!((raw.line(), raw.reply()), ("+OK".to_owned(), "it's".to_owned()));
    assert_eq!(raw.line(), "-ERR wrong number of arguments for 'echo' command");
    assert_eq!(raw.line(), "+PONG");
}

#[test]
fn what_is_no_request_is_answered_and_the_connection_closed() {
    let served = Served::start(&[]);
    let cases = [
        ("*x\r\n", "invalid multibulk length"),
        ("*1\r\n+PING\r\n", "expected '$', got '+'"),
        ("*2\r\n*1\r\n$4\r\nPING\r\n", "expected '$', got '*'"),
        ("*1\r\n$-5\r\n", "invalid bulk length"),
        ("*1\r\n$536870913\r\n", "invalid bulk length"),
        ("set \"a\r\n", "unbalanced quotes in request"),
    ];
    for (bytes, what) in cases {
        let mut raw = served.raw();
        raw.send(array(&["PING"]));
        raw.send(bytes);
        raw.send(array(&["PING"]));
        let rest = String::from_utf8(raw.rest()).unwrap();
        assert_eq!(rest, format!("+PONG\r\n-ERR Protocol error: {what}\r\n"));
    }
    for bytes in ["POST / HTTP/1.1\r\nHost: x\r\n\r\n", "*1\r\n$5\r\nhost:\r\n"] {
        let mut raw = served.raw();
        raw.send(bytes);
        assert_eq!(raw.rest(), b"");
    }
    assert_eq!(served.raw().ask(&["PING"]), "+PONG");
}

#[test]
fn promised_bytes_take_no_memory_before_they_come() {
    let served = Served::start(&[]);
    let mut asking = served.raw();
    assert_eq!(asking.ask(&["PING"]), "+PONG");
    let before = served.resident();
    let promising: Vec<Raw> = (0..50)
        .map(|_| {
            let mut raw = served.raw();
            raw.send("*2000000000\r\n$536870912\r\nabc");
            raw
        })
        .collect();
    until(|| asking.ask(&["CLIENT", "ID"]), |id| id == ":1");
    assert_eq!(asking.ask(&["PING"]), "+PONG");
    if let (Some(before), Some(after)) = (before, served.resident()) {
        assert!(after < before + 32 * 1024 * 1024, "{before} → {after}");
    }
    drop(promising);
}

#[test]
fn keys_and_values_are_any_bytes_of_any_size() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    let key: Vec<u8> = (0..=255).collect();
    let value: Vec<u8> = (0..3_000_000u32).map(|number| (number % 251) as u8).collect();
    raw.send(array(&[b"SET", key.as_slice(), value.as_slice()]));
    assert_eq!(raw.line(), "+OK");
    raw.send(array(&[b"GET", key.as_slice()]));
    raw.send(array(&["QUIT"]));
    let expected = [b"$3000000\r\n", value.as_slice(), b"\r\n+OK\r\n"].concat();
    assert!(raw.rest() == expected);
}

#[test]
fn blocked_clients_that_vanish_take_nothing_with_them() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    let mut waiting: Vec<Raw> = (0..20).map(|_| served.raw()).collect();
    for client in &mut waiting {
        client.command(&["BLPOP", "q", "0"]);
    }
    until(|| blocked(&mut raw), |line| line == "blocked_clients:20");
    let mut last = waiting.pop().unwrap();
    drop(waiting);
    until(|| blocked(&mut raw), |line| line == "blocked_clients:1");
    // What a waiting client says meanwhile is answered afterwards.
    last.command(&["PING"]);
    assert_eq!(raw.ask(&["RPUSH", "q", "one", "two"]), ":2");
    assert_eq!(
        (last.reply(), last.reply()),
        ("[q one]".to_owned(), "+PONG".to_owned())
    );
    assert_eq!(raw.ask(&["LLEN", "q"]), ":1");
    drop(last);
    // One that has said more and vanishes.
    let mut other = served.raw();
    other.command(&["XREAD", "BLOCK", "0", "STREAMS", "none", "$"]);
    other.command(&["SET", "late", "1"]);
    until(|| blocked(&mut raw), |line| line == "blocked_clients:1");
    drop(other);
    until(|| blocked(&mut raw), |line| line == "blocked_clients:0");
    assert_eq!(raw.ask(&["EXISTS", "late"]), ":0");
}

#[test]
fn waits_end_in_time() {
    let served = Served::start(&[]);
    let mut raw = served.raw();
    let since = now();
    assert_eq!(raw.ask(&["BLPOP", "q", "0.2"]), "*-1");
    assert!(now() - since >= 195);
    assert_eq!(raw.ask(&["SET", "k", "v", "PX", "100"]), "+OK");
    until(|| raw.ask(&["EXISTS", "k"]), |reply| reply == ":0");
}

/// How many connections this test may hold at a time, a thousand if the system lets it: each takes two files.
fn room() -> usize {
    let mut limits = getrlimit(Resource::Nofile);
    let wanted = limits.maximum.unwrap_or(4096).min(4096);
    if limits.current.is_some_and(|current| current < wanted) {
        limits.current = Some(wanted);
        let _ = setrlimit(Resource::Nofile, limits);
    }
    let files = getrlimit(Resource::Nofile).current.unwrap_or(4096);
    usize::try_from(files.saturating_sub(200) / 2).unwrap().min(1000)
}

#[test]
fn a_thousand_clients_at_once() {
    let served = Served::start(&[]);
    let count = room();
    let mut clients: Vec<Raw> = (0..count).map(|_| served.raw()).collect();
    for round in 0..3 {
        for client in &mut clients {
            client.command(&["INCR", "count"]);
        }
        for (number, client) in clients.iter_mut().enumerate() {
            let line = client.line();
            let told: usize = line[1..].parse().unwrap();
            assert!(
                told > round * count && told <= (round + 1) * count,
                "{number}: {line}"
            );
        }
    }
    clients.truncate(1);
    let mut last = clients.pop().unwrap();
    let connected = |raw: &mut Raw| {
        raw.command(&["INFO", "clients"]);
        raw.reply()
    };
    until(
        || connected(&mut last),
        |info| info.contains("connected_clients:1\r\n"),
    );
}

#[test]
fn one_more_client_than_may_come_is_told_so() {
    let served = Served::start(&["--max-clients", "2"]);
    let (mut one, mut two) = (served.raw(), served.raw());
    assert_eq!(
        (one.ask(&["PING"]), two.ask(&["PING"])),
        ("+PONG".to_owned(), "+PONG".to_owned())
    );
    assert_eq!(served.raw().rest(), b"-ERR max number of clients reached\r\n");
    one.command(&["INFO", "stats"]);
    assert!(one.reply().contains("rejected_connections:1\r\n"));
    assert_eq!(one.ask(&["CONFIG", "SET", "maxclients", "3"]), "+OK");
    assert_eq!(served.raw().ask(&["PING"]), "+PONG");
}

#[test]
fn a_subscriber_that_never_reads_is_cut_off() {
    let served = Served::start(&["--pubsub-limit", "1mb"]);
    let mut deaf = served.raw();
    deaf.command(&["SUBSCRIBE", "news"]);
    let mut raw = served.raw();
    let message = "x".repeat(100_000);
    until(|| raw.ask(&["PUBLISH", "news", &message]), |reply| reply == ":1");
    until(|| raw.ask(&["PUBLISH", "news", &message]), |reply| reply == ":0");
    if let Some(resident) = served.resident() {
        assert!(resident < 100 * 1024 * 1024, "{resident}");
    }
}

#[test]
fn a_subscriber_that_is_behind_for_long_is_cut_off() {
    let served = Served::start(&["--pubsub-soft-limit", "1mb", "--pubsub-patience", "1"]);
    let mut deaf = served.raw();
    deaf.command(&["SUBSCRIBE", "news"]);
    let mut raw = served.raw();
    let message = "x".repeat(100_000);
    until(|| raw.ask(&["PUBLISH", "news", &message]), |reply| reply == ":1");
    // Far from 32 MB, which would cut it off at once, and more than the system's buffers take.
    for _ in 0..200 {
        raw.ask(&["PUBLISH", "news", &message]);
    }
    until(
        || {
            raw.command(&["PUBSUB", "NUMSUB", "news"]);
            raw.reply()
        },
        |reply| reply == "[news :0]",
    );
}

#[test]
fn what_multi_queues_is_bounded_like_a_request() {
    let served = Served::start(&["--query-limit", "1mb"]);
    let mut raw = served.raw();
    assert_eq!(raw.ask(&["MULTI"]), "+OK");
    let value = "x".repeat(100_000);
    for _ in 0..10 {
        assert_eq!(raw.ask(&["SET", "k", &value]), "+QUEUED");
    }
    let told = raw.ask(&["SET", "k", &value]);
    assert_eq!(
        told,
        "-ERR MULTI has queued more than client-query-buffer-limit allows: nothing of it was run, and the connection \
         is closed"
    );
    assert_eq!(raw.rest(), b"");
    let mut raw = served.raw();
    assert_eq!(raw.ask(&["EXISTS", "k"]), ":0");
    // Small commands take more than their bytes.
    raw.send(array(&["MULTI"]));
    raw.send(array(&["PING"]).repeat(100_000));
    assert!(String::from_utf8_lossy(&raw.rest()).ends_with("is closed\r\n"));
}

#[test]
fn replies_that_nobody_reads_are_bounded_too() {
    let served = Served::start(&["--output-limit", "2mb"]);
    let mut raw = served.raw();
    let value = "x".repeat(500_000);
    assert_eq!(raw.ask(&["SET", "k", &value]), "+OK");
    let mut greedy = served.raw();
    greedy.send(array(&["GET", "k"]).repeat(100));
    let got = greedy.rest().len();
    assert!(got < 50 * 500_000, "{got}");
    let mut flooding = served.raw();
    assert_eq!(raw.ask(&["PING"]), "+PONG");
    assert_eq!(flooding.ask(&["PING"]), "+PONG");
}

#[test]
fn one_command_brings_no_more_than_may_be_left_unread() {
    let served = Served::start(&["--output-limit", "1mb", "--pubsub-limit", "1mb"]);
    let mut raw = served.raw();
    let value = "x".repeat(500_000);
    assert_eq!(raw.ask(&["SET", "k", &value]), "+OK");
    let mut queueing = served.raw();
    assert_eq!(queueing.ask(&["MULTI"]), "+OK");
    for _ in 0..400 {
        assert_eq!(queueing.ask(&["GET", "k"]), "+QUEUED");
    }
    assert_eq!(queueing.ask(&["INCR", "done"]), "+QUEUED");
    let mut subscribed = served.raw();
    let patterns: Vec<String> = (0..400)
        .map(|number| format!("n*{}", "*".repeat(number)))
        .collect();
    let words: Vec<&str> = ["PSUBSCRIBE"]
        .into_iter()
        .chain(patterns.iter().map(String::as_str))
        .collect();
    subscribed.send(array(&words));
    until(|| raw.ask(&["PUBLISH", "n", "hello"]), |heard| heard == ":400");
    let before = served.peak();
    queueing.send(array(&["EXEC"]));
    let got = queueing.rest().len();
    assert!(got < 3_000_000, "{got}");
    assert_eq!(raw.ask(&["INCR", "done"]), ":2", "all of it was done");
    assert_eq!(raw.ask(&["PUBLISH", "n", &value]), ":400");
    until(|| raw.ask(&["PUBSUB", "NUMPAT"]), |left| left == ":0");
    if let (Some(before), Some(after)) = (before, served.peak()) {
        assert!(after < before + 16 * 1024 * 1024, "{before} → {after}");
    }
}

#[test]
fn an_unfinished_request_may_not_grow_for_ever() {
    let served = Served::start(&["--query-limit", "1mb"]);
    let mut raw = served.raw();
    raw.send("*2\r\n$3\r\nGET\r\n$100000000\r\n");
    let piece = vec![b'x'; 100_000];
    let refused = (0..1000).any(|_| raw.stream.write_all(&piece).is_err());
    assert!(refused);
    assert_eq!(served.raw().ask(&["PING"]), "+PONG");
}

#[test]
fn an_endless_pipeline_does_not_starve_others() {
    let served = Served::start(&[]);
    let mut busy = served.raw();
    let mut stream = busy.stream.try_clone().unwrap();
    let flood = beside(move || {
        let bytes = array(&["XADD", "s", "MAXLEN", "~", "1000", "*", "a", "b"]).repeat(1000);
        while stream.write_all(&bytes).is_ok() {}
    });
    let drain = beside(move || while !busy.line().is_empty() {});
    let mut raw = served.raw();
    for _ in 0..200 {
        assert_eq!(raw.ask(&["PING"]), "+PONG");
    }
    drop(served);
    flood.join().unwrap();
    drain.join().unwrap();
}

#[test]
fn silent_connections_are_closed_if_that_is_wanted() {
    let served = Served::start(&["--idle-timeout", "1"]);
    let (mut listening, mut monitor) = (served.raw(), served.raw());
    assert_eq!(monitor.ask(&["MONITOR"]), "+OK");
    listening.command(&["SUBSCRIBE", "news"]);
    assert_eq!(listening.reply(), "[subscribe news :1]");
    assert!(monitor.line().ends_with(" \"SUBSCRIBE\" \"news\""));
    assert_eq!(served.raw().rest(), b"");
    assert_eq!(served.raw().ask(&["PUBLISH", "news", "still here"]), ":1");
    assert!(monitor.line().ends_with(" \"PUBLISH\" \"news\" \"still here\""));
}

#[test]
fn a_password_is_asked_for() {
    let served = Served::start(&["--password", "open sesame"]);
    let mut raw = served.raw();
    assert_eq!(raw.ask(&["PING"]), "-NOAUTH Authentication required.");
    for wrong in ["open", "open sesame ", "Open sesame"] {
        assert_eq!(
            raw.ask(&["AUTH", wrong]),
            "-WRONGPASS invalid username-password pair or user is disabled."
        );
    }
    assert_eq!(raw.ask(&["AUTH", "open sesame"]), "+OK");
    assert_eq!(raw.ask(&["PING"]), "+PONG");
    let mut stranger = served.raw();
    stranger.send("*11\r\n");
    assert_eq!(
        stranger.rest(),
        b"-ERR Protocol error: unauthenticated multibulk length\r\n"
    );
}

#[test]
fn a_signal_ends_it_with_every_reply_sent() {
    for signal in ["TERM", "INT"] {
        let mut served = Served::start(&[]);
        let mut raw = served.raw();
        let value = "x".repeat(300_000);
        assert_eq!(raw.ask(&["SET", "k", &value]), "+OK");
        raw.send(array(&["GET", "k"]).repeat(10));
        raw.send(array(&["ECHO", "end"]));
        let mut other = served.raw();
        assert_eq!(other.ask(&["PING"]), "+PONG");
        served.signal(signal);
        let rest = raw.rest();
        assert!(
            rest.len() > 3_000_000 && rest.ends_with(b"$3\r\nend\r\n"),
            "{}",
            rest.len()
        );
        assert_eq!(served.ended().code(), Some(0));
    }
}

/// More than the system keeps for a socket, of which nothing is read before the server is told to end.
#[test]
fn who_begins_to_read_when_it_ends_gets_every_reply_too() {
    let mut served = Served::start(&[]);
    let mut raw = served.raw();
    let value = "x".repeat(3_000_000);
    assert_eq!(raw.ask(&["SET", "k", &value]), "+OK");
    for _ in 0..10 {
        raw.command(&["GET", "k"]);
    }
    raw.command(&["ECHO", "end"]);
    until(
        || {
            let mut other = served.raw();
            other.command(&["INFO", "commandstats"]);
            other.reply()
        },
        |info| info.contains("cmdstat_echo:calls=1,"),
    );
    served.signal("TERM");
    let rest = raw.rest();
    assert!(
        rest.len() > 30_000_000 && rest.ends_with(b"$3\r\nend\r\n"),
        "{}",
        rest.len()
    );
    assert_eq!(served.ended().code(), Some(0));
}

#[test]
fn a_taken_port_names_a_free_one() {
    let served = Served::start(&[]);
    let address = format!("127.0.0.1:{}", served.port);
    let output = Command::new(env!("CARGO_BIN_EXE_xtutor"))
        .args(["serve", &address])
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    let free = error.trim_end().rsplit(' ').next().unwrap();
    assert_eq!(
        error,
        format!("xtutor: {address} is taken, perhaps by a Redis; {free} is free: xtutor serve {free}\n")
    );
    assert!(free.parse::<u16>().unwrap() > served.port);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_monitor_sees_what_others_do_and_is_cut_off_when_it_does_not_read() {
    let served = Served::start(&["--pubsub-limit", "1mb"]);
    let mut monitor = served.raw();
    assert_eq!(monitor.ask(&["MONITOR"]), "+OK");
    let mut raw = served.raw();
    raw.send("set k \"a\\nb\"\r\n");
    assert_eq!(raw.line(), "+OK");
    let from = raw.stream.local_addr().unwrap();
    let line = monitor.line();
    assert!(
        line.starts_with('+') && line.ends_with(&format!(" [0 {from}] \"set\" \"k\" \"a\\nb\"")),
        "{line}"
    );
    let value = "x".repeat(100_000);
    until(
        || {
            assert_eq!(raw.ask(&["SET", "k", &value]), "+OK");
            raw.command(&["CLIENT", "LIST"]);
            raw.reply().lines().count().to_string()
        },
        |clients| clients == "1",
    );
}

#[test]
fn one_client_ends_another_and_its_wait() {
    let served = Served::start(&[]);
    let (mut raw, mut one, mut two) = (served.raw(), served.raw(), served.raw());
    let address = one.stream.local_addr().unwrap().to_string();
    one.command(&["BLPOP", "q", "0"]);
    let id = two.ask(&["CLIENT", "ID"]);
    two.command(&["BLPOP", "q", "0"]);
    until(|| blocked(&mut raw), |line| line == "blocked_clients:2");
    // What follows in the same pipeline sees them gone.
    raw.send([array(&["CLIENT", "KILL", &address]), array(&["RPUSH", "q", "x"])].concat());
    assert_eq!((raw.line(), raw.line()), ("+OK".to_owned(), ":1".to_owned()));
    assert_eq!((one.rest(), two.reply()), (Vec::new(), "[q x]".to_owned()));
    two.command(&["BLPOP", "q", "0"]);
    until(|| blocked(&mut raw), |line| line == "blocked_clients:1");
    assert_eq!(raw.ask(&["CLIENT", "UNBLOCK", &id[1..], "ERROR"]), ":1");
    assert_eq!(two.line(), "-UNBLOCKED client unblocked via CLIENT UNBLOCK");
    raw.send(
        [
            array(&["CLIENT", "KILL", "ID", "1", "SKIPME", "no"]),
            array(&["PING"]),
        ]
        .concat(),
    );
    assert_eq!(raw.rest(), b":1\r\n");
}

#[test]
fn shutdown_ends_it() {
    let mut served = Served::start(&[]);
    let mut raw = served.raw();
    raw.send(
        [
            array(&["SET", "k", "v"]),
            array(&["SHUTDOWN", "NOSAVE"]),
            array(&["PING"]),
        ]
        .concat(),
    );
    assert_eq!(raw.rest(), b"+OK\r\n");
    assert_eq!(served.ended().code(), Some(0));
}
