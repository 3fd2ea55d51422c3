//! What is looked at in a stream's place: a list's elements, a string's value, a channel's or pattern's listeners.

use super::{Name, View, keys};
use crate::lab::Lab;
use crate::store::{Bytes, Listen, Millis, Value};
use crate::wire::ClientId;

/// Something that is no stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherScene {
    /// What it is called.
    pub name: Name,
    /// `list`, `string`, `channel`, `shard` or `pattern`.
    pub kind: &'static str,
    /// How many elements, bytes or listeners it has.
    pub size: u64,
    /// When it goes by itself, in so many ms from now.
    pub expires: Option<Millis>,
    /// The place of the first visible row, counted from 0.
    pub top: u64,
    /// The visible elements, parts of the value, or listeners by name.
    pub rows: Vec<Bytes>,
    /// Which of them is under the cursor.
    pub cursor: Option<usize>,
}

/// How many bytes of a string stand in one row.
pub const CHUNK: usize = 64;

impl Lab {
    pub(super) fn other_scene(&self, view: &View, name: &Name, now: Millis) -> Option<OtherScene> {
        match name.listen() {
            None => self.value_scene(view, name.bytes(), now),
            Some(listen) => self.channel_scene(view, listen, name),
        }
    }

    fn value_scene(&self, view: &View, key: &Bytes, now: Millis) -> Option<OtherScene> {
        let db = self.engine().db(view.db);
        let expires = db.deadline_of(key).map(|at| at - now);
        let name = Name::Key(key.clone());
        let value = db.get(key)?;
        let scene = match value {
            Value::Stream(_) => return None,
            Value::List(list) => {
                let (top, cursor) = place(view, list.len());
                let to = top + view.entries.rows as u64;
                let elements = list.range(top as i64, to as i64 - 1).cloned();
                (list.len(), top, cursor, elements.collect())
            }
            Value::Text(text) | Value::Grown(text) => {
                let (top, cursor) = place(view, text.len().div_ceil(CHUNK));
                let parts = text.chunks(CHUNK).skip(top as usize).take(view.entries.rows);
                (text.len(), top, cursor, parts.map(Bytes::from).collect())
            }
        };
        let (size, top, cursor, rows) = scene;
        Some(OtherScene {
            name,
            kind: value.type_name(),
            size: size as u64,
            expires,
            top,
            rows,
            cursor,
        })
    }

    fn channel_scene(&self, view: &View, listen: Listen, name: &Name) -> Option<OtherScene> {
        let listeners = self.engine().channels().listeners_of(listen, name.bytes())?;
        let (top, cursor) = place(view, listeners.len());
        let shown = listeners.iter().skip(top as usize).take(view.entries.rows);
        let called = |client: &u64| {
            let terminals = self.terminals().iter();
            let terminal = terminals.rev().find(|terminal| terminal.client.0 == *client);
            let remote = || self.engine().called(ClientId(*client));
            terminal
                .map(|terminal| Bytes::from(terminal.name.as_str()))
                .or_else(remote)
                .unwrap_or_else(|| Bytes::from(format!("client {client}").as_str()))
        };
        Some(OtherScene {
            name: name.clone(),
            kind: keys::kind(listen),
            size: listeners.len() as u64,
            expires: None,
            top,
            rows: shown.map(called).collect(),
            cursor,
        })
    }
}

/// Where the window stands on a list of so many rows, and which of its rows is under the cursor.
fn place(view: &View, len: usize) -> (u64, Option<usize>) {
    let rows = view.entries.rows.max(1);
    let last = len.saturating_sub(1);
    let most = len.saturating_sub(rows);
    let cursor = view.place.cursor.map(|at| at.min(last));
    let mut top = view.place.top.min(most);
    if let Some(cursor) = cursor {
        top = top.clamp((cursor + 1).saturating_sub(rows), cursor);
    }
    (top as u64, cursor.map(|cursor| cursor - top))
}
