//! What was said of late in terminals and by clients of the network, with what came of it, and who came and went: a few
//! things, however many there are in a second. Words are made of it only when somebody looks (`tidings`).

use std::collections::VecDeque;

use super::guests::Reader;
use super::heard::{Came, Heard, Said, What, is_cut, is_wait, part};
use crate::command::Event;
use crate::lab::is_remote;
use crate::store::{Bytes, Millis};
use crate::wire::{Argv, ClientId, typed};

/// How many things are kept.
const KEPT: usize = 200;
/// How many words of a command, and how many bytes of a word.
const WORDS: usize = 16;
const BYTES: usize = 80;
/// How many events of a command.
const EVENTS: usize = 8;
/// How far back it is looked for what the same client said before: others may have spoken in between.
const BACK: usize = 64;

/// The last things, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    heard: VecDeque<Heard>,
    /// How many there were in all.
    pub total: u64,
    /// What was heard before so many of clients of the network is no news any more.
    stale: u64,
    /// The same for everybody: it was said of another state.
    old: u64,
}

impl Feed {
    /// What was heard, oldest first.
    pub fn heard(&self) -> impl DoubleEndedIterator<Item = &Heard> + ExactSizeIterator {
        self.heard.iter()
    }

    /// The command this client gave last, as it might have been typed, if it is remembered.
    pub(super) fn asked(&self, client: ClientId) -> Option<String> {
        let place = self.last(KEPT, |heard| heard.client == client)?;
        let What::Said(said) = &self.heard[place].what else {
            return None;
        };
        let line = typed(said.argv.as_argv());
        Some(if said.cut { format!("{line} …") } else { line })
    }

    /// What is news to `client`, newest first, when there had been `since` things already.
    pub(super) fn news(&self, client: ClientId, since: u64) -> impl Iterator<Item = &Heard> {
        let since = since.max(self.old);
        let new = self
            .heard
            .iter()
            .rev()
            .take_while(move |heard| heard.number > since);
        new.filter(move |heard| {
            let fresh = !is_remote(heard.client) || heard.number > self.stale;
            fresh && heard.client != client && heard.is_news()
        })
    }

    /// Whoever types has begun something of their own.
    pub(super) fn turn_away(&mut self) {
        self.stale = self.total;
    }

    /// What was heard until now is news to nobody.
    pub(super) fn nothing_is_news(&mut self) {
        self.old = self.total;
    }

    /// Something that is told nowhere: it only counts.
    pub(super) fn pass_over(&mut self) {
        self.total += 1;
    }

    /// Adds a command. The same again with the same coming of it is counted, not listed again.
    pub(super) fn said(
        &mut self,
        at: Millis,
        client: ClientId,
        terminal: Option<Bytes>,
        argv: Argv<'_>,
        mut came: Came,
    ) {
        came.events.truncate(EVENTS);
        let kept = part(argv, WORDS, BYTES);
        let said = Said {
            cut: is_cut(argv, WORDS, BYTES),
            argv: kept,
            came,
            times: 1,
            polled: false,
            more: 0,
        };
        self.add(at, client, terminal, What::Said(said));
    }

    /// Adds that a client of the network has come.
    pub(super) fn came(&mut self, at: Millis, client: ClientId, again: bool) {
        self.add(at, client, None, What::Came { again });
    }

    /// Adds that a client of the network is gone.
    pub(super) fn gone(&mut self, at: Millis, client: ClientId, holds: Vec<(Reader, usize)>) {
        self.wait_ended(at, &Event::Cancelled { client });
        self.add(at, client, None, What::Gone { holds });
    }

    /// A client was here so short that nobody need know.
    pub(super) fn only_passed(&mut self, client: ClientId) {
        self.pass_over();
        let came = |heard: &Heard| heard.client == client && matches!(heard.what, What::Came { .. });
        if let Some(at) = self.last(KEPT, came) {
            self.heard.remove(at);
        }
    }

    /// A wait has ended: what came of the command that waited is told with it.
    pub(super) fn wait_ended(&mut self, at: Millis, end: &Event) {
        let (Event::Woken { client }
        | Event::TimedOut { client }
        | Event::Cancelled { client }
        | Event::Failed { client, .. }) = end
        else {
            return;
        };
        let Some(place) = self.last(KEPT, |heard| heard.client == *client) else {
            return;
        };
        let Some(said) = self.heard[place].waiting() else {
            return;
        };
        // What a refusal is about may never have happened.
        let refused = matches!(end, Event::Failed { .. });
        said.came.events.retain(|event| !refused && !is_wait(event));
        said.came.events.push(end.clone());
        said.came.hint = None;
        // Who has woken whom is told where it was done.
        if matches!(end, Event::TimedOut { .. } | Event::Failed { .. })
            && let Some(heard) = self.heard.remove(place)
        {
            self.add(at, heard.client, heard.terminal, heard.what);
        }
    }

    fn add(&mut self, at: Millis, client: ClientId, terminal: Option<Bytes>, mut what: What) {
        self.total += 1;
        if let Some(place) = self.last(BACK, |heard| heard.client == client)
            && let (What::Said(said), What::Said(before)) = (&mut what, &mut self.heard[place].what)
            && said.is_like(before)
        {
            before.times += said.times;
            before.came.hint = before.came.hint.take().or(said.came.hint.take());
            // Who asks again and again in vain is no news again and again.
            if before.came.is_in_vain() {
                self.heard[place].at = at;
                return;
            }
            std::mem::swap(said, before);
            self.heard.remove(place);
        }
        if let Some(last) = self.heard.back_mut().filter(|last| last.client == client)
            && let (What::Said(said), What::Said(before)) = (&mut what, &mut last.what)
            && said.adds_like(before)
        {
            said.more += before.more + before.times;
            self.heard.pop_back();
        }
        if let What::Said(said) = &mut what
            && said.came.is_in_vain()
        {
            let before = self.heard.iter().rev().take(BACK);
            let mut before = before.filter(|heard| heard.client == client);
            said.polled = before.any(|heard| heard.asked_in_vain(said));
        }
        if self.heard.len() == KEPT {
            self.heard.pop_front();
        }
        self.heard.push_back(Heard {
            at,
            client,
            terminal,
            what,
            number: self.total,
        });
    }

    /// The place of the newest such thing among so many.
    fn last(&self, among: usize, wanted: impl Fn(&Heard) -> bool) -> Option<usize> {
        let newest = self.heard.iter().enumerate().rev().take(among);
        let mut fitting = newest.filter(|(_, heard)| wanted(heard));
        fitting.next().map(|(place, _)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Fault, WaitOn};
    use crate::store::EntryId;
    use crate::wire::ArgvBuf;

    const SHOP: ClientId = ClientId(1);
    const ALICE: ClientId = ClientId(1001);
    const BOB: ClientId = ClientId(1002);

    fn argv(line: &str) -> ArgvBuf {
        line.split(' ').collect()
    }

    fn came(events: Vec<Event>) -> Came {
        Came {
            events,
            ..Came::default()
        }
    }

    fn set() -> Came {
        let key = Bytes::from(&b"s"[..]);
        came(vec![Event::TextSet { key }])
    }

    fn nothing() -> Came {
        Came {
            answer: Some("(nil)"),
            ..Came::default()
        }
    }

    fn blocks(client: ClientId, deadline: Millis) -> Came {
        came(vec![Event::Blocked {
            client,
            on: WaitOn::Group,
            keys: vec![Bytes::from(&b"s"[..])],
            deadline: Some(deadline),
        }])
    }

    fn says(feed: &mut Feed, client: ClientId, line: &str, came: Came) {
        feed.said(0, client, None, argv(line).as_argv(), came);
    }

    /// Client, command and how often.
    fn told(feed: &Feed) -> Vec<String> {
        let words = |heard: &Heard| match &heard.what {
            What::Said(said) => {
                let words: Vec<_> = said.argv.as_argv().iter().map(String::from_utf8_lossy).collect();
                format!("{} {} x{}", heard.client.0, words.join(" "), said.times)
            }
            What::Came { .. } => format!("{} came", heard.client.0),
            What::Gone { .. } => format!("{} gone", heard.client.0),
        };
        feed.heard().map(words).collect()
    }

    #[test]
    fn of_terminals_only_what_moved_is_news_and_of_clients_also_what_went_wrong() {
        let mut feed = Feed::default();
        let failed = |client| {
            came(vec![Event::Failed {
                client,
                fault: Fault::new("ERR no"),
            }])
        };
        says(&mut feed, SHOP, "SET a 1", set());
        let since = feed.total;
        says(&mut feed, SHOP, "GET a", came(Vec::new()));
        says(&mut feed, SHOP, "NOPE", failed(SHOP));
        says(&mut feed, ALICE, "GET a", came(Vec::new()));
        says(&mut feed, ALICE, "NOPE", failed(ALICE));
        says(&mut feed, ALICE, "GET b", nothing());
        says(&mut feed, BOB, "SET b 1", set());
        let seen = |feed: &Feed, client, since| -> Vec<u64> {
            feed.news(client, since).map(Heard::number).collect()
        };
        assert_eq!(seen(&feed, ClientId(2), 0), [7, 6, 5, 1]);
        assert_eq!(seen(&feed, ClientId(2), since), [7, 6, 5]);
        // Who types has seen what clients did; what another terminal did is still news elsewhere.
        feed.turn_away();
        assert_eq!(seen(&feed, ClientId(2), 0), [1]);
        feed.nothing_is_news();
        assert_eq!(seen(&feed, ClientId(2), 0), []);
    }

    #[test]
    fn who_asks_again_in_vain_is_counted_beside_others_and_other_outcomes_are_not() {
        let mut feed = Feed::default();
        for _ in 0..3 {
            for client in [ALICE, BOB] {
                says(&mut feed, client, "XREADGROUP", nothing());
            }
        }
        says(&mut feed, ALICE, "XREADGROUP", set());
        says(&mut feed, ALICE, "XREADGROUP", nothing());
        assert_eq!(
            told(&feed),
            [
                "1001 XREADGROUP x3",
                "1002 XREADGROUP x3",
                "1001 XREADGROUP x1",
                "1001 XREADGROUP x1"
            ]
        );
        // That the queue is empty again each time is no news.
        let news: Vec<_> = feed.news(SHOP, 0).map(Heard::number).collect();
        assert_eq!(news, [7, 2, 1]);
    }

    #[test]
    fn a_wait_that_ends_in_vain_is_counted_with_those_before_it() {
        let mut feed = Feed::default();
        for round in 0..3 {
            says(&mut feed, ALICE, "XREADGROUP", blocks(ALICE, round));
            feed.wait_ended(round, &Event::TimedOut { client: ALICE });
        }
        says(&mut feed, ALICE, "XREADGROUP", blocks(ALICE, 9));
        assert_eq!(told(&feed), ["1001 XREADGROUP x3", "1001 XREADGROUP x1"]);
        let fault = Fault::new("UNBLOCKED no more");
        says(&mut feed, BOB, "SET a 1", set());
        feed.wait_ended(
            9,
            &Event::Failed {
                client: ALICE,
                fault: fault.clone(),
            },
        );
        let last = feed.heard().next_back().unwrap();
        assert_eq!((last.client, last.fault()), (ALICE, Some(&fault)));
        // However much others say meanwhile; and who is gone waits no longer.
        says(&mut feed, ALICE, "XREADGROUP", blocks(ALICE, 20));
        for number in 0..KEPT - 10 {
            says(&mut feed, SHOP, &format!("SET k {number}"), set());
        }
        feed.gone(20, ALICE, Vec::new());
        assert!(!feed.heard.iter_mut().any(|heard| heard.waiting().is_some()));
        let mut feed = Feed::default();
        // Nobody waits: there is nothing to end.
        says(&mut feed, BOB, "SET a 1", set());
        feed.wait_ended(9, &Event::TimedOut { client: BOB });
        assert_eq!(told(&feed), ["1002 SET a 1 x1"]);
    }

    #[test]
    fn what_is_added_in_a_row_is_one_thing_and_not_what_stands_between() {
        let mut feed = Feed::default();
        let added = |key: &str, number: u64| {
            came(vec![Event::Appended {
                key: key.as_bytes().into(),
                id: EntryId { ms: number, seq: 0 },
            }])
        };
        for number in 1..=9 {
            says(&mut feed, ALICE, &format!("XADD s {number}"), added("s", number));
        }
        says(&mut feed, ALICE, "XADD t 10", added("t", 10));
        says(&mut feed, BOB, "XADD t 11", added("t", 11));
        says(&mut feed, ALICE, "XADD t 12", added("t", 12));
        assert_eq!(
            told(&feed),
            [
                "1001 XADD s 9 x1",
                "1001 XADD t 10 x1",
                "1002 XADD t 11 x1",
                "1001 XADD t 12 x1"
            ]
        );
        let more = |heard: &Heard| match &heard.what {
            What::Said(said) => said.more,
            _ => 0,
        };
        assert_eq!(feed.heard().map(more).collect::<Vec<_>>(), [8, 0, 0, 0]);
    }

    #[test]
    fn passwords_are_left_out() {
        let mut feed = Feed::default();
        for line in [
            "AUTH default secret",
            "HELLO 3 AUTH default secret",
            "CONFIG SET requirepass secret",
        ] {
            says(&mut feed, ALICE, line, came(Vec::new()));
        }
        assert_eq!(
            told(&feed),
            [
                "1001 AUTH (redacted) (redacted) x1",
                "1001 HELLO 3 AUTH (redacted) (redacted) x1",
                "1001 CONFIG SET requirepass (redacted) x1"
            ]
        );
    }

    #[test]
    fn it_is_bounded_and_counts_repetitions() {
        let mut feed = Feed::default();
        for at in 0..2000 {
            says(&mut feed, ALICE, &format!("SET k {}", at / 2), set());
        }
        assert_eq!((feed.heard().len(), feed.total), (KEPT, 2000));
        assert_eq!(told(&feed).last().unwrap(), "1001 SET k 999 x2");
    }
}
