//! Entries as a table: ID, fields, and what became of each in the chosen group.

use unicode_width::UnicodeWidthStr;

use crate::app::Mark;
use crate::lab::{EntryRow, Fate, StreamScene};
use crate::store::Bytes;
use crate::tui::columns::Columns;
use crate::tui::fate::{self, Words};
use crate::tui::ink::{self, Ink, blanks};
use crate::tui::marked;
use crate::tui::theme::{Role, Signs};

/// What stands in the place of the fields of an entry that is gone.
const GHOST: &str = "deleted, still pending";

/// How the columns of this window are laid out.
pub(super) struct Table<'a> {
    id: usize,
    columns: Columns,
    /// How wide the fields are, or what stands in their place.
    fields: usize,
    words: Words,
    gap: usize,
    signs: &'a Signs,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        stream: &StreamScene,
        entries: &[(&EntryRow, bool)],
        width: usize,
        shift: usize,
        signs: &'a Signs,
    ) -> Table<'a> {
        let gap = if width < 60 { 2 } else { 3 };
        let rows = entries.iter().map(|(row, _)| *row);
        let id = rows
            .clone()
            .map(|row| row.id.to_string().len())
            .max()
            .unwrap_or(0)
            .max(2);
        let left = width.saturating_sub(marked::WIDTH + id + gap);
        let words = fitting_words(stream, left, signs);
        let fates = rows.clone().map(|row| fate::ink(&row.fate, words, signs).width());
        let fates = fates.max().unwrap_or(0);
        let room = left.saturating_sub(if fates > 0 { fates + gap } else { 0 });
        let ghosts = rows.clone().any(|row| row.fields.is_none());
        let columns = Columns::new(rows, room, gap, shift, signs);
        Table {
            id,
            fields: columns
                .width()
                .max(if ghosts { GHOST.width().min(room) } else { 0 }),
            columns,
            words,
            gap,
            signs,
        }
    }

    /// The headings; over the fates stands whose they are, and for one command whose they were before.
    pub(super) fn head(&self, stream: &StreamScene, before: Option<&Bytes>, width: usize) -> Ink {
        let ids = Ink::of(Role::Head, "ID").padded(self.id);
        let mut ink = Ink::of(Role::Text, blanks(marked::WIDTH));
        ink.append(ids);
        ink.push(Role::Text, blanks(self.gap));
        ink.append(self.columns.head().padded(self.fields));
        if let Some(group) = stream.group() {
            ink.push(Role::Text, blanks(self.gap));
            let name = ink::named(&group.name, 24, self.signs.cut);
            let Some(before) = before.filter(|before| **before != group.name) else {
                return ink.then(Role::Group, name);
            };
            let before = format!(" (was {})", ink::named(before, 24, self.signs.cut));
            ink.push(Role::Changed, format!("{} ", self.signs.moved));
            ink.push(Role::Group, name);
            if ink.width() + before.width() <= width {
                ink.push(Role::Changed, before);
            }
        }
        ink
    }

    pub(super) fn row(&self, entry: &EntryRow, cursor: bool, mark: Option<Mark>, removed: bool) -> Ink {
        let mut ink = marked::sign(cursor, mark, self.signs);
        let role = match (removed, &entry.fields) {
            (true, _) => Role::Removed,
            (_, None) => Role::Ghost,
            _ => Role::Text,
        };
        let id = match role {
            _ if cursor => Role::Chosen,
            Role::Text => Role::Id,
            role => role,
        };
        ink.append(Ink::of(id, entry.id.to_string()).padded(self.id));
        ink.push(Role::Text, blanks(self.gap));
        let fields = if entry.fields.is_none() {
            Ink::of(role, ink::clip(GHOST, self.fields, self.signs.cut))
        } else {
            self.columns.row(entry, role)
        };
        ink.append(fields.padded(self.fields));
        if removed {
            return ink.then(Role::Quiet, format!("{}gone", " ".repeat(self.gap)));
        }
        let fate = fate::ink(&entry.fate, self.words, self.signs);
        if !fate.is_empty() {
            ink.push(Role::Text, blanks(self.gap));
            ink.append(fate);
        }
        ink
    }
}

/// As many words about fates as leave half of the room to the fields.
fn fitting_words(stream: &StreamScene, room: usize, signs: &Signs) -> Words {
    let widest = |words: Words| {
        let fates = stream.entries.iter().map(|row| &row.fate);
        fates
            .filter(|fate| **fate != Fate::NoGroup)
            .map(|fate| fate::ink(fate, words, signs).width())
            .max()
            .unwrap_or(0)
    };
    [Words::All, Words::Name]
        .into_iter()
        .find(|words| widest(*words) * 5 <= room * 2)
        .unwrap_or(Words::Sign)
}
