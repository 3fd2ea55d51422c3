//! Commands of Redis that are not part of xtutor: known by name, so that nobody takes them for slips of the finger.

use super::typed::Typed;
use crate::wire::shown;

/// What is left out with its verb, the heading of HELP that comes nearest, and the commands that redis-server 8.0 has
/// for it.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    (
        "hashes are",
        "stream",
        "HDEL HEXISTS HEXPIRE HEXPIREAT HEXPIRETIME HGET HGETALL HGETDEL HGETEX HINCRBY HINCRBYFLOAT HKEYS HLEN \
         HMGET HMSET HPERSIST HPEXPIRE HPEXPIREAT HPEXPIRETIME HPTTL HRANDFIELD HSCAN HSET HSETEX HSETNX HSTRLEN \
         HTTL HVALS",
    ),
    (
        "sets are",
        "stream",
        "SADD SCARD SDIFF SDIFFSTORE SINTER SINTERCARD SINTERSTORE SISMEMBER SMEMBERS SMISMEMBER SMOVE SPOP \
         SRANDMEMBER SREM SSCAN SUNION SUNIONSTORE",
    ),
    (
        "sorted sets are",
        "stream",
        "BZMPOP BZPOPMAX BZPOPMIN ZADD ZCARD ZCOUNT ZDIFF ZDIFFSTORE ZINCRBY ZINTER ZINTERCARD ZINTERSTORE \
         ZLEXCOUNT ZMPOP ZMSCORE ZPOPMAX ZPOPMIN ZRANDMEMBER ZRANGE ZRANGEBYLEX ZRANGEBYSCORE ZRANGESTORE ZRANK \
         ZREM ZREMRANGEBYLEX ZREMRANGEBYRANK ZREMRANGEBYSCORE ZREVRANGE ZREVRANGEBYLEX ZREVRANGEBYSCORE ZREVRANK \
         ZSCAN ZSCORE ZUNION ZUNIONSTORE",
    ),
    (
        "scripts and functions are",
        "stream",
        "EVAL EVALSHA EVALSHA_RO EVAL_RO FCALL FCALL_RO SCRIPT",
    ),
    (
        "places on the map are",
        "stream",
        "GEOADD GEODIST GEOHASH GEOPOS GEORADIUS GEORADIUSBYMEMBER GEORADIUSBYMEMBER_RO GEORADIUS_RO GEOSEARCH \
         GEOSEARCHSTORE",
    ),
    (
        "bits within strings are",
        "string",
        "BITCOUNT BITFIELD BITFIELD_RO BITOP BITPOS GETBIT SETBIT",
    ),
    (
        "HyperLogLogs are",
        "stream",
        "PFADD PFCOUNT PFDEBUG PFMERGE PFSELFTEST",
    ),
    (
        "vector sets are",
        "stream",
        "VADD VCARD VDIM VEMB VGETATTR VINFO VISMEMBER VLINKS VRANDMEMBER VREM VSETATTR VSIM",
    ),
    (
        "the less common commands on strings are",
        "string",
        "GETDEL GETEX GETRANGE GETSET INCRBYFLOAT LCS MGET MSET MSETNX PSETEX SETEX SETNX SETRANGE SUBSTR",
    ),
    (
        "copies of keys for other servers are",
        "generic",
        "DUMP MIGRATE RESTORE RESTORE-ASKING",
    ),
    (
        "replication is",
        "server",
        "FAILOVER PSYNC REPLCONF REPLICAOF SLAVEOF SYNC",
    ),
    (
        "persistence is",
        "server",
        "BGREWRITEAOF BGSAVE LASTSAVE SAVE WAITAOF",
    ),
    ("the measuring of servers is", "server", "LATENCY MEMORY SLOWLOG"),
    ("modules are", "server", "MODULE"),
    ("clusters are", "server", "ASKING READONLY READWRITE"),
    ("the version as a picture is", "server", "LOLWUT"),
];

/// How the commands of Redis's modules begin.
const MODULES: &[&str] = &["JSON.", "FT.", "TS.", "BF.", "CF.", "CMS.", "TOPK.", "TDIGEST."];

/// What is said of the command that a line calls, if it is one of these.
pub(super) fn called(typed: &Typed) -> Option<String> {
    left_out(typed.words().get(typed.before)?)
}

/// What is said of a command that Redis has and xtutor has not; `None` if Redis has none of this name either.
pub(super) fn left_out(command: &[u8]) -> Option<String> {
    let name = shown(command).to_ascii_uppercase();
    let of_module = || MODULES.iter().any(|start| name.starts_with(start));
    let (what, heading) = LEFT_OUT
        .iter()
        .find(|(.., names)| names.split(' ').any(|known| known == name))
        .map(|(what, heading, _)| (*what, *heading))
        .or_else(|| of_module().then_some(("modules are", "stream")))?;
    Some(format!(
        "{name} is not part of xtutor: {what} left out; `help @{heading}` lists what is there"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::headings;
    use crate::command::table;

    #[test]
    fn what_is_left_out_is_not_there_and_its_heading_is() {
        for (what, heading, names) in LEFT_OUT {
            assert!(headings().contains(heading), "{what}: {heading}");
            for name in names.split(' ') {
                assert!(
                    !name.is_empty() && table::find(name.as_bytes()).is_none(),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn a_command_of_redis_is_told_from_a_slip() {
        assert_eq!(
            left_out(b"hset").as_deref(),
            Some("HSET is not part of xtutor: hashes are left out; `help @stream` lists what is there")
        );
        assert_eq!(
            left_out(b"JSON.SET").as_deref(),
            Some("JSON.SET is not part of xtutor: modules are left out; `help @stream` lists what is there")
        );
        assert_eq!(left_out(b"XAD"), None);
        assert_eq!(left_out(b""), None);
    }
}
