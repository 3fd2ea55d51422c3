//! Replies read back from the bytes that were sent: for whoever listens to a server or to a client of one.

use std::io::{self, BufRead, Read as _};

use super::reply::Reply;

/// The next reply. An error at the end, and where something else than a reply stands.
pub fn read_reply(from: &mut impl BufRead) -> io::Result<Reply> {
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line)?;
    let line = line.strip_suffix(b"\r\n").unwrap_or(&line);
    let (sign, rest) = line.split_first().ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the server has closed the connection",
        )
    })?;
    let text = String::from_utf8_lossy(rest).into_owned();
    let number = text.parse::<i64>();
    Ok(match (sign, number) {
        (b'+', _) => Reply::Simple(text),
        (b'-', _) => Reply::Error(rest.to_vec()),
        (b':', Ok(number)) => Reply::Int(number),
        (b'_', _) | (b'$', Ok(-1)) => Reply::Nil,
        (b'*', Ok(-1)) => Reply::NilArray,
        (b'$', Ok(length)) => Reply::Bulk(bulk(from, length)?),
        (b'=', Ok(length)) => {
            let text = bulk(from, length)?;
            // Behind `txt:`.
            Reply::Verbatim(text.get(4..).unwrap_or_default().to_vec())
        }
        (b'*', Ok(length)) => Reply::Array(several(from, length)?),
        (b'~', Ok(length)) => Reply::Set(several(from, length)?),
        (b'>', Ok(length)) => Reply::Push(several(from, length)?),
        (b'%', Ok(length)) => {
            let pairs = (0..length).map(|_| Ok((read_reply(from)?, read_reply(from)?)));
            Reply::Map(pairs.collect::<io::Result<_>>()?)
        }
        _ => {
            return Err(io::Error::other(format!(
                "the server says what is no RESP: {text}"
            )));
        }
    })
}

fn several(from: &mut impl BufRead, length: i64) -> io::Result<Vec<Reply>> {
    (0..length).map(|_| read_reply(from)).collect()
}

fn bulk(from: &mut impl BufRead, length: i64) -> io::Result<Vec<u8>> {
    let length = u64::try_from(length).unwrap_or(0);
    let mut bytes = Vec::new();
    // Not more is made room for than comes.
    from.take(length.saturating_add(2)).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length.saturating_add(2) {
        return Err(io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the reply ends early",
        ));
    }
    bytes.truncate(bytes.len() - 2);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Protocol, as_sent};

    #[test]
    fn what_was_sent_is_read_back() {
        let text = |text: &str| Reply::Bulk(text.into());
        let simple = Reply::Simple("OK".to_owned());
        let replies = [
            Reply::Error(b"ERR no \t".to_vec()),
            Reply::Array(vec![
                text("a\r\nb"),
                Reply::Int(-5),
                Reply::Nil,
                Reply::Array(Vec::new()),
            ]),
            Reply::Map(vec![(text("k"), simple)]),
            Reply::Set(vec![text("")]),
            Reply::Push(vec![text("message")]),
            Reply::Verbatim(b"lines\n".to_vec()),
        ];
        for reply in replies {
            let sent = as_sent(&reply, Protocol::Resp3).concat();
            assert_eq!(read_reply(&mut sent.as_slice()).unwrap(), reply);
        }
        assert!(read_reply(&mut &b""[..]).is_err() && read_reply(&mut &b"?\r\n"[..]).is_err());
        assert!(read_reply(&mut &b"$9223372036854775807\r\nx\r\n"[..]).is_err());
    }
}
