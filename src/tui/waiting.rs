//! What a terminal waits for, since when, and what would end it: said above its prompt, in a row or two.

use unicode_width::UnicodeWidthStr;

use super::aside;
use super::ink::{Ink, shown_part};
use super::theme::{Role, Theme};
use super::wrap;
use crate::app::{Awaits, Script, State, wording};
use crate::lab::{Awaited, TerminalRow, TerminalState};

/// The rows above the prompt of `row`'s terminal, at most `height` of them. The keys that help are only said where they
/// work: in the active one.
pub(super) fn rows(
    theme: &Theme,
    state: &State,
    row: &TerminalRow,
    active: bool,
    (width, height): (usize, usize),
) -> Vec<Ink> {
    if let Some(Awaits { who, keys, jump }) = state.mirrored_wait(row.id.0) {
        let signs = theme.signs;
        let end = jump.map_or_else(String::new, |jump| format!(" {} :clock {jump}", signs.between));
        let text = format!(
            "{} {who} waits for {}{end}",
            signs.waits,
            names(&Awaited::Keys(keys))
        );
        let lines = wrap::words(&text, width, 2).into_iter();
        let rows = lines.map(|line| Ink::of(Role::Pending, line)).collect();
        return aside::shortened(rows, height, width, theme);
    }
    let script = state.desks.get(row.id.0).map(|desk| &desk.script);
    if let Some(progress) = script.and_then(Script::progress)
        && row.state == TerminalState::Ready
    {
        let stop = if active { ": Ctrl-C stops it" } else { "" };
        let text = format!("{} {progress}{stop}", theme.signs.waits);
        let lines = wrap::words(&text, width, 2).into_iter();
        let rows = lines.map(|line| Ink::of(Role::Pending, line)).collect();
        return aside::shortened(rows, height, width, theme);
    }
    let signs = theme.signs;
    let between = signs.between;
    let (role, fact, keys) = match &row.state {
        TerminalState::Waiting { what, since, left } => {
            let since = wording::span(*since);
            let end = match left {
                Some(left) if state.lab.clock().is_held() => {
                    let span = wording::left(*left);
                    format!(
                        "{} waits {span} for {} {between} :clock {}",
                        signs.waits,
                        names(what),
                        wording::jump(*left)
                    )
                }
                Some(left) => {
                    format!(
                        "{} waits for {} {between} {since} {between} {} left",
                        signs.waits,
                        names(what),
                        wording::left(*left)
                    )
                }
                None => format!(
                    "{} waits for {} {between} {since} {between} no end set",
                    signs.waits,
                    names(what)
                ),
            };
            (
                Role::Pending,
                end,
                match state.free_terminal() {
                    Some((key, name)) => format!("Ctrl-C gives up {between} {key} {name}"),
                    None => "Ctrl-C gives up".to_owned(),
                },
            )
        }
        TerminalState::Crashed => (
            Role::Failed,
            "crashed: what it was given stays pending".to_owned(),
            format!(":start {} starts it again", row.name),
        ),
        TerminalState::Ready | TerminalState::Subscribed(_) => return Vec::new(),
    };
    let together = fact.width() + 3 + keys.width() <= width;
    let lines = wrap::words(&fact, width, 2).into_iter();
    let rows = lines.map(|line| Ink::of(role, line)).collect();
    // How it ends is worth more than all that is waited for.
    let own = usize::from(active && !together && height > 1);
    let mut rows = aside::shortened(rows, height.saturating_sub(own), width, theme);
    match rows.last_mut() {
        Some(last) if active && together => last.push(Role::Quiet, format!("   {keys}")),
        _ if own > 0 => rows.push(Ink::of(Role::Quiet, keys)),
        _ => {}
    }
    rows
}

/// What is waited for.
pub(super) fn names(what: &Awaited) -> String {
    let keys = match what {
        Awaited::Keys(keys) => keys,
        Awaited::Replicas => return "replicas".to_owned(),
        Awaited::Time => return "the end of DEBUG SLEEP".to_owned(),
        Awaited::Unpaused => return "the end of CLIENT PAUSE".to_owned(),
    };
    let shown: Vec<String> = keys
        .iter()
        .take(3)
        .map(|key| shown_part(key, 16).trim_end().to_owned())
        .collect();
    let more = keys.len() - shown.len();
    if more > 0 {
        return format!("{} and {more} more", shown.join(", "));
    }
    shown.join(", ")
}
