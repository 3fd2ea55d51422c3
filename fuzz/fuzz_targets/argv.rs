//! Any arguments to any command, as RESP2 and as RESP3, in every profile. Two engines take the same steps: one writes
//! RESP bytes, the other trees. The bytes must be as many whole values as there are trees, and the laws must hold.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xtutor::command::Turn;
use xtutor::command::Version;
use xtutor::engine::{Engine, Input};
use xtutor::wire::{ClientId, Out, Protocol, Sink};
use xtutor_fuzz::{breach, command, lines, manner, values};

const CLIENTS: [ClientId; 2] = [ClientId(1), ClientId(2)];
const MOST: usize = 64;

struct Side {
    engine: Engine,
    out: Out,
}

impl Side {
    fn new(profile: Version, protocol: Protocol, sink: fn(Protocol) -> Sink) -> Side {
        let mut side = Side {
            engine: Engine::default(),
            out: Out::default(),
        };
        side.engine.set_profile(profile);
        side.engine.set_protocol(protocol);
        for client in CLIENTS {
            side.out.attach(client, sink(protocol));
            side.step(Input::Connect(client), 0);
        }
        side
    }

    fn step(&mut self, input: Input<'_>, now: i64) {
        let mut turn = Turn {
            now,
            out: &mut self.out,
            events: None,
        };
        self.engine.step(input, &mut turn);
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let (profile, protocol) = manner(*first);
    let mut bytes = Side::new(profile, protocol, Sink::bytes);
    let mut trees = Side::new(profile, protocol, Sink::tree);
    for (at, line) in lines(rest).iter().take(MOST).enumerate() {
        let argv = command(line);
        let now = 1000 + at as i64 * 100;
        // Whoever waits is spoken past; when both wait, one gives up.
        let free = CLIENTS
            .into_iter()
            .find(|client| bytes.engine.waiter(*client).is_none());
        let input = match free {
            Some(client) => Input::Command(client, argv.as_argv()),
            None => Input::Cancel(CLIENTS[at % 2]),
        };
        bytes.step(input, now);
        trees.step(input, now);
        for client in CLIENTS {
            let said = trees.out.take(client).len();
            let written = bytes
                .out
                .bytes_mut(client)
                .map(std::mem::take)
                .unwrap_or_default();
            assert_eq!(values(&written), Some(said), "{}", written.escape_ascii());
        }
    }
    assert_eq!(breach(&bytes.engine), None);
});
