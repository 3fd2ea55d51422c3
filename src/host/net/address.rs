//! Where to listen: an address as somebody writes it, and the sockets it means.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// Redis's own port.
const PORT: u16 = 6379;

/// An address to listen on. Written `6380`, `127.0.0.1`, `[::1]:6380`, `localhost:6380`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// `None`: on loopback, both the old way and the new.
    host: Option<IpAddr>,
    /// 0: any that is free.
    pub(super) port: u16,
}

impl Default for Wanted {
    fn default() -> Self {
        Wanted {
            host: None,
            port: PORT,
        }
    }
}

impl Wanted {
    /// Whether only programs of this machine can reach it.
    pub(super) fn is_loopback(self) -> bool {
        self.host.is_none_or(|host| host.is_loopback())
    }

    /// The same at another port.
    pub(super) fn at(self, port: u16) -> Wanted {
        Wanted { port, ..self }
    }

    /// The sockets it means; those after the first are welcome and not needed.
    pub(super) fn sockets(self) -> Vec<SocketAddr> {
        match self.host {
            Some(host) => vec![SocketAddr::new(host, self.port)],
            None => vec![
                SocketAddr::new(Ipv4Addr::LOCALHOST.into(), self.port),
                SocketAddr::new(Ipv6Addr::LOCALHOST.into(), self.port),
            ],
        }
    }
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Wanted, String> {
        let fault = || {
            format!(
                "'{text}' is no address: write a port (6380), an address (127.0.0.1), or both (127.0.0.1:6380)"
            )
        };
        let host = |host: &str| match host.trim_start_matches('[').trim_end_matches(']') {
            "localhost" => Ok(None),
            host => host.parse().map(Some).map_err(|_| fault()),
        };
        let port = |port: &str| match port.parse() {
            Ok(port) => Ok(port),
            Err(_) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(format!("'{port}' is no port: they end at 65535"))
            }
            Err(_) => Err(fault()),
        };
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Wanted {
                host: None,
                port: port(text)?,
            });
        }
        if let Ok(whole) = host(text) {
            return Ok(Wanted {
                host: whole,
                port: PORT,
            });
        }
        let (name, number) = text.rsplit_once(':').ok_or_else(fault)?;
        Ok(Wanted {
            host: host(name)?,
            port: port(number)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_in_many_ways() {
        let cases = [
            ("6380", "127.0.0.1:6380 [::1]:6380"),
            ("127.0.0.1", "127.0.0.1:6379"),
            ("localhost", "127.0.0.1:6379 [::1]:6379"),
            ("localhost:7", "127.0.0.1:7 [::1]:7"),
            ("[::1]:6380", "[::1]:6380"),
            ("::1", "[::1]:6379"),
            ("0.0.0.0:1", "0.0.0.0:1"),
        ];
        for (text, wanted) in cases {
            let sockets = text.parse::<Wanted>().unwrap().sockets();
            let sockets: Vec<String> = sockets.iter().map(ToString::to_string).collect();
            assert_eq!(sockets.join(" "), wanted, "{text}");
        }
        for text in ["", "nowhere", "127.0.0.1:x", "localhost:70000"] {
            assert!(text.parse::<Wanted>().is_err(), "{text}");
        }
        let fault = "70000".parse::<Wanted>().unwrap_err();
        assert_eq!(fault, "'70000' is no port: they end at 65535");
        assert_eq!("localhost:70000".parse::<Wanted>().unwrap_err(), fault);
        assert!(!"0.0.0.0".parse::<Wanted>().unwrap().is_loopback());
        assert!("127.0.0.9".parse::<Wanted>().unwrap().is_loopback());
    }
}
