//! All clients by number. Whoever speaks is looked for once and found at once from then on, because every command asks
//! about its own client several times.

use super::client::Client;
use crate::wire::ClientId;

/// The clients.
#[derive(Clone, Debug, Default)]
pub(super) struct Clients {
    /// Ordered by number; boxed, so that one who leaves moves only pointers.
    list: Vec<(ClientId, Box<Client>)>,
    /// The place of whoever was turned to last. Only a guess: others may have come and gone.
    speaker: usize,
}

impl Clients {
    /// Looks for whoever speaks next; `false` if there is no such client, or none that is heard any more.
    pub(super) fn turn_to(&mut self, client: ClientId) -> bool {
        let Ok(at) = self.find(client) else {
            return false;
        };
        self.speaker = at;
        !self.list[at].1.closed
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, client: ClientId) -> Option<&Client> {
        self.find(client).ok().map(|at| &*self.list[at].1)
    }

    pub(super) fn get_mut(&mut self, client: ClientId) -> Option<&mut Client> {
        self.find(client).ok().map(|at| &mut *self.list[at].1)
    }

    /// Puts a client there, in the place of the one with its number if there is one.
    pub(super) fn insert(&mut self, id: ClientId, client: Client) {
        let client = (id, Box::new(client));
        match self.find(id) {
            Ok(at) => self.list[at] = client,
            Err(at) => self.list.insert(at, client),
        }
    }

    pub(super) fn remove(&mut self, client: ClientId) -> Option<Client> {
        let at = self.find(client).ok()?;
        Some(*self.list.remove(at).1)
    }

    /// All of them, in the order of their numbers.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (ClientId, &Client)> {
        self.list.iter().map(|(id, client)| (*id, &**client))
    }

    /// The numbers, in order.
    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = ClientId> {
        self.list.iter().map(|(id, _)| *id)
    }

    /// Where a client is, or where it would go.
    fn find(&self, client: ClientId) -> Result<usize, usize> {
        match self.list.get(self.speaker) {
            Some((id, _)) if *id == client => Ok(self.speaker),
            _ => self.list.binary_search_by_key(&client, |(id, _)| *id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_that_is_out_of_date_finds_the_right_one_all_the_same() {
        let named = |name: &str| {
            let mut client = Client::default();
            client.name = Some(name.into());
            client
        };
        let mut clients = Clients::default();
        for (id, name) in [(5, "e"), (1, "a"), (3, "c")] {
            clients.insert(ClientId(id), named(name));
        }
        assert!(clients.turn_to(ClientId(5)) && !clients.turn_to(ClientId(4)));
        clients.remove(ClientId(1));
        clients.insert(ClientId(3), named("c again"));
        let seen: Vec<_> = (1..6)
            .map(|id| clients.get(ClientId(id)).and_then(|client| client.name.clone()))
            .collect();
        let expected = [None, None, Some("c again".into()), None, Some("e".into())];
        assert_eq!(seen, expected);
        assert!(clients.ids().eq([ClientId(3), ClientId(5)]));
    }
}
