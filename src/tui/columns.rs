//! Entries as a table: a column per field where the visible entries have much the same fields, else `field=value`.
//! Only widths and cutting; what the rows mean is the stream pane's matter.

use unicode_width::UnicodeWidthStr;

use super::ink::{Ink, clip, shown_part};
use super::theme::Role;
use crate::lab::EntryRow;

/// No column is squeezed below this while another can give.
const LEAST: usize = 4;
/// With more fields than this a table would be all headings.
const MOST: usize = 12;

/// How the fields of the visible entries are laid out.
pub(super) struct Columns {
    /// The fields that have a column; `None` where a table would not do.
    names: Option<Vec<Vec<u8>>>,
    widths: Vec<usize>,
    gap: usize,
    cut: &'static str,
}

impl Columns {
    /// A layout for these rows in `room` columns.
    pub(super) fn new<'a>(
        rows: impl Iterator<Item = &'a EntryRow> + Clone,
        room: usize,
        gap: usize,
        cut: &'static str,
    ) -> Columns {
        let names = shared_names(rows.clone());
        let mut columns = Columns {
            widths: Vec::new(),
            names,
            gap,
            cut,
        };
        let cells: Vec<Vec<String>> = rows.map(|row| columns.cells(row, room)).collect();
        let heads: Vec<usize> = columns.heads().iter().map(|name| name.width()).collect();
        let count = cells.iter().map(Vec::len).max().unwrap_or(0).max(heads.len());
        columns.widths = (0..count)
            .map(|at| {
                let widest = cells
                    .iter()
                    .filter_map(|row| row.get(at))
                    .map(|cell| cell.width())
                    .max();
                widest.unwrap_or(0).max(heads.get(at).copied().unwrap_or(0))
            })
            .collect();
        columns.squeeze(room);
        columns
    }

    /// How many columns the table takes.
    pub(super) fn width(&self) -> usize {
        let gaps = self.widths.len().saturating_sub(1) * self.gap;
        self.widths.iter().sum::<usize>() + gaps
    }

    /// The headings.
    pub(super) fn head(&self) -> Ink {
        self.line(&self.heads(), Role::Head)
    }

    fn heads(&self) -> Vec<String> {
        let names = self.names.iter().flatten();
        names
            .map(|name| shown_part(name, 24).trim_end().to_owned())
            .collect()
    }

    /// The fields of an entry.
    pub(super) fn row(&self, row: &EntryRow, role: Role) -> Ink {
        self.line(&self.cells(row, self.width()), role)
    }

    fn line(&self, cells: &[String], role: Role) -> Ink {
        let mut ink = Ink::default();
        for (at, width) in self.widths.iter().enumerate() {
            if at > 0 {
                ink.push(Role::Text, " ".repeat(self.gap));
            }
            let cell = cells.get(at).map_or("", String::as_str);
            ink.append(Ink::of(role, clip(cell.trim_end(), *width, self.cut)).padded(*width));
        }
        ink
    }

    fn cells(&self, row: &EntryRow, room: usize) -> Vec<String> {
        let Some(fields) = &row.fields else {
            return Vec::new();
        };
        if let Some(names) = &self.names {
            let value = |name: &Vec<u8>| fields.iter().find(|(own, _)| own == name);
            let cells = names
                .iter()
                .map(|name| value(name).map_or(String::new(), |(_, value)| shown_part(value, room)));
            return cells.collect();
        }
        let pairs = fields.iter().take(room / 2 + 1);
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{}={}", shown_part(name, room), shown_part(value, room)))
            .collect();
        vec![pairs.join("  ")]
    }

    /// Takes from the widest column until everything fits; columns that still find no room are left out.
    fn squeeze(&mut self, room: usize) {
        while self.width() > room {
            let widest = self.widths.iter_mut().max_by_key(|width| **width);
            match widest {
                Some(width) if *width > LEAST => *width -= 1,
                _ => {
                    if self.widths.pop().is_none() {
                        return;
                    }
                }
            }
        }
    }
}

/// The fields of all rows in the order they first appear, if a column for each leaves few cells empty.
fn shared_names<'a>(rows: impl Iterator<Item = &'a EntryRow>) -> Option<Vec<Vec<u8>>> {
    let mut names: Vec<Vec<u8>> = Vec::new();
    let mut longest = 0;
    for fields in rows.filter_map(|row| row.fields.as_ref()) {
        for (at, (name, _)) in fields.iter().enumerate() {
            if fields[..at].iter().any(|(earlier, _)| earlier == name) || names.len() > MOST {
                return None;
            }
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        longest = longest.max(fields.len());
    }
    (longest > 0 && names.len() <= MOST && names.len() <= longest + 1).then_some(names)
}
