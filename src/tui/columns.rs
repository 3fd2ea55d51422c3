//! Entries as a table: a column per field where the visible entries have much the same fields, else `field=value`.
//! Only widths and cutting; what the rows mean is the stream pane's matter.

use unicode_width::UnicodeWidthStr;

use super::ink::{Ink, blanks, named, shown_part};
use super::theme::{Role, Signs};
use crate::lab::EntryRow;

/// Columns are squeezed to this while there is another to leave out, and to no less than that.
const READABLE: usize = 10;
const LEAST: usize = 4;
/// With more fields than this a table would be all headings.
const MOST: usize = 12;

/// The room for how many columns were left out.
const HIDDEN: usize = 4;

/// How the fields of the visible entries are laid out.
pub(super) struct Columns {
    /// The fields that have a column; `None` where a table would not do.
    names: Option<Vec<Vec<u8>>>,
    widths: Vec<usize>,
    gap: usize,
    /// How many fields are passed over on the left.
    shift: usize,
    /// How many columns found no room on the right.
    hidden: usize,
    cut: &'static str,
}

impl Columns {
    /// A layout for these rows in `room` columns, without their first `shift` fields.
    pub(super) fn new<'a>(
        rows: impl Iterator<Item = &'a EntryRow> + Clone,
        room: usize,
        gap: usize,
        shift: usize,
        signs: &Signs,
    ) -> Columns {
        let mut names = shared_names(rows.clone());
        let most = match &names {
            Some(names) => names.len(),
            None => rows
                .clone()
                .filter_map(|row| row.fields.as_ref())
                .map(Vec::len)
                .max()
                .unwrap_or(0),
        };
        let shift = shift.min(most.saturating_sub(1));
        if let Some(names) = &mut names {
            names.drain(..shift);
        }
        let mut columns = Columns {
            names,
            widths: Vec::new(),
            gap,
            shift,
            hidden: 0,
            cut: signs.cut,
        };
        let heads: Vec<usize> = columns.heads().iter().map(|name| name.width()).collect();
        let cells: Vec<Vec<usize>> = rows
            .map(|row| {
                columns
                    .cells(row, room, Role::Text)
                    .iter()
                    .map(Ink::width)
                    .collect()
            })
            .collect();
        let count = cells.iter().map(Vec::len).max().unwrap_or(0).max(heads.len());
        columns.widths = (0..count)
            .map(|at| {
                let widest = cells.iter().filter_map(|row| row.get(at)).max();
                widest
                    .copied()
                    .unwrap_or(0)
                    .max(heads.get(at).copied().unwrap_or(0))
            })
            .collect();
        columns.squeeze(room);
        columns
    }

    /// How many columns the table takes.
    pub(super) fn width(&self) -> usize {
        let gaps = self.widths.len().saturating_sub(1) * self.gap;
        let hidden = if self.hidden > 0 { HIDDEN } else { 0 };
        self.widths.iter().sum::<usize>() + gaps + hidden
    }

    /// The headings, and how many more columns there are on either side.
    pub(super) fn head(&self) -> Ink {
        let heads: Vec<Ink> = self
            .heads()
            .into_iter()
            .map(|name| Ink::of(Role::Head, name))
            .collect();
        let mut ink = self.line(&heads, Role::Head);
        if self.shift > 0 && self.names.is_none() {
            let left = Ink::of(Role::Quiet, format!("{} fields left of here", self.shift));
            ink = left.clipped(self.width(), self.cut).padded(self.width());
        }
        if self.hidden > 0 {
            ink.push(Role::Quiet, format!(" +{}", self.hidden));
        }
        ink
    }

    fn heads(&self) -> Vec<String> {
        let names = self.names.iter().flatten();
        names
            .map(|name| shown_part(name, 24).trim_end().to_owned())
            .collect()
    }

    /// The fields of an entry.
    pub(super) fn row(&self, row: &EntryRow, role: Role) -> Ink {
        self.line(&self.cells(row, self.width(), role), role)
    }

    fn line(&self, cells: &[Ink], role: Role) -> Ink {
        let mut ink = Ink::default();
        for (at, width) in self.widths.iter().enumerate() {
            if at > 0 {
                ink.push(Role::Text, blanks(self.gap));
            }
            let cell = cells.get(at).cloned().unwrap_or_else(|| Ink::of(role, ""));
            ink.append(cell.clipped(*width, self.cut).padded(*width));
        }
        ink
    }

    fn cells(&self, row: &EntryRow, room: usize, role: Role) -> Vec<Ink> {
        let Some(fields) = &row.fields else {
            return Vec::new();
        };
        let part = |bytes: &[u8]| super::ink::clip(&shown_part(bytes, room), room, self.cut);
        if let Some(names) = &self.names {
            let value = |name: &Vec<u8>| fields.iter().find(|(own, _)| own == name);
            let cells = names
                .iter()
                .map(|name| Ink::of(role, value(name).map_or(String::new(), |(_, value)| part(value))));
            return cells.collect();
        }
        let mut ink = Ink::default();
        for (name, value) in fields.iter().skip(self.shift) {
            if ink.width() > room {
                break;
            }
            if !ink.is_empty() {
                ink.push(role, "  ");
            }
            let name_role = if role == Role::Text { Role::Head } else { role };
            ink.push(name_role, format!("{}=", named(name, room, self.cut)));
            ink.push(role, part(value));
        }
        vec![ink]
    }

    /// Takes from the widest column until everything fits, as long as one can still read in it; then the last columns
    /// are left out.
    fn squeeze(&mut self, room: usize) {
        while self.width() > room {
            let least = if self.widths.len() > 1 { READABLE } else { LEAST };
            let widest = self.widths.iter_mut().max_by_key(|width| **width);
            match widest {
                Some(width) if *width > least => *width -= 1,
                _ => {
                    if self.widths.pop().is_none() {
                        return;
                    }
                    self.hidden += 1;
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
