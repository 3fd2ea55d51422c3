//! A reply tree as the bytes that carry it, value by value: for those who want to see the protocol.

use super::out::{ClientId, Out, Protocol};
use super::reply::Reply;
use super::sink::Sink;

/// The bytes of `reply` in `protocol`, each value a piece of its own; an aggregate's piece is its first line.
pub fn as_sent(reply: &Reply, protocol: Protocol) -> Vec<Vec<u8>> {
    let client = ClientId(0);
    let mut out = Out::default();
    out.attach(client, Sink::bytes(protocol));
    out.select(client);
    let mut pieces = Vec::new();
    collect(reply, &mut out, client, &mut pieces);
    pieces
}

fn collect(reply: &Reply, out: &mut Out, client: ClientId, pieces: &mut Vec<Vec<u8>>) {
    match reply {
        Reply::Simple(text) => pieces.push(format!("+{text}\r\n").into_bytes()),
        Reply::Error(text) => out.error(text),
        Reply::Int(number) => out.int(*number),
        Reply::Bulk(bytes) => out.bulk(bytes),
        Reply::Verbatim(text) => out.verbatim(text),
        Reply::Nil => out.nil(),
        Reply::NilArray => out.nil_array(),
        Reply::Array(items) => out.array(items.len()),
        Reply::Set(items) => out.set(items.len()),
        Reply::Push(items) => out.push(items.len()),
        Reply::Map(pairs) => out.map(pairs.len()),
    }
    let written = out.bytes_mut(client).map(std::mem::take).unwrap_or_default();
    if !written.is_empty() {
        pieces.push(written);
    }
    for element in reply.elements() {
        collect(element, out, client, pieces);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(protocol: Protocol) -> Vec<String> {
        let reply = Reply::Array(vec![
            Reply::Map(vec![(Reply::bulk("a"), Reply::Int(-1))]),
            Reply::Simple("OK".to_owned()),
            Reply::Error(b"ERR no".to_vec()),
            Reply::Nil,
            Reply::NilArray,
            Reply::Array(Vec::new()),
        ]);
        let pieces = as_sent(&reply, protocol).into_iter();
        pieces.map(|piece| String::from_utf8(piece).unwrap()).collect()
    }

    #[test]
    fn each_value_is_a_piece_and_together_they_are_what_was_sent() {
        assert_eq!(
            text(Protocol::Resp3).concat(),
            "*6\r\n%1\r\n$1\r\na\r\n:-1\r\n+OK\r\n-ERR no\r\n_\r\n_\r\n*0\r\n"
        );
        assert_eq!(text(Protocol::Resp2)[6..], ["$-1\r\n", "*-1\r\n", "*0\r\n"]);
    }
}
