//! Any bytes from a socket, chopped anywhere: the same requests come out as from the whole, every one moves on, and
//! every place named is one of the bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xtutor::wire::{ArgvBuf, Limits, Request, RequestFault, Requests};

/// What came of a request, owned.
#[derive(Debug, PartialEq)]
enum Seen {
    Command(ArgvBuf),
    Line(Vec<u8>),
    Fault(RequestFault),
}

fn fed(bytes: &[u8], piece: usize, limits: Limits) -> Vec<Seen> {
    let mut requests = Requests::default();
    let (mut seen, mut start, mut here) = (Vec::new(), 0, 0);
    loop {
        match requests.next(&bytes[start..here], limits) {
            Ok(Request::Partial) if here == bytes.len() => return seen,
            Ok(Request::Partial) => here = (here + piece).min(bytes.len()),
            Ok(Request::Nothing { end }) => start += moved(end),
            Ok(Request::Command { end }) => {
                seen.push(Seen::Command(requests.argv(&bytes[start..here]).to_owned()));
                start += moved(end);
            }
            Ok(Request::Inline { line, end }) => {
                seen.push(Seen::Line(bytes[start..here][line].to_vec()));
                start += moved(end);
            }
            Err(fault) => {
                assert!(fault.text().starts_with(b"ERR Protocol error: "));
                seen.push(Seen::Fault(fault));
                return seen;
            }
        }
        assert!(start <= here, "no request ends beyond the bytes");
    }
}

fn moved(end: usize) -> usize {
    assert!(end > 0, "a request takes bytes");
    end
}

fuzz_target!(|data: &[u8]| {
    let [first, bytes @ ..] = data else { return };
    let limits = Limits {
        bulk: 1 << 20,
        stranger: first & 1 == 1,
    };
    let whole = fed(bytes, bytes.len().max(1), limits);
    let chopped = fed(bytes, usize::from(first >> 1) % 16 + 1, limits);
    assert_eq!(whole, chopped);
});
