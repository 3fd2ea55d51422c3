//! The three ways a reply may be looked at: as redis-cli prints it, as a table, or as the bytes that were sent.

use super::scrollback::Kind;
use crate::assist;
use crate::wire::print::{Format, printed};
use crate::wire::{Protocol, Reply, as_sent, shown};

/// How replies are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReplyView {
    /// As redis-cli prints them.
    #[default]
    Cli,
    /// Entries, pending entries and information as tables; everything else as redis-cli prints it.
    Table,
    /// As the bytes that were sent, one value to a row.
    Resp,
}

impl ReplyView {
    /// Every view with its name.
    pub const ALL: [(ReplyView, &'static str); 3] = [
        (ReplyView::Cli, "cli"),
        (ReplyView::Table, "table"),
        (ReplyView::Resp, "resp"),
    ];

    /// The view with this name.
    pub fn named(name: &str) -> Option<ReplyView> {
        let found = ReplyView::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(view, _)| *view)
    }

    /// The one after this, round and round.
    #[must_use]
    pub fn next(self) -> ReplyView {
        match self {
            ReplyView::Cli => ReplyView::Table,
            ReplyView::Table => ReplyView::Resp,
            ReplyView::Resp => ReplyView::Cli,
        }
    }

    /// Its name, as `:view` takes it.
    pub fn name(self) -> &'static str {
        let named = ReplyView::ALL.iter().find(|(view, _)| *view == self);
        named.map_or("", |(_, name)| name)
    }

    /// What it does, as a sentence without its end.
    pub(super) fn words(self) -> &'static str {
        match self {
            ReplyView::Cli => "replies look as in redis-cli",
            ReplyView::Table => "entries, pending entries and XINFO come as tables",
            ReplyView::Resp => "replies come as the bytes that were sent",
        }
    }
}

/// A reply with what is needed to show it in any view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The reply.
    pub(super) reply: Reply,
    /// The full name of the command it answers, in capitals.
    pub(super) command: String,
    /// What the terminal spoke then.
    pub(super) protocol: Protocol,
}

impl Answer {
    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        size(&self.reply)
    }
}

fn size(reply: &Reply) -> usize {
    let own = match reply {
        Reply::Simple(text) => text.len(),
        Reply::Error(bytes) | Reply::Bulk(bytes) | Reply::Verbatim(bytes) => bytes.len(),
        _ => 0,
    };
    size_of::<Reply>() + own + reply.elements().into_iter().map(size).sum::<usize>()
}

/// The rows of a reply in this view.
pub(super) fn lines(answer: &Answer, view: ReplyView) -> Vec<(Kind, String)> {
    match view {
        ReplyView::Cli => as_in_redis_cli(&answer.reply),
        ReplyView::Table => match assist::table(&answer.command, &answer.reply) {
            Some(lines) => lines.into_iter().map(table_line).collect(),
            None => as_in_redis_cli(&answer.reply),
        },
        ReplyView::Resp => {
            let pieces = as_sent(&answer.reply, answer.protocol).into_iter();
            pieces.map(|piece| (Kind::Wire, shown(&piece))).collect()
        }
    }
}

fn table_line(line: assist::TableLine) -> (Kind, String) {
    let kind = if line.head { Kind::Head } else { Kind::Cells };
    (kind, line.text)
}

fn as_in_redis_cli(reply: &Reply) -> Vec<(Kind, String)> {
    let kind = if reply.is_error() {
        Kind::Failed
    } else {
        Kind::Reply
    };
    let printed = printed(reply, Format::Standard);
    let printed = printed.strip_suffix(b"\n").unwrap_or(&printed);
    let lines = printed.split(|byte| *byte == b'\n');
    lines.map(|line| (kind.clone(), shown(line))).collect()
}
