//! How a busy server sleeps: not at once. To be woken costs more than to look a few times whether something has come, and
//! whoever has been answered soon asks again. Where hardly anything comes it is asleep nearly always, and when nothing
//! does, always.

use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;

use mio::{Events, Poll};

/// How often it looks at least, after something came: about 5 µs.
const FEWEST: u32 = 16;
/// How often it looks while that is worth it: about 15 µs. More is answered sooner still, for more work than it saves.
const MOST: u32 = 48;
/// Whoever has much to read asks again later: it looks once more for every so many bytes that were sent.
const BYTES: usize = 16;
/// How often it looks at most, however much is read: about 60 µs.
const LONGEST: u32 = 192;

/// How often it is worth looking before going to sleep.
#[derive(Debug)]
pub(super) struct Sleep {
    looks: u32,
    alone: bool,
}

impl Sleep {
    /// Where there is one processor alone, whoever could say something can only do it while others sleep.
    pub(super) fn new() -> Sleep {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Sleep {
            looks: FEWEST,
            alone: processors == 1,
        }
    }

    /// Waits until something comes, or for `wait`. What came before is still in `events`, and `sent` bytes were the answer.
    pub(super) fn until(
        &mut self,
        poll: &mut Poll,
        events: &mut Events,
        wait: Option<Duration>,
        sent: usize,
    ) -> io::Result<()> {
        if !self.alone && !events.is_empty() && wait != Some(Duration::ZERO) {
            let more = u32::try_from(sent / BYTES).unwrap_or(LONGEST);
            let most = MOST.saturating_add(more).min(LONGEST);
            for _ in 0..self.looks.min(most) {
                look(poll, events, Some(Duration::ZERO))?;
                if !events.is_empty() {
                    self.looks = (self.looks * 2).min(most);
                    return Ok(());
                }
            }
            self.looks = (self.looks - self.looks / 4).max(FEWEST);
        }
        look(poll, events, wait)
    }
}

fn look(poll: &mut Poll, events: &mut Events, wait: Option<Duration>) -> io::Result<()> {
    match poll.poll(events, wait) {
        Err(error) if error.kind() != ErrorKind::Interrupted => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use mio::{Token, Waker};

    use super::*;

    #[test]
    fn it_looks_as_often_as_it_was_worth_it() {
        let mut poll = Poll::new().unwrap();
        let waker = Waker::new(poll.registry(), Token(0)).unwrap();
        let mut events = Events::with_capacity(8);
        let mut sleep = Sleep {
            looks: FEWEST,
            alone: false,
        };
        let soon = Some(Duration::from_millis(1));
        let mut seen = Vec::new();
        let few = [true, true, true, false, false, true, false].map(|comes| (comes, 2));
        let many = [true, true, true].map(|comes| (comes, 1000));
        for (comes, sent) in few.into_iter().chain(many).chain([(true, 1_000_000); 3]) {
            if comes {
                waker.wake().unwrap();
            }
            sleep.until(&mut poll, &mut events, soon, sent).unwrap();
            assert_eq!(!events.is_empty(), comes);
            seen.push(sleep.looks);
        }
        // The first time it is asleep already, and so it is after nothing came.
        assert_eq!(seen, [16, 32, 48, 36, 36, 36, 27, 27, 54, 108, 192, 192, 192]);
    }
}
