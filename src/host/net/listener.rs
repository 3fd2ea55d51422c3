//! The sockets that clients come to, and what is said when an address cannot be had.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use anyhow::{Result, anyhow};
use mio::net::{TcpListener, TcpStream};
use mio::{Interest, Registry, Token};
use rustix::net::sockopt;

use super::address::Wanted;
use super::options::NetOptions;

/// How many ports are tried for one that is free.
const TRIED: u16 = 100;

/// The sockets listened on.
#[derive(Debug)]
pub(crate) struct Listener {
    sockets: Vec<(TcpListener, SocketAddr)>,
}

impl Listener {
    /// Listens on `wanted`, or says what stands in the way and what would work; `command` is what somebody types before
    /// an address.
    pub(crate) fn open(wanted: Wanted, options: &NetOptions, command: &str) -> Result<Listener> {
        if is_here(wanted) {
            options.allow(wanted).map_err(|why| anyhow!(why))?;
        }
        bind(wanted).map_err(|(socket, error)| match error.kind() {
            ErrorKind::AddrInUse => {
                anyhow!("{socket} is taken, perhaps by a Redis{}", advice(wanted, command))
            }
            ErrorKind::PermissionDenied => {
                anyhow!(
                    "{socket} may not be listened on by you{}",
                    advice(wanted.at(6379), command)
                )
            }
            ErrorKind::AddrNotAvailable => {
                anyhow!("{socket} is not an address of this machine; 127.0.0.1 always is")
            }
            _ => anyhow!("cannot listen on {socket}: {error}"),
        })
    }

    /// Has `poll` report arrivals under the tokens from `first` on.
    pub(super) fn register(&mut self, registry: &Registry, first: usize) -> io::Result<()> {
        for (number, (socket, _)) in self.sockets.iter_mut().enumerate() {
            registry.register(socket, Token(first + number), Interest::READABLE)?;
        }
        Ok(())
    }

    /// Stops listening.
    pub(super) fn deregister(&mut self, registry: &Registry) {
        for (socket, _) in &mut self.sockets {
            // It is closed in a moment whatever happens here.
            let _ = registry.deregister(socket);
        }
    }

    /// How many sockets there are.
    pub(super) fn len(&self) -> usize {
        self.sockets.len()
    }

    /// The next client at this socket.
    pub(super) fn accept(&self, number: usize) -> io::Result<(TcpStream, SocketAddr)> {
        let (socket, from) = self.sockets[number].0.accept()?;
        if !from.ip().is_loopback() {
            ask_if_alive(&socket)?;
        }
        Ok((socket, from))
    }

    /// The addresses, as somebody would type them.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        self.sockets.iter().map(|(_, address)| *address).collect()
    }
}

/// Has the system ask after so long of silence whether the other machine is still there, as Redis does by default
/// (tcp-keepalive 300): one that has vanished says nothing, and would be waited for without end.
const SILENCE: Duration = Duration::from_mins(5);

fn ask_if_alive(socket: &TcpStream) -> io::Result<()> {
    sockopt::set_socket_keepalive(socket, true)?;
    sockopt::set_tcp_keepidle(socket, SILENCE)?;
    sockopt::set_tcp_keepintvl(socket, SILENCE / 3)?;
    sockopt::set_tcp_keepcnt(socket, 3)?;
    Ok(())
}

/// Whether the address is one of this machine's, as far as that can be told without letting anybody come to it.
fn is_here(wanted: Wanted) -> bool {
    let sockets = wanted.at(0).sockets();
    let elsewhere = |error: io::Error| error.kind() == ErrorKind::AddrNotAvailable;
    sockets
        .first()
        .is_none_or(|socket| !UdpSocket::bind(socket).is_err_and(elsewhere))
}

fn bind(wanted: Wanted) -> Result<Listener, (SocketAddr, io::Error)> {
    let mut sockets: Vec<(TcpListener, SocketAddr)> = Vec::new();
    for mut address in wanted.sockets() {
        // Any free port: the second socket takes the first one's.
        if let Some((_, first)) = sockets.first() {
            address.set_port(first.port());
        }
        let bound = TcpListener::bind(address).and_then(|socket| {
            let real = socket.local_addr()?;
            Ok((socket, real))
        });
        match bound {
            Ok(bound) => sockets.push(bound),
            // A machine without IPv6 still has the other.
            Err(error) if !sockets.is_empty() && error.kind() != ErrorKind::AddrInUse => {}
            Err(error) => return Err((address, error)),
        }
    }
    Ok(Listener { sockets })
}

fn advice(wanted: Wanted, command: &str) -> String {
    let after = wanted.port.max(1023);
    let mut ports = (1..=TRIED).filter_map(|step| after.checked_add(step));
    match ports.find(|port| bind(wanted.at(*port)).is_ok()) {
        Some(port) => format!("; {port} is free: {command}{port}"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_vanishes_without_a_word_is_noticed() {
        let door = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = std::net::TcpStream::connect(door.local_addr().unwrap()).unwrap();
        let socket = TcpStream::from_std(socket);
        assert!(!sockopt::socket_keepalive(&socket).unwrap());
        ask_if_alive(&socket).unwrap();
        assert!(sockopt::socket_keepalive(&socket).unwrap());
        assert_eq!(sockopt::tcp_keepidle(&socket).unwrap(), SILENCE);
    }
}
