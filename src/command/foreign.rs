//! Commands of Redis that are not part of xtutor: known by name, so that nobody takes them for slips of the finger.

use super::fault::Fault;
use crate::wire::{Argv, shown};

/// What is left out with its verb, the heading of HELP that comes nearest, and the commands that redis-server 8.0 has
/// for it; of a family that is there, `FAMILY|SUBCOMMAND`.
pub const LEFT_OUT: &[(&str, &str, &str)] = &[
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
        "EVAL EVALSHA EVALSHA_RO EVAL_RO FCALL FCALL_RO FUNCTION|DELETE FUNCTION|DUMP FUNCTION|KILL FUNCTION|LIST \
         FUNCTION|LOAD FUNCTION|RESTORE FUNCTION|STATS SCRIPT",
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
    (
        "users and their rights are",
        "server",
        "ACL|CAT ACL|DELUSER ACL|DRYRUN ACL|GENPASS ACL|GETUSER ACL|LIST ACL|LOAD ACL|LOG ACL|SAVE ACL|SETUSER ACL|USERS",
    ),
    ("the version as a picture is", "server", "LOLWUT"),
];

/// How the commands of Redis's modules begin.
const MODULES: &[&str] = &["JSON.", "FT.", "TS.", "BF.", "CF.", "CMS.", "TOPK.", "TDIGEST."];

/// What this command would be about, with its verb, and the heading of HELP that comes nearest; `None` if Redis has none
/// of this name either. The name is in upper case, of a subcommand with its family: `FUNCTION|LOAD`.
pub fn left_out(name: &str) -> Option<(&'static str, &'static str)> {
    let of_module = || MODULES.iter().any(|start| name.starts_with(start));
    LEFT_OUT
        .iter()
        .find(|(.., names)| names.split(' ').any(|known| known == name))
        .map(|(what, heading, _)| (*what, *heading))
        .or_else(|| of_module().then_some(("modules are", "stream")))
}

/// The same fault for a program that asks from elsewhere: behind Redis's own words it is told that what it called is left
/// out here, and not misspelt.
pub fn explained(mut fault: Fault, argv: Argv<'_>) -> Fault {
    let name = |at| shown(argv.get(at).unwrap_or_default()).to_ascii_uppercase();
    let found = if fault.text.starts_with(b"ERR unknown command '") {
        left_out(&name(0))
    } else if fault.text.starts_with(b"ERR unknown subcommand '") {
        left_out(&format!("{}|{}", name(0), name(1)))
    } else {
        None
    };
    if let Some((what, _)) = found {
        let what = what.trim_end_matches(" are").trim_end_matches(" is");
        let text = fault.text.to_mut();
        text.truncate(text.trim_ascii_end().len());
        text.extend_from_slice(format!(" (not part of xtutor: {what})").as_bytes());
    }
    fault
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::table;
    use crate::testing::Rig;

    #[test]
    fn what_is_left_out_is_not_there() {
        for (what, _, names) in LEFT_OUT {
            for name in names.split(' ') {
                let there = match name.split_once('|') {
                    None => table::find(name.as_bytes()).is_some(),
                    Some((family, sub)) => {
                        let family = table::find(family.as_bytes()).unwrap();
                        family.subcommand(sub.as_bytes()).is_some()
                    }
                };
                assert!(!name.is_empty() && !there, "{what}: {name}");
            }
        }
    }

    #[test]
    fn a_program_is_told_what_is_left_out_behind_what_redis_would_say() {
        let mut rig = Rig::new();
        rig.arrive("far", "127.0.0.1:40000", "127.0.0.1:6379");
        for (line, told) in [
            (
                "hset h f v",
                "ERR unknown command 'hset', with args beginning with: 'h' 'f' 'v' (not part of xtutor: hashes)",
            ),
            (
                "READONLY",
                "ERR unknown command 'READONLY', with args beginning with: (not part of xtutor: clusters)",
            ),
            (
                "FUNCTION load code",
                "ERR unknown subcommand 'load'. Try FUNCTION HELP. (not part of xtutor: scripts and functions)",
            ),
            (
                "FUNCTION nope",
                "ERR unknown subcommand 'nope'. Try FUNCTION HELP.",
            ),
            (
                "NOPE a",
                "ERR unknown command 'NOPE', with args beginning with: 'a' ",
            ),
        ] {
            assert_eq!(rig.run("far", line), format!("(error) {told}\n"));
        }
        // Whoever types is told so beside the reply.
        assert_eq!(
            rig.run("main", "HSET h"),
            "(error) ERR unknown command 'HSET', with args beginning with: 'h' \n"
        );
    }
}
