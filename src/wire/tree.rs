//! Replies as trees, built from the same calls that write bytes.

use super::reply::Reply;

/// What an aggregate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Array,
    Map,
    Push,
    Set,
}

/// Builds trees from the same calls that write bytes.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) whole: Vec<Reply>,
    pub(super) open: Vec<Frame>,
}

#[derive(Debug)]
pub(super) struct Frame {
    kind: Kind,
    /// Values still to come; `None` until it is closed by hand.
    left: Option<usize>,
    items: Vec<Reply>,
}

impl Tree {
    pub(super) fn value(&mut self, reply: Reply) {
        let Some(frame) = self.open.last_mut() else {
            return self.whole.push(reply);
        };
        frame.items.push(reply);
        if let Some(left) = &mut frame.left {
            *left -= 1;
            if *left == 0 {
                self.finish();
            }
        }
    }

    pub(super) fn begin(&mut self, kind: Kind, len: usize) {
        let values = if kind == Kind::Map { len * 2 } else { len };
        self.open.push(Frame {
            kind,
            left: Some(values),
            items: Vec::with_capacity(values.min(1024)),
        });
        if values == 0 {
            self.finish();
        }
    }

    pub(super) fn open(&mut self) -> usize {
        self.open.push(Frame {
            kind: Kind::Array,
            left: None,
            items: Vec::new(),
        });
        self.open.len() - 1
    }

    pub(super) fn close(&mut self, kind: Kind) {
        if let Some(frame) = self.open.last_mut() {
            frame.kind = kind;
        }
        self.finish();
    }

    fn finish(&mut self) {
        if let Some(frame) = self.open.pop() {
            self.value(match frame.kind {
                Kind::Array => Reply::Array(frame.items),
                Kind::Push => Reply::Push(frame.items),
                Kind::Set => Reply::Set(frame.items),
                Kind::Map => Reply::Map(pairs(frame.items)),
            });
        }
    }
}

fn pairs(items: Vec<Reply>) -> Vec<(Reply, Reply)> {
    let mut items = items.into_iter();
    std::iter::from_fn(|| Some((items.next()?, items.next()?))).collect()
}
