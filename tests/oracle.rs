//! Random command lists against real redis-servers: every reply must be the same. Where no server is installed the
//! tests say so and pass, unless `XTUTOR_REQUIRE_SERVERS` is set.
//!
//! `XTUTOR_REDIS_8` names a redis-server 8.0 program; `XTUTOR_ORACLE_LISTS` says how many lists to try.

#[path = "support/oracle.rs"]
mod compared;
#[path = "support/random.rs"]
mod random;

use compared::{Comparison, Server, shrink};
use random::random_list;
use xtutor::wire::Protocol;

const COMMANDS: usize = 60;

fn lists() -> u64 {
    std::env::var("XTUTOR_ORACLE_LISTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(100)
}

fn compare(server: Option<Server>) {
    let Some(mut server) = server else { return };
    let start: u64 = std::env::var("XTUTOR_ORACLE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    for seed in start..start + lists() {
        let list = random_list(seed, COMMANDS);
        let protocol = if seed % 4 == 0 {
            Protocol::Resp3
        } else {
            Protocol::Resp2
        };
        if Comparison::run(&mut server, &list, protocol).is_err() {
            let list = shrink(list, |shorter| {
                Comparison::run(&mut server, shorter, protocol).is_err()
            });
            let difference =
                Comparison::run(&mut server, &list, protocol).expect_err("it differed a moment ago");
            panic!("list {seed} differs ({protocol:?}):\n{difference}");
        }
    }
}

#[test]
fn random_lists_answer_as_redis_8_does() {
    compare(Server::start("8.0"));
}
