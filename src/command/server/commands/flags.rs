//! What clients and proxies want to know of a command and nobody else: its flags and categories. The categories follow
//! from the flags and the topic.

use super::Known;
use crate::command::profile::version;
use crate::command::spec::Topic;

/// The flags of a command, in Redis's order.
pub(super) fn flags_of(one: Known) -> &'static [&'static str] {
    if !one.spec.subcommands.is_empty() && one.spec.name != "COMMAND" {
        return &[];
    }
    let name = one.name();
    let before_7_2 = one.profile < version(7, 2);
    match &*name {
        "blpop" | "brpop" if before_7_2 => &["write", "noscript", "blocking"],
        "blmove" | "brpoplpush" if before_7_2 => &["write", "denyoom", "noscript", "blocking"],
        "wait" if before_7_2 => &["noscript"],
        "cluster|shards" | "cluster|slots" if before_7_2 => &["stale"],
        "xadd" | "xsetid" | "xidmprecord" | "lpush" | "rpush" | "lpushx" | "rpushx" | "append" | "incr"
        | "decr" | "incrby" | "decrby" => &["write", "denyoom", "fast"],
        "xlen" | "llen" | "get" | "strlen" | "exists" | "touch" | "type" | "ttl" | "pttl" | "expiretime"
        | "pexpiretime" | "dbsize" => &["readonly", "fast"],
        "xrange" | "xrevrange" | "xpending" | "xinfo|consumers" | "xinfo|groups" | "xinfo|stream"
        | "lrange" | "lindex" | "lpos" | "object|encoding" | "object|freq" | "object|idletime"
        | "object|refcount" | "keys" | "scan" | "randomkey" => &["readonly"],
        "xread" => &["readonly", "blocking", "movablekeys"],
        "xreadgroup" => &["write", "blocking", "movablekeys"],
        "blpop" | "brpop" => &["write", "blocking"],
        "blmove" | "brpoplpush" => &["write", "denyoom", "blocking"],
        "lmpop" => &["write", "movablekeys"],
        "blmpop" => &["write", "blocking", "movablekeys"],
        "sort" => &["write", "denyoom", "movablekeys"],
        "sort_ro" => &["readonly", "movablekeys"],
        "wait" => &["blocking"],
        "xdel" | "xdelex" | "xackdel" | "xnack" | "xcfgset" | "xack" | "xclaim" | "xautoclaim" | "lpop"
        | "rpop" | "unlink" | "renamenx" | "move" | "expire" | "pexpire" | "expireat" | "pexpireat"
        | "persist" | "swapdb" => &["write", "fast"],
        "xtrim" | "xgroup|delconsumer" | "xgroup|destroy" | "xgroup|setid" | "del" | "rename"
        | "flushall" | "flushdb" | "lrem" | "ltrim" => &["write"],
        "linsert"
        | "lset"
        | "lmove"
        | "rpoplpush"
        | "xgroup|create"
        | "xgroup|createconsumer"
        | "set"
        | "copy" => &["write", "denyoom"],
        "publish" | "spublish" => &["pubsub", "loading", "stale", "fast"],
        "subscribe" | "psubscribe" | "unsubscribe" | "punsubscribe" | "ssubscribe" | "sunsubscribe" => {
            &["pubsub", "noscript", "loading", "stale"]
        }
        "pubsub|channels"
        | "pubsub|numsub"
        | "pubsub|numpat"
        | "pubsub|shardchannels"
        | "pubsub|shardnumsub" => &["pubsub", "loading", "stale"],
        "multi" | "discard" | "watch" | "unwatch" => &["noscript", "loading", "stale", "fast", "allow_busy"],
        "function|flush" => &["write", "noscript"],
        "exec" => &["noscript", "loading", "stale", "skip_slowlog"],
        "ping" => &["fast"],
        "echo" | "select" | "time" => &["loading", "stale", "fast"],
        "role" => &["noscript", "loading", "stale", "fast"],
        "hello" | "auth" | "reset" | "quit" => {
            &["noscript", "loading", "stale", "fast", "no_auth", "allow_busy"]
        }
        "client|pause" | "client|unpause" | "client|kill" | "client|list" | "client|no-evict"
        | "client|unblock" | "config|get" | "config|set" | "config|resetstat" | "config|rewrite"
        | "debug" | "monitor" => &["admin", "noscript", "loading", "stale"],
        "shutdown" => &["admin", "noscript", "loading", "stale", "no_multi", "allow_busy"],
        "cluster|info" | "cluster|myid" | "cluster|nodes" => &["stale"],
        name if name.ends_with("|help") || name.starts_with("command") => &["loading", "stale"],
        "info" | "cluster|shards" | "cluster|slots" => &["loading", "stale"],
        name if name.starts_with("client|") || name == "acl|whoami" => &["noscript", "loading", "stale"],
        _ => &[],
    }
}

/// The categories of a command, in Redis's order.
pub(super) fn categories_of(one: Known) -> Vec<&'static str> {
    let flags = flags_of(one);
    let has = |flag: &str| flags.contains(&flag);
    let is_family = !one.spec.subcommands.is_empty() && one.spec.name != "COMMAND";
    let topic = one.spec.topic;
    let name = one.name();
    let whole_database = matches!(&*name, "flushall" | "flushdb" | "swapdb" | "dbsize");
    let sorts = matches!(&*name, "sort" | "sort_ro");
    let dangerous = has("admin")
        || matches!(
            &*name,
            "flushall" | "flushdb" | "swapdb" | "keys" | "info" | "role" | "sort" | "sort_ro"
        );
    let talks = topic == Topic::Connection || name.starts_with("command") || name == "wait";
    let all = [
        (
            "@keyspace",
            (topic == Topic::Generic && name != "wait" && !sorts) || whole_database,
        ),
        ("@read", has("readonly")),
        ("@write", has("write")),
        ("@set", sorts),
        ("@sortedset", sorts),
        ("@list", topic == Topic::List || sorts),
        ("@string", topic == Topic::String),
        ("@stream", matches!(topic, Topic::Stream | Topic::Internal)),
        ("@pubsub", topic == Topic::PubSub && name != "pubsub|help"),
        ("@admin", has("admin") || name == "role"),
        ("@fast", has("fast")),
        ("@slow", !has("fast")),
        ("@blocking", has("blocking")),
        ("@dangerous", dangerous),
        ("@connection", talks),
        ("@scripting", name.starts_with("function")),
        ("@transaction", topic == Topic::Transactions),
    ];
    let fitting = all
        .into_iter()
        .filter(|(_, fits)| *fits)
        .map(|(category, _)| category);
    fitting
        .filter(|category| !is_family || *category == "@slow")
        .collect()
}
