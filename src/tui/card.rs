//! The card of an entry, a consumer or a group: everything that is known of it, and what to type next.

use compact_str::CompactString;
use unicode_width::UnicodeWidthStr;

use super::fate::{self, Words};
use super::ink::{Ink, grouped, named, shown_part};
use super::page::Page;
use super::spot::Spot;
use super::theme::{Role, Theme};
use super::wrap;
use crate::app::{Card, Offer, State, Subject, dates, lag, wording};
use crate::lab::{ConsumerRow, EntryCard, Fate, GroupRow, Part, Scene, StreamScene};
use crate::store::EntryId;

/// The page.
pub(super) fn page(card: &Card, state: &State, room: usize, theme: &Theme) -> Page {
    let scene = card.scene(state);
    let draft = Draft {
        theme,
        room,
        rows: Vec::new(),
    };
    Page {
        title: title(card, theme),
        right: Ink::default(),
        foot: "Enter types 1, Esc closes".to_owned(),
        rows: draft.of(card, state, &scene),
        scroll: card.scroll,
    }
}

fn title(card: &Card, theme: &Theme) -> Ink {
    let key = named(&card.key, 24, theme.signs.cut);
    let group = card.group.as_ref().map(|group| named(group, 24, theme.signs.cut));
    let (what, rest) = match &card.subject {
        Subject::Entry(id) => (format!("entry {id}"), format!("in {key}")),
        Subject::Group => (
            format!("group {}", group.unwrap_or_default()),
            format!("of {key}"),
        ),
        Subject::Consumer(name) => (
            format!("consumer {}", named(name, 24, theme.signs.cut)),
            format!("in {} of {key}", group.unwrap_or_default()),
        ),
    };
    Ink::of(Role::Title, format!(" {what} ")).then(Role::Quiet, format!("{rest} "))
}

/// Rows in the making.
struct Draft<'a> {
    theme: &'a Theme,
    room: usize,
    rows: Vec<Ink>,
}

impl Draft<'_> {
    fn of(mut self, card: &Card, state: &State, scene: &Scene) -> Vec<Ink> {
        match (&card.subject, &scene.stream) {
            (_, None) => self.sentence("The stream is gone."),
            (Subject::Entry(id), Some(_)) => {
                if let Some(entry) = state.lab.entry_card(state.db(), &card.key, *id, state.real) {
                    self.entry(*id, &entry);
                    // What is long comes last, so that nothing is hidden behind it.
                    let offers = card.offers(state);
                    if is_long(&entry) {
                        self.offers(&offers);
                        self.fields(&entry);
                    } else {
                        self.fields(&entry);
                        self.offers(&offers);
                    }
                    return self.rows;
                }
            }
            (Subject::Group, Some(stream)) => match stream.group() {
                Some(group) if Some(&group.name) == card.group.as_ref() => self.group(stream, group),
                _ => self.sentence("The group is gone."),
            },
            (Subject::Consumer(name), Some(stream)) => {
                let consumer = stream.consumers.rows.iter().find(|row| row.name == *name);
                match consumer {
                    Some(consumer) => self.consumer(stream, consumer, &card.connections(state)),
                    None => self.sentence("The consumer is gone."),
                }
            }
        }
        self.offers(&card.offers(state));
        self.rows
    }

    fn sentence(&mut self, text: &str) {
        let text = self.theme.sentence(text);
        let lines = wrap::words(&text, self.room, 0);
        self.rows
            .extend(lines.into_iter().map(|line| Ink::of(Role::Text, line)));
    }

    fn heading(&mut self, text: impl Into<CompactString>) {
        if !self.rows.is_empty() {
            self.rows.push(Ink::default());
        }
        self.rows.push(Ink::of(Role::Head, text));
    }

    /// A name on the left and what is said of it on the right, in as many rows as it needs.
    fn fact(&mut self, name: &str, said: &Ink) {
        let column = if self.room < 50 { 12 } else { 18 };
        let lines = wrap::anywhere(said, self.room.saturating_sub(column));
        for (at, line) in lines.into_iter().enumerate() {
            let mut ink = Ink::of(Role::Quiet, if at == 0 { name } else { "" });
            ink = ink.clipped(column - 1, self.theme.signs.cut).padded(column);
            ink.append(line);
            self.rows.push(ink);
        }
    }

    fn told(&mut self, name: &str, text: &str) {
        let column = if self.room < 50 { 12 } else { 18 };
        let text = self.theme.sentence(text);
        let lines = wrap::words(&text, self.room.saturating_sub(column), 0);
        for (at, line) in lines.into_iter().enumerate() {
            let ink = Ink::of(Role::Quiet, if at == 0 { name } else { "" }).padded(column);
            self.rows.push(ink.then(Role::Text, line));
        }
    }

    fn entry(&mut self, id: EntryId, entry: &EntryCard) {
        self.told("when", &when(id));
        if let Some(node) = entry.node {
            let text = match node.entries {
                1 => format!("alone, {} bytes", grouped(node.bytes)),
                many => format!("of {} entries, {} bytes", grouped(many), grouped(node.bytes)),
            };
            self.told("in a node", &text);
        }
        if entry.groups_total > 0 {
            self.heading("in each group");
            for (name, fate) in &entry.fates {
                let said = self.fated(fate);
                self.fact(&named(name, 32, self.theme.signs.cut), &said);
            }
            if entry.fates.len() < entry.groups_total {
                let more = entry.groups_total - entry.fates.len();
                self.sentence(&format!("and {} more groups", grouped(more as u64)));
            }
        }
    }

    fn fields(&mut self, entry: &EntryCard) {
        match &entry.fields {
            None => {
                self.heading("fields");
                self.sentence("The entry is not there: deleted or trimmed away.");
            }
            Some(fields) => {
                let count = grouped(entry.fields_total as u64);
                self.heading(if entry.fields_total == 1 {
                    "1 field".to_owned()
                } else {
                    format!("{count} fields")
                });
                for (name, value) in fields {
                    let name = shown_part(&name.bytes, 32);
                    self.fact(name.trim_end(), &whole(value));
                }
                if fields.len() < entry.fields_total {
                    let more = entry.fields_total - fields.len();
                    self.sentence(&format!("and {} more", grouped(more as u64)));
                }
            }
        }
    }

    fn fated(&self, fate: &Fate) -> Ink {
        let ink = fate::ink(fate, Words::All, &self.theme.signs);
        let more = match fate {
            Fate::Pending {
                deliveries,
                idle: Some(idle),
                ..
            } => {
                let times = if *deliveries == 1 {
                    "delivery"
                } else {
                    "deliveries"
                };
                format!("  pending, {deliveries} {times}, idle {}", wording::span(*idle))
            }
            Fate::Pending { .. } => "  given back: whoever claims it gets it".to_owned(),
            Fate::Acked(Some(_)) => "  acknowledged".to_owned(),
            Fate::Passed => ": skipped, read without record, or its record was lost".to_owned(),
            _ => String::new(),
        };
        ink.then(Role::Quiet, more)
    }

    fn group(&mut self, stream: &StreamScene, group: &GroupRow) {
        let last = format!("{}: new entries (>) are those after it", group.last_delivered);
        self.told("last-delivered", &last);
        let read = match group.entries_read {
            Some(read) => format!(
                "{} of {} ever added",
                grouped(read.unsigned_abs()),
                grouped(stream.entries_added)
            ),
            None => "not known: no counted read yet".to_owned(),
        };
        self.told("entries-read", &read);
        if let Some(passed) = group.passed.filter(|passed| *passed > 0) {
            let text = format!(
                "{} of those: Redis counts up to the bookmark, and it was put past them before anybody was given them",
                grouped(passed)
            );
            self.told("passed over", &text);
        }
        self.told("lag", &lag::explained(stream, group));
        let consumers = grouped(group.consumers_total as u64);
        self.told("consumers", &consumers);
        self.pending(stream);
    }

    fn consumer(&mut self, stream: &StreamScene, consumer: &ConsumerRow, connections: &[String]) {
        if !connections.is_empty() {
            self.told("read by", &connections.join("; "));
        }
        let idle = wording::span(consumer.idle);
        self.told("idle", &format!("{idle}: since it last asked for anything"));
        let inactive = match consumer.inactive {
            Some(span) => format!("{}: since it last got something", wording::span(span)),
            None => "it never got anything".to_owned(),
        };
        self.told("inactive", &inactive);
        if let Some(wait) = consumer.waits {
            let left = match wait.left {
                Some(left) => format!("{} more at most", wording::left(left)),
                None => "for ever if need be".to_owned(),
            };
            let since = wording::span(wait.since);
            self.told("waits", &format!("for new entries since {since}, {left}"));
        }
        self.pending(stream);
    }

    /// The first pending entries.
    fn pending(&mut self, stream: &StreamScene) {
        let pending = &stream.pending;
        if pending.total == 0 {
            return self.told("pending", "nothing");
        }
        self.told("pending", &grouped(pending.total as u64));
        for row in &pending.rows {
            let owner = row.consumer.as_deref().unwrap_or(fate::RELEASED.as_bytes());
            let idle = row.idle.map_or("-".to_owned(), wording::span);
            let gone = if row.gone { ", deleted" } else { "" };
            let said = Ink::of(Role::Id, row.id.to_string())
                .then(Role::Text, "  ")
                .then(Role::Consumer, named(owner, 20, self.theme.signs.cut))
                .then(
                    Role::Quiet,
                    format!("  delivery {}, idle {idle}{gone}", row.deliveries),
                );
            self.fact("", &said);
        }
        if pending.more_after {
            self.fact("", &Ink::of(Role::Quiet, self.theme.signs.cut));
        }
    }

    fn offers(&mut self, offers: &[Offer]) {
        if offers.is_empty() {
            return;
        }
        self.heading("to type next; its number puts it at the prompt");
        for (at, offer) in offers.iter().enumerate() {
            let mut ink = Ink::of(Role::KeyName, format!("{} ", at + 1));
            let (command, rest) = offer.line.split_once(' ').unwrap_or((&offer.line, ""));
            ink.push(Role::Command, command);
            ink.push(Role::Text, format!(" {rest}"));
            let about = self.theme.sentence(&offer.about);
            if ink.width() + 3 + about.width() <= self.room {
                let ink = ink.then(Role::Quiet, format!("   {about}"));
                self.rows.push(ink.across(Spot::Offer(at)));
            } else {
                let ink = ink.clipped(self.room, self.theme.signs.cut);
                self.rows.push(ink.across(Spot::Offer(at)));
                let lines = wrap::words(&about, self.room.saturating_sub(2), 0);
                let lines = lines
                    .into_iter()
                    .map(|line| Ink::of(Role::Quiet, format!("  {line}")).across(Spot::Offer(at)));
                self.rows.extend(lines);
            }
        }
    }
}

/// Whether its fields would push what follows them out of sight.
fn is_long(entry: &EntryCard) -> bool {
    let values = entry.fields.iter().flatten().map(|(_, value)| value.len);
    entry.fields_total > 8 || values.max().unwrap_or(0) > 400
}

/// A value from end to end, as far as the card has it.
fn whole(value: &Part) -> Ink {
    if value.len == 0 {
        return Ink::of(Role::Quiet, "empty");
    }
    let ink = Ink::of(Role::Text, crate::wire::shown(&value.bytes));
    if value.bytes.len() == value.len {
        return ink;
    }
    let (shown, all) = (grouped(value.bytes.len() as u64), grouped(value.len as u64));
    ink.then(Role::Quiet, format!(" [the first {shown} of {all} bytes]"))
}

/// IDs below this (early 1973) were hardly given by a clock.
const BY_HAND: u64 = 100_000_000_000;

/// What the ID says of when the entry was added.
fn when(id: EntryId) -> String {
    match dates::utc(id.ms) {
        _ if id.ms < BY_HAND => format!("the ID was chosen by hand: {} is no time of today", id.ms),
        Some(date) => date,
        None => "the ID was chosen by hand: as a time it is past the year 9999".to_owned(),
    }
}
