//! Where one client's replies are kept until somebody takes them: as bytes or as trees.

use super::out::{Copy, Protocol};
use super::tree::Tree;

/// One client's end of the line.
#[derive(Debug)]
pub struct Sink {
    pub(super) protocol: Protocol,
    pub(super) form: Form,
    /// Of the same kind: what is to follow the reply that is being written.
    pub(super) behind: Form,
    /// It stands among those that something may have been written to.
    pub(super) fresh: bool,
    /// What is kept for somebody who listens too.
    pub(super) copy: Option<Box<Copy>>,
    /// How many bytes it may hold.
    pub(super) most: usize,
    /// It held more: nothing is written to it any more, and it is to be closed.
    pub(super) full: bool,
}

#[derive(Debug)]
pub(super) enum Form {
    Bytes(Vec<u8>),
    Tree(Tree),
}

impl Form {
    pub(super) fn len(&self) -> usize {
        match self {
            Form::Bytes(bytes) => bytes.len(),
            Form::Tree(_) => 0,
        }
    }
}

impl Sink {
    /// Collects replies as trees.
    pub fn tree(protocol: Protocol) -> Sink {
        Sink {
            protocol,
            form: Form::Tree(Tree::default()),
            behind: Form::Tree(Tree::default()),
            fresh: false,
            copy: None,
            most: usize::MAX,
            full: false,
        }
    }

    /// Collects replies as RESP bytes.
    pub fn bytes(protocol: Protocol) -> Sink {
        Sink {
            protocol,
            form: Form::Bytes(Vec::new()),
            behind: Form::Bytes(Vec::new()),
            fresh: false,
            copy: None,
            most: usize::MAX,
            full: false,
        }
    }
}
