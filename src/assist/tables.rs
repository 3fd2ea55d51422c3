//! Replies that are lists of the same things as tables: entries, pending entries, what XINFO knows. A reply that is
//! something else has no table.

use unicode_width::UnicodeWidthStr;

use crate::wire::{Reply, shown};

/// The widest column; what is longer is cut.
const WIDEST: usize = 40;
/// The most field names that become columns.
const MOST_COLUMNS: usize = 12;

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLine {
    /// Its text.
    pub text: String,
    /// Whether it names columns, or what follows.
    pub head: bool,
}

/// `reply` to the command called `name` (in capitals, subcommand included) as a table, if it is one.
pub fn table(name: &str, reply: &Reply) -> Option<Vec<TableLine>> {
    let mut table = Table::default();
    match name {
        "XRANGE" | "XREVRANGE" | "XCLAIM" => table.entries(items(reply)?)?,
        "XREAD" | "XREADGROUP" => table.streams(reply)?,
        "XAUTOCLAIM" => table.autoclaimed(reply)?,
        "XPENDING" => table.pending(items(reply)?)?,
        "XINFO GROUPS" | "XINFO CONSUMERS" => table.records(items(reply)?)?,
        "XINFO STREAM" => table.facts(reply)?,
        _ => return None,
    }
    Some(table.lines)
}

#[derive(Debug, Default)]
struct Table {
    lines: Vec<TableLine>,
}

impl Table {
    fn heading(&mut self, text: String) {
        self.lines.push(TableLine { text, head: true });
    }

    fn line(&mut self, text: String) {
        self.lines.push(TableLine { text, head: false });
    }

    /// Rows under their headings, every column as wide as its widest cell.
    fn grid(&mut self, heads: &[&str], rows: &[Vec<String>]) {
        let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
        let width = |at: usize| {
            let cells = rows.iter().chain([&heads]).filter_map(|row| row.get(at));
            cells.map(|cell| cell.width()).max().unwrap_or(0).min(WIDEST)
        };
        let widths: Vec<usize> = (0..heads.len()).map(width).collect();
        self.heading(laid(&heads, &widths));
        for row in rows {
            self.line(laid(row, &widths));
        }
        if rows.is_empty() {
            self.line("(none)".to_owned());
        }
    }

    /// Entries, or IDs alone; fields as columns when all entries share them.
    fn entries(&mut self, entries: &[Reply]) -> Option<()> {
        let rows: Option<Vec<Entry>> = entries.iter().map(Entry::of).collect();
        let rows = rows?;
        let shared = shared_fields(&rows);
        let claimed = rows.iter().any(|row| row.more.is_some());
        let mut heads = vec!["ID"];
        match &shared {
            _ if rows.iter().all(|row| row.bare) && !rows.is_empty() => {}
            Some(names) => heads.extend(names.iter().map(String::as_str)),
            None => heads.push("fields"),
        }
        if claimed {
            heads.extend(["idle ms", "deliveries"]);
        }
        let cells = rows.iter().map(|row| row.cells(shared.is_some()));
        self.grid(&heads, &cells.collect::<Vec<_>>());
        Some(())
    }

    /// Each stream of a read with its entries.
    fn streams(&mut self, reply: &Reply) -> Option<()> {
        let streams: Vec<(&Reply, &Reply)> = match reply {
            Reply::Map(pairs) => pairs.iter().map(|(key, entries)| (key, entries)).collect(),
            Reply::Array(items) => items.iter().map(pair).collect::<Option<_>>()?,
            _ => return None,
        };
        for (key, entries) in streams {
            self.heading(cell(key));
            self.entries(items(entries)?)?;
        }
        Some(())
    }

    fn autoclaimed(&mut self, reply: &Reply) -> Option<()> {
        let [next, entries, rest @ ..] = items(reply)? else {
            return None;
        };
        self.entries(items(entries)?)?;
        self.heading("go on from".to_owned());
        self.line(match cell(next).as_str() {
            "0-0" => "0-0: the whole pending list was seen".to_owned(),
            next => next.to_owned(),
        });
        if let [gone] = rest {
            let gone: Vec<String> = items(gone)?.iter().map(cell).collect();
            if !gone.is_empty() {
                self.heading("deleted, so no longer pending".to_owned());
                self.line(gone.join(" "));
            }
        }
        Some(())
    }

    /// The summary, or the list of pending entries.
    fn pending(&mut self, all: &[Reply]) -> Option<()> {
        if let [count @ Reply::Int(_), first, last, owners] = all {
            self.grid(
                &["pending", "smallest", "greatest"],
                &[vec![cell(count), cell(first), cell(last)]],
            );
            let owners = match owners {
                Reply::Array(owners) => owners.as_slice(),
                _ => &[],
            };
            let rows: Option<Vec<Vec<String>>> = owners
                .iter()
                .map(|owner| pair(owner).map(|(name, count)| vec![cell(name), cell(count)]))
                .collect();
            self.grid(&["consumer", "pending"], &rows?);
            return Some(());
        }
        let rows: Option<Vec<Vec<String>>> = all
            .iter()
            .map(|row| items(row).filter(|row| row.len() == 4).map(cells))
            .collect();
        self.grid(&["ID", "consumer", "idle ms", "deliveries"], &rows?);
        Some(())
    }

    /// Things of one kind, each told as names and values.
    fn records(&mut self, all: &[Reply]) -> Option<()> {
        let records: Option<Vec<Vec<(String, &Reply)>>> = all.iter().map(named).collect();
        let records = records?;
        let heads: Vec<&str> = records.first().map_or(vec!["name"], |first| {
            first.iter().map(|(name, _)| name.as_str()).collect()
        });
        let rows: Vec<Vec<String>> = records
            .iter()
            .map(|record| record.iter().map(|(_, value)| cell(value)).collect())
            .collect();
        self.grid(&heads, &rows);
        Some(())
    }

    /// What is known of one thing, a name and a value to a row; lists of entries and groups follow as tables.
    fn facts(&mut self, reply: &Reply) -> Option<()> {
        let facts = named(reply)?;
        let (lists, values): (Vec<_>, Vec<_>) = facts.iter().partition(|(name, value)| {
            matches!(name.as_str(), "entries" | "groups") && items(value).is_some()
        });
        let rows: Vec<Vec<String>> = values
            .iter()
            .map(|(name, value)| {
                vec![
                    name.clone(),
                    Entry::of(value)
                        .filter(|entry| !entry.bare)
                        .map_or_else(|| cell(value), |entry| entry.line()),
                ]
            })
            .collect();
        self.grid(&["name", "value"], &rows);
        for (name, value) in lists {
            self.heading(name.clone());
            match name.as_str() {
                "entries" => self.entries(items(value)?)?,
                _ => self.records(items(value)?)?,
            }
        }
        Some(())
    }
}

/// An entry as a reply tells it.
struct Entry {
    id: String,
    /// `None` for one that was deleted and is still pending.
    fields: Option<Vec<(String, String)>>,
    /// Only the ID was asked for.
    bare: bool,
    /// Its idle time and number of deliveries, where they were asked for.
    more: Option<[String; 2]>,
}

impl Entry {
    fn of(reply: &Reply) -> Option<Entry> {
        if let Reply::Bulk(id) = reply {
            let id = shown(id);
            return Some(Entry {
                id,
                fields: None,
                bare: true,
                more: None,
            })
            .filter(|entry| is_id(&entry.id));
        }
        let (id, fields, more) = match items(reply)? {
            [id, fields] => (id, fields, None),
            [id, fields, idle, deliveries] => (id, fields, Some([cell(idle), cell(deliveries)])),
            _ => return None,
        };
        let fields = match fields {
            Reply::Nil | Reply::NilArray => None,
            fields => Some(
                named(fields)?
                    .into_iter()
                    .map(|(name, value)| (name, cell(value)))
                    .collect(),
            ),
        };
        let id = cell(id);
        Some(Entry {
            id,
            fields,
            bare: false,
            more,
        })
        .filter(|entry| is_id(&entry.id))
    }

    fn cells(&self, columns: bool) -> Vec<String> {
        let mut cells = vec![self.id.clone()];
        match &self.fields {
            _ if self.bare => {}
            Some(fields) if columns => cells.extend(fields.iter().map(|(_, value)| value.clone())),
            Some(fields) => cells.push(joined(fields)),
            None => cells.push(DELETED.to_owned()),
        }
        cells.extend(self.more.iter().flatten().cloned());
        cells
    }

    fn line(&self) -> String {
        let fields = self
            .fields
            .as_ref()
            .map_or(DELETED.to_owned(), |fields| joined(fields));
        format!("{} {fields}", self.id)
    }
}

const DELETED: &str = "(deleted)";

fn joined(fields: &[(String, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join(" ")
}

/// The names of the fields, if all entries that have any have the same.
fn shared_fields(rows: &[Entry]) -> Option<Vec<String>> {
    let names = |row: &Entry| -> Option<Vec<String>> {
        row.fields
            .as_ref()
            .map(|fields| fields.iter().map(|(name, _)| name.clone()).collect())
    };
    let first = names(rows.first()?)?;
    let same = rows.iter().all(|row| names(row).as_ref() == Some(&first));
    (same && first.len() <= MOST_COLUMNS).then_some(first)
}

/// Whether this is an entry's ID.
fn is_id(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-')
        .is_some_and(|(ms, seq)| digits(ms) && digits(seq))
}

/// Names and values: a map, or a flat list of them.
fn named(reply: &Reply) -> Option<Vec<(String, &Reply)>> {
    match reply {
        Reply::Map(pairs) => Some(pairs.iter().map(|(name, value)| (cell(name), value)).collect()),
        Reply::Array(items) if items.len() % 2 == 0 => {
            let pairs = items.chunks_exact(2);
            Some(pairs.map(|pair| (cell(&pair[0]), &pair[1])).collect())
        }
        _ => None,
    }
}

fn items(reply: &Reply) -> Option<&[Reply]> {
    match reply {
        Reply::Array(items) => Some(items),
        _ => None,
    }
}

fn pair(reply: &Reply) -> Option<(&Reply, &Reply)> {
    match items(reply)? {
        [one, other] => Some((one, other)),
        _ => None,
    }
}

fn cells(row: &[Reply]) -> Vec<String> {
    row.iter().map(cell).collect()
}

/// A single value; of a list only how long it is.
fn cell(reply: &Reply) -> String {
    match reply {
        Reply::Nil | Reply::NilArray => "(nil)".to_owned(),
        Reply::Int(number) => number.to_string(),
        Reply::Array(items) | Reply::Set(items) | Reply::Push(items) => listed(items.len()),
        Reply::Map(pairs) => listed(pairs.len()),
        Reply::Simple(text) => shown(text.as_bytes()),
        Reply::Bulk(bytes) | Reply::Verbatim(bytes) | Reply::Error(bytes) => {
            let part = &bytes[..bytes.len().min(4 * WIDEST)];
            clipped(&shown(part), bytes.len() > part.len())
        }
    }
}

fn listed(len: usize) -> String {
    format!("({len} {})", if len == 1 { "item" } else { "items" })
}

/// At most as wide as a column may be.
fn clipped(text: &str, more: bool) -> String {
    if !more && text.width() <= WIDEST {
        return text.to_owned();
    }
    let mut used = 0;
    let kept = text.chars().take_while(|character| {
        used += character.to_string().width();
        used < WIDEST
    });
    kept.chain(['…']).collect()
}

fn laid(cells: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (at, cell) in cells.iter().enumerate() {
        text.push_str(cell);
        if at + 1 < cells.len() {
            let width = widths.get(at).copied().unwrap_or(0);
            text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
    }
    text
}

#[cfg(test)]
mod tests;
