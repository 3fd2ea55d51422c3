//! INFO (streams.md E.6): the server described in sections of `field:value`. What has no meaning in one process is
//! told as an idle, fresh server would tell it.

use std::fmt::Write as _;

use super::Engine;
use super::counts::Runs;
use crate::command::profile::version;
use crate::store::{Bytes, Millis};

/// A section and how it is written.
type Section = (&'static str, fn(&Engine, Millis) -> String);

/// In Redis's order. All but the counts of commands are told when none is named.
const SECTIONS: &[Section] = &[
    ("Server", server),
    ("Clients", clients),
    ("Memory", memory),
    ("Persistence", |_, _| {
        "loading:0\r\nasync_loading:0\r\nrdb_changes_since_last_save:0\r\nrdb_bgsave_in_progress:0\r\n\
         rdb_last_bgsave_status:ok\r\naof_enabled:0\r\naof_rewrite_in_progress:0\r\n"
            .to_owned()
    }),
    ("Stats", stats),
    ("Replication", |_, _| {
        "role:master\r\nconnected_slaves:0\r\nmaster_failover_state:no-failover\r\nmaster_repl_offset:0\r\n"
            .to_owned()
    }),
    ("CPU", |_, _| {
        "used_cpu_sys:0.000000\r\nused_cpu_user:0.000000\r\n".to_owned()
    }),
    ("Modules", |_, _| String::new()),
    ("Commandstats", commands),
    ("Errorstats", errors),
    ("Cluster", |_, _| "cluster_enabled:0\r\n".to_owned()),
    ("Keyspace", keyspace),
];

impl Engine {
    /// The sections named, in Redis's order; all if none is, or one of `all`, `default`, `everything`.
    pub(super) fn report(&self, names: &[Bytes], now: Millis) -> String {
        let says = |wanted: &str| {
            names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(wanted.as_bytes()))
        };
        let usual = names.is_empty() || says("default");
        let all = ["all", "everything"].into_iter().any(says);
        let told = SECTIONS
            .iter()
            .filter(|(name, _)| all || says(name) || (usual && *name != "Commandstats"));
        let sections: Vec<String> = told
            .map(|(name, tell)| format!("# {name}\r\n{}", tell(self, now)))
            .collect();
        sections.join("\r\n")
    }
}

fn server(engine: &Engine, now: Millis) -> String {
    let uptime = now - engine.counts.started.unwrap_or(now);
    let seconds = uptime.max(0) / 1000;
    format!(
        "redis_version:{}\r\nredis_mode:standalone\r\nos:xtutor\r\narch_bits:64\r\nserver_time_usec:{}\r\n\
         uptime_in_seconds:{seconds}\r\nuptime_in_days:{}\r\n",
        engine.profile.release(),
        now.saturating_mul(1000),
        seconds / 86_400,
    )
}

fn clients(engine: &Engine, _: Millis) -> String {
    let listening = engine
        .clients
        .ids()
        .filter(|client| engine.channels.count_of(client.0) > 0);
    let mut text = format!(
        "connected_clients:{}\r\ncluster_connections:0\r\nmaxclients:{}\r\nblocked_clients:{}\r\n\
         tracking_clients:0\r\n",
        engine.clients.len(),
        engine.settings().number("maxclients"),
        engine.waiting.len(),
    );
    let mut tell = |since, name, count| {
        if engine.profile >= since {
            let _ = write!(text, "{name}:{count}\r\n");
        }
    };
    let (keys, lost_with_their_group) = engine.waiting.keys();
    tell(version(7, 4), "pubsub_clients", listening.count());
    tell(version(7, 4), "watching_clients", engine.watching.clients());
    tell(version(7, 0), "clients_in_timeout_table", engine.waiting.timed());
    tell(version(7, 4), "total_watched_keys", engine.watching.keys());
    tell(version(7, 2), "total_blocking_keys", keys);
    tell(
        version(7, 2),
        "total_blocking_keys_on_nokey",
        lost_with_their_group,
    );
    text
}

fn stats(engine: &Engine, _: Millis) -> String {
    let counts = &engine.counts;
    let listen = |listen| engine.channels.iter(listen).len();
    format!(
        "total_connections_received:{}\r\ntotal_commands_processed:{}\r\nrejected_connections:{}\r\n\
         expired_keys:{}\r\nevicted_keys:0\r\npubsub_channels:{}\r\npubsub_patterns:{}\r\n\
         total_error_replies:{}\r\n",
        counts.connections,
        counts.commands,
        counts.sent_away,
        counts.expired,
        listen(crate::store::Listen::Exact),
        listen(crate::store::Listen::Pattern),
        counts.errors.values().sum::<u64>(),
    )
}

/// How often each command was given, and about how long it took: the engine has no clock of its own, and where it was
/// given one it looks at it for some of the calls only, each of which stands for several. Without one it took no time.
fn commands(engine: &Engine, _: Millis) -> String {
    let mut text = String::new();
    // Whatever runs now has not been counted yet.
    let counted = |runs: &&Runs| runs.calls + runs.rejected > 0;
    for runs in engine.counts.runs.iter().filter(counted) {
        let hundredths = (runs.took + 5) / 10 / runs.calls.max(1);
        let _ = write!(
            text,
            "cmdstat_{}:calls={},usec={},usec_per_call={}.{:02},rejected_calls={},failed_calls={}\r\n",
            runs.name(),
            runs.calls,
            (runs.took + 500) / 1000,
            hundredths / 100,
            hundredths % 100,
            runs.rejected,
            runs.failed,
        );
    }
    text
}

fn errors(engine: &Engine, _: Millis) -> String {
    let mut text = String::new();
    for (word, count) in &engine.counts.errors {
        let _ = write!(text, "errorstat_{word}:count={count}\r\n");
    }
    text
}

fn keyspace(engine: &Engine, now: Millis) -> String {
    let mut text = String::new();
    let filled = engine.keyspace.dbs.iter().enumerate();
    for (number, db) in filled.filter(|(_, db)| db.len() + db.lingering > 0) {
        let deadlines = db.deadlines();
        let left: i128 = deadlines
            .iter()
            .map(|deadline| i128::from(deadline) - i128::from(now))
            .sum();
        let average = left / i128::try_from(deadlines.len().max(1)).unwrap_or(1);
        let _ = write!(
            text,
            "db{number}:keys={},expires={},avg_ttl={average}",
            db.len() + db.lingering,
            deadlines.len() + db.lingering
        );
        if engine.profile >= version(7, 4) {
            text.push_str(",subexpiry=0");
        }
        text.push_str("\r\n");
    }
    text
}

/// What is stored is weighed only where it is limited. Elsewhere what the whole program takes is told instead, as far as
/// anybody knows.
fn memory(engine: &Engine, _: Millis) -> String {
    let settings = &engine.keyspace.settings;
    let resident = engine.counts.resident.map_or(0, |resident| resident());
    let sizes = [
        ("used_memory", engine.keyspace.used_memory().unwrap_or(resident)),
        ("used_memory_rss", resident),
        ("maxmemory", settings.max_memory()),
    ];
    let mut text = String::new();
    for (name, bytes) in sizes {
        let _ = write!(text, "{name}:{bytes}\r\n{name}_human:{}\r\n", human(bytes));
    }
    let policy = settings.get("maxmemory-policy");
    let _ = write!(text, "maxmemory_policy:{}\r\n", String::from_utf8_lossy(&policy));
    text
}

/// A number of bytes as Redis rounds it for people: `512B`, `1.46K`, `3.00M`.
fn human(bytes: u64) -> String {
    if bytes < 1024 {
        return format!("{bytes}B");
    }
    let (mut unit, mut left) = ("K", 1_u64 << 10);
    for (next, size) in [("M", 1 << 20), ("G", 1 << 30), ("T", 1 << 40)] {
        if bytes >= size {
            (unit, left) = (next, size);
        }
    }
    let hundredths = (u128::from(bytes) * 100 + u128::from(left) / 2) / u128::from(left);
    format!("{}.{:02}{unit}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn each_command_is_counted_with_how_it_ended() {
        let mut rig = Rig::new();
        for line in [
            "SET a 1",
            "set a 2",
            "XLEN a",
            "XLEN",
            "NOSUCH",
            "CONFIG GET save",
            "XGROUP",
            "XGROUP CREATE s",
            "XGROUP NOSUCH",
            "MULTI",
            "GET a",
            "EXEC",
        ] {
            rig.run("main", line);
        }
        let row = |name: &str, calls: u64, rejected: u64, failed: u64| {
            format!(
                "cmdstat_{name}:calls={calls},usec=0,usec_per_call=0.00,rejected_calls={rejected},failed_calls={failed}"
            )
        };
        let told = rig.run("main", "INFO commandstats");
        let lines: Vec<&str> = told
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(
            lines,
            [
                "# Commandstats".to_owned(),
                row("set", 2, 0, 0),
                row("xlen", 1, 1, 1),
                row("config|get", 1, 0, 0),
                row("xgroup", 0, 1, 0),
                row("xgroup|create", 0, 1, 0),
                row("multi", 1, 0, 0),
                row("exec", 1, 0, 0),
                row("get", 1, 0, 0),
            ]
        );
        rig.run("main", "CONFIG RESETSTAT");
        assert!(!rig.run("main", "INFO").contains("Commandstats"));
        assert!(
            rig.run("main", "INFO everything")
                .contains("cmdstat_info:calls=1,")
        );
    }

    /// As recorded from 8.0.
    #[test]
    fn every_error_counts_also_in_a_transaction_and_for_who_waited() {
        let mut rig = Rig::new();
        for line in [
            "SET k v",
            "MULTI",
            "LPUSH k x",
            "INCR k",
            "EXEC",
            "XGROUP CREATE s g $ MKSTREAM",
        ] {
            rig.run("main", line);
        }
        rig.run("A", "XREADGROUP GROUP g alice BLOCK 0 STREAMS s >");
        rig.run("main", "DEL s");
        rig.run("B", "BLPOP q 0");
        rig.run("main", "CLIENT UNBLOCK 3 ERROR");
        rig.run("main", "CONFIG SET maxclients 500");
        assert_eq!(
            rig.run("main", "INFO errorstats"),
            "# Errorstats\r\nerrorstat_ERR:count=1\r\nerrorstat_NOGROUP:count=1\r\nerrorstat_UNBLOCKED:count=1\r\n\
             errorstat_WRONGTYPE:count=1\r\n\n"
        );
        assert!(
            rig.run("main", "INFO stats")
                .contains("total_error_replies:4\r\n")
        );
        assert!(rig.run("main", "INFO clients").contains("maxclients:500\r\n"));
    }

    #[test]
    fn memory_is_what_the_program_takes_unless_it_is_limited() {
        let mut rig = Rig::new();
        let told = |rig: &mut Rig| rig.run("main", "INFO memory");
        assert!(told(&mut rig).starts_with("# Memory\r\nused_memory:0\r\nused_memory_human:0B\r\n"));
        let mut rig = Rig::new().weighed(|| 1_500_000);
        assert_eq!(
            told(&mut rig),
            "# Memory\r\nused_memory:1500000\r\nused_memory_human:1.43M\r\nused_memory_rss:1500000\r\n\
             used_memory_rss_human:1.43M\r\nmaxmemory:0\r\nmaxmemory_human:0B\r\nmaxmemory_policy:noeviction\r\n\n"
        );
        rig.run("main", "CONFIG SET maxmemory 2000k");
        assert!(told(&mut rig).starts_with(
            "# Memory\r\nused_memory:1048576\r\nused_memory_human:1.00M\r\nused_memory_rss:1500000\r\n"
        ));
    }

    #[test]
    fn keys_that_are_waited_for_or_watched_are_counted() {
        let mut rig = Rig::new();
        for (client, line) in [
            ("main", "XGROUP CREATE s g $ MKSTREAM"),
            ("A", "XREADGROUP GROUP g alice BLOCK 0 STREAMS s >"),
            ("B", "XREAD BLOCK 5000 STREAMS s t $ $"),
            ("C", "WATCH k l"),
            ("main", "WATCH k"),
            ("D", "SUBSCRIBE news"),
        ] {
            rig.run(client, line);
        }
        assert_eq!(
            rig.run("main", "INFO clients"),
            "# Clients\r\nconnected_clients:5\r\ncluster_connections:0\r\nmaxclients:10000\r\nblocked_clients:2\r\n\
             tracking_clients:0\r\npubsub_clients:1\r\nwatching_clients:2\r\nclients_in_timeout_table:1\r\n\
             total_watched_keys:2\r\ntotal_blocking_keys:2\r\ntotal_blocking_keys_on_nokey:1\r\n\n"
        );
        assert_eq!(
            Rig::new().profile("7.0").run("main", "INFO clients"),
            "# Clients\r\nconnected_clients:1\r\ncluster_connections:0\r\nmaxclients:10000\r\nblocked_clients:0\r\n\
             tracking_clients:0\r\nclients_in_timeout_table:0\r\n\n"
        );
    }

    #[test]
    fn what_some_calls_took_is_told_of_all() {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NANOS: AtomicU64 = AtomicU64::new(0);
        // Every second look is the end of a command, 1.5 µs after its beginning.
        let mut rig = Rig::new().timed(|| NANOS.fetch_add(1500, Ordering::Relaxed));
        for _ in 0..8 {
            rig.run("main", "PING");
        }
        let told = |calls: u64, usec: u64, each: &str| {
            format!(
                "cmdstat_ping:calls={calls},usec={usec},usec_per_call={each},rejected_calls=0,failed_calls=0\r\n"
            )
        };
        let all = rig.run("main", "INFO commandstats");
        assert!(all.contains(&told(8, 12, "1.50")), "{all}");
        for _ in 8..128 {
            rig.run("main", "PING");
        }
        let all = rig.run("main", "INFO commandstats");
        // The first sixteen, and one for sixty-four.
        assert!(all.contains(&told(128, 120, "0.93")), "{all}");
        rig.run("main", "CONFIG RESETSTAT");
        let all = rig.run("main", "INFO commandstats");
        assert!(all.contains("cmdstat_config|resetstat:calls=1,usec=2,"), "{all}");
    }
}
