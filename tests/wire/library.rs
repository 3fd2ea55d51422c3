//! The redis crate: every family of commands in RESP2 and RESP3, with replies as a client library reads them.

use std::sync::mpsc::channel;

use redis::streams::{
    StreamAutoClaimOptions, StreamAutoClaimReply, StreamClaimReply, StreamInfoConsumersReply,
    StreamInfoGroupsReply, StreamInfoStreamReply, StreamMaxlen, StreamPendingCountReply, StreamPendingReply,
    StreamRangeReply, StreamReadOptions, StreamReadReply,
};
use redis::{
    Commands as _, Connection, ConnectionInfo, IntoConnectionInfo as _, ProtocolVersion, RedisResult, Value,
    transaction,
};

use crate::server::{Served, beside, until};

fn connect(served: &Served, protocol: ProtocolVersion) -> Connection {
    let address = format!("redis://127.0.0.1:{}/", served.port);
    let info: ConnectionInfo = address.into_connection_info().unwrap();
    let settings = info.redis_settings().clone().set_protocol(protocol);
    let client = redis::Client::open(info.set_redis_settings(settings)).unwrap();
    client.get_connection().unwrap()
}

fn both(run: impl Fn(&Served, ProtocolVersion)) {
    for protocol in [ProtocolVersion::RESP2, ProtocolVersion::RESP3] {
        run(&Served::start(&[]), protocol);
    }
}

fn ids(reply: &StreamReadReply) -> Vec<String> {
    let keys = reply.keys.iter();
    keys.flat_map(|key| key.ids.iter().map(|entry| entry.id.clone()))
        .collect()
}

#[test]
fn a_group_from_the_first_entry_to_the_last_acknowledgement() {
    both(|served, protocol| {
        let mut db = connect(served, protocol);
        for (id, name) in [("10-0", "banana"), ("20-0", "apple"), ("30-0", "orange")] {
            let added: String = db.xadd("fruits", id, &[("name", name)]).unwrap();
            assert_eq!(added, id);
        }
        let range: StreamRangeReply = db.xrange_count("fruits", "(10-0", "+", 1).unwrap();
        assert_eq!(range.ids[0].get::<String>("name"), Some("apple".to_owned()));
        let () = db.xgroup_create("fruits", "pickers", "0").unwrap();
        let alice = StreamReadOptions::default().group("pickers", "alice").count(2);
        let read: StreamReadReply = db.xread_options(&["fruits"], &[">"], &alice).unwrap();
        assert_eq!(ids(&read), ["10-0", "20-0"]);
        let acked: usize = db.xack("fruits", "pickers", &["10-0", "99-0"]).unwrap();
        assert_eq!(acked, 1);

        let StreamPendingReply::Data(pending) = db.xpending("fruits", "pickers").unwrap() else {
            panic!("nothing pending");
        };
        assert_eq!((pending.count, pending.start_id.as_str()), (1, "20-0"));
        let listed: StreamPendingCountReply = db.xpending_count("fruits", "pickers", "-", "+", 10).unwrap();
        assert_eq!(
            (listed.ids[0].consumer.as_str(), listed.ids[0].times_delivered),
            ("alice", 1)
        );

        let claimed: StreamClaimReply = db.xclaim("fruits", "pickers", "bob", 0, &["20-0"]).unwrap();
        assert_eq!(claimed.ids[0].id, "20-0");
        let options = StreamAutoClaimOptions::default().count(10);
        let taken: StreamAutoClaimReply = db
            .xautoclaim_options("fruits", "pickers", "carol", 0, "0", options)
            .unwrap();
        assert_eq!(
            (taken.next_stream_id.as_str(), taken.claimed[0].id.as_str()),
            ("0-0", "20-0")
        );

        let groups: StreamInfoGroupsReply = db.xinfo_groups("fruits").unwrap();
        let group = &groups.groups[0];
        assert_eq!((group.consumers, group.pending, group.lag), (3, 1, Some(1)));
        assert_eq!(group.last_delivered_id, "20-0");
        let consumers: StreamInfoConsumersReply = db.xinfo_consumers("fruits", "pickers").unwrap();
        let names: Vec<&str> = consumers.consumers.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["alice", "bob", "carol"]);
        let stream: StreamInfoStreamReply = db.xinfo_stream("fruits").unwrap();
        assert_eq!(
            (stream.length, stream.groups, stream.last_entry.id.as_str()),
            (3, 1, "30-0")
        );
        let gone: usize = db.xdel("fruits", &["20-0"]).unwrap();
        let trimmed: usize = db.xtrim("fruits", StreamMaxlen::Equals(1)).unwrap();
        assert_eq!((gone, trimmed, db.xlen::<_, usize>("fruits").unwrap()), (1, 1, 1));
    });
}

#[test]
fn a_blocked_reader_wakes_when_something_comes() {
    both(|served, protocol| {
        let mut reader = connect(served, protocol);
        let mut writer = connect(served, protocol);
        let (say, hear) = channel();
        let waiting = beside(move || {
            let options = StreamReadOptions::default().block(60_000);
            say.send(()).unwrap();
            let read: StreamReadReply = reader.xread_options(&["jobs"], &["$"], &options).unwrap();
            ids(&read)
        });
        hear.recv().unwrap();
        // It waits when the server says so.
        let clients = || redis::cmd("INFO").arg("clients").query(&mut writer).unwrap();
        until(clients, |info| info.contains("blocked_clients:1"));
        let id: String = writer.xadd("jobs", "*", &[("task", "mail")]).unwrap();
        assert_eq!(waiting.join().unwrap(), [id]);
    });
}

#[test]
fn strings_keys_lists_and_time() {
    both(|served, protocol| {
        let mut db = connect(served, protocol);
        let () = db.set("a", "1").unwrap();
        assert_eq!(db.incr::<_, _, i64>("a", 41).unwrap(), 42);
        assert_eq!(db.get::<_, Option<String>>("none").unwrap(), None);
        assert!(db.expire::<_, bool>("a", 100).unwrap());
        assert_eq!(db.ttl::<_, i64>("a").unwrap(), 100);
        let () = db.rename("a", "b").unwrap();
        assert!(!db.exists::<_, bool>("a").unwrap());
        assert_eq!(db.rpush::<_, _, i64>("list", &["x", "y", "z"]).unwrap(), 3);
        assert_eq!(db.lrange::<_, Vec<String>>("list", -2, -1).unwrap(), ["y", "z"]);
        let popped: (String, String) = db.blpop("list", 1.0).unwrap();
        assert_eq!(popped, ("list".to_owned(), "x".to_owned()));
        let mut keys: Vec<String> = db.scan::<String>().unwrap().collect::<RedisResult<_>>().unwrap();
        keys.sort();
        assert_eq!(keys, ["b", "list"]);
        let encoding: String = db.object_encoding("b").unwrap();
        assert_eq!(encoding, "int");
        let kind: String = redis::cmd("TYPE").arg("list").query(&mut db).unwrap();
        assert_eq!(kind, "list");
        let error = db.xlen::<_, i64>("list").unwrap_err();
        assert_eq!(error.code(), Some("WRONGTYPE"));
    });
}

#[test]
fn a_transaction_runs_whole_or_not_at_all() {
    both(|served, protocol| {
        let (mut db, mut other) = (connect(served, protocol), connect(served, protocol));
        let () = db.set("n", 1).unwrap();
        let mut disturbed = false;
        let (new,): (i64,) = transaction(&mut db, &["n"], |db, pipe| {
            let old: i64 = db.get("n")?;
            if !std::mem::replace(&mut disturbed, true) {
                let () = other.set("n", 10)?;
            }
            pipe.set("n", old + 1).ignore().get("n").query(db)
        })
        .unwrap();
        assert_eq!(new, 11);
    });
}

#[test]
fn a_pipeline_gets_every_reply_in_order() {
    both(|served, protocol| {
        let mut db = connect(served, protocol);
        let mut pipe = redis::pipe();
        for number in 0..5000 {
            pipe.cmd("RPUSH").arg("l").arg(number);
        }
        let lengths: Vec<i64> = pipe.query(&mut db).unwrap();
        assert!(lengths.into_iter().eq(1..=5000));
    });
}

#[test]
fn messages_reach_subscribers_of_channels_and_patterns() {
    both(|served, protocol| {
        let (mut listening, mut db) = (connect(served, protocol), connect(served, protocol));
        let mut listener = listening.as_pubsub();
        listener.subscribe("news").unwrap();
        listener.psubscribe("n*").unwrap();
        assert_eq!(db.publish::<_, _, i64>("news", "hello").unwrap(), 2);
        let heard: Vec<(String, bool)> = (0..2)
            .map(|_| {
                let message = listener.get_message().unwrap();
                (message.get_payload().unwrap(), message.from_pattern())
            })
            .collect();
        assert_eq!(heard, [("hello".to_owned(), false), ("hello".to_owned(), true)]);
    });
}

#[test]
fn a_client_is_known_by_name_library_and_address() {
    both(|served, protocol| {
        let mut db = connect(served, protocol);
        let () = redis::cmd("CLIENT")
            .arg("SETNAME")
            .arg("shop")
            .query(&mut db)
            .unwrap();
        let told: Value = redis::cmd("CLIENT").arg("INFO").query(&mut db).unwrap();
        let line: String = redis::from_redis_value(told).unwrap();
        let field = |name: &str| {
            let found = line
                .split(' ')
                .find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
            found.unwrap_or_default().trim().to_owned()
        };
        assert_eq!(
            (field("name"), field("lib-name")),
            ("shop".to_owned(), "redis-rs".to_owned())
        );
        assert!(field("addr").starts_with("127.0.0.1:"));
        assert_eq!(field("laddr"), format!("127.0.0.1:{}", served.port));
        let () = redis::cmd("SELECT").arg(3).query(&mut db).unwrap();
        let error = redis::cmd("SELECT").arg(16).query::<()>(&mut db).unwrap_err();
        assert_eq!(error.detail(), Some("DB index is out of range"));
    });
}
