//! The way in, where a first stream will be.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::ink::Ink;
use super::theme::Role;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let rows = if area.height >= 8 && area.width >= 66 {
        long()
    } else {
        short(usize::from(area.width))
    };
    canvas.rows(area, &rows);
}

fn long() -> Vec<Ink> {
    let mut rows = vec![
        Ink::of(Role::Strong, "  Learn Redis Streams by typing them."),
        Ink::of(
            Role::Quiet,
            "  Type, watch what moves, undo anything: nothing can break here.",
        ),
        Ink::default(),
        Ink::of(Role::Text, "  Press ")
            .then(Role::KeyName, "Enter")
            .then(Role::Text, " for lesson 1, or begin by yourself below:"),
        Ink::default(),
    ];
    rows.extend(commands().map(|(command, rest, about)| {
        let line = Ink::of(Role::Command, format!("    {command}")).then(Role::Text, format!(" {rest}"));
        line.padded(48).then(Role::Quiet, about)
    }));
    rows
}

fn short(width: usize) -> Vec<Ink> {
    let mut rows = vec![Ink::of(Role::KeyName, "  Enter").then(
        Role::Text,
        if width < 50 {
            ": lesson 1. Or type:"
        } else {
            " starts lesson 1. Or type, and watch what moves:"
        },
    )];
    rows.extend(commands().map(|(command, rest, _)| {
        Ink::of(Role::Command, format!("  {command}")).then(Role::Text, format!(" {rest}"))
    }));
    rows
}

fn commands() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    [
        ("XADD", "fruits * name banana color yellow", "add an entry"),
        ("XRANGE", "fruits - +", "read them all"),
        ("XGROUP CREATE", "fruits fruits-group 0", "let workers share"),
    ]
    .into_iter()
}
