//! The signs, each one column wide: how each is drawn, how it is written in ASCII, and what it says. One table, from
//! which the legend is made too, so that no sign is without its line there.

/// Where a sign says what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Where {
    /// Before a row that the last command touched.
    Mark,
    /// Behind an entry: what became of it in the chosen group.
    Fate,
    /// Elsewhere in the panes.
    Pane,
    /// In a terminal and on its tab.
    Terminal,
    /// In a lesson.
    Lesson,
    /// On the ribbon of time.
    Time,
}

impl Where {
    /// Every place, as the legend has them.
    pub(in crate::tui) const ALL: [Where; 6] = [
        Where::Mark,
        Where::Fate,
        Where::Pane,
        Where::Terminal,
        Where::Lesson,
        Where::Time,
    ];

    /// The heading over its signs.
    pub(in crate::tui) fn heading(self) -> &'static str {
        match self {
            Where::Mark => "signs before a row that the last command touched",
            Where::Fate => "behind an entry: what became of it in the chosen group",
            Where::Pane => "in the panes",
            Where::Terminal => "in a terminal and on its tab",
            Where::Lesson => "in a lesson",
            Where::Time => "on the ribbon of time, a sign for each step",
        }
    }
}

/// What a sign says somewhere: the place, how it stands there (`@` for the sign itself), and the meaning.
type Says = (Where, &'static str, &'static str);

macro_rules! signs {
    (speaking { $($name:ident: $drawn:literal or $ascii:literal, says [$($says:expr),* $(,)?];)* }
     drawing { $($line:ident: $type:ty = $fine:expr, $plain:expr;)* }) => {
        /// Signs, each one column wide; and what frames are drawn with, which says nothing.
        #[derive(Clone, Copy, Debug)]
        pub struct Signs {
            $(pub $name: &'static str,)*
            $(pub $line: $type,)*
        }

        /// As most terminals can draw them.
        pub(super) const DRAWN: Signs = Signs { $($name: $drawn,)* $($line: $fine,)* };

        /// As every terminal can.
        pub(super) const ASCII: Signs = Signs { $($name: $ascii,)* $($line: $plain,)* };

        /// What they say: a row for each sign, with its name.
        const TABLE: &[(&str, fn(&Signs) -> &'static str, &[Says])] =
            &[$((stringify!($name), |signs| signs.$name, &[$($says),*]),)*];
    };
}

use Where::{Fate, Lesson, Mark, Pane, Terminal, Time};

signs! {
    speaking {
        added: "+" or "+", says [
            (Mark, "@", "added"),
            (Time, "@", "something else, such as a new terminal"),
        ];
        changed: "~" or "~", says [
            (Mark, "@", "changed"),
            (Pane, "F4 @groups", "the last command changed something in a pane that is not seen now"),
        ];
        moved: "→" or ">", says [(Mark, "@", "moved: a bookmark, or an entry to another consumer")];
        removed: "−" or "-", says [(Mark, "@", "removed: gone with the next command")];
        undelivered: "·" or ".", says [
            (Fate, "@ not delivered", "the group gives it to whoever asks next with >"),
            (Lesson, "@", "what is still missing"),
        ];
        pending: "●" or "*", says [
            (Fate, "@ bob", "pending: bob has been given it and has not acknowledged it"),
            (Time, "@", "a command that lies behind"),
        ];
        times: "×" or "x", says [(Fate, "@2", "deliveries: how often it was given out, to anybody")];
        done: "✓" or "v", says [
            (Fate, "@ bob", "acknowledged by bob"),
            (Lesson, "@", "done, or the right answer"),
        ];
        passed: "–" or "-", says [(
            Fate,
            "@ passed over",
            "before the bookmark and not pending: skipped, read without record, or its record was lost",
        )];
        full: "▓" or "#", says [(Pane, "@", "the idle bar: ten seconds each since the entry was last given out")];
        empty: "░" or ".", says [(Pane, "@", "the rest of the idle bar, which is full after a minute")];
        cursor: "❯" or ">", says [(Pane, "@", "the row that Enter opens a card of")];
        dash: "┄" or "-", says [(Pane, "@@", "entries that were deleted or trimmed; with n, where a node begins")];
        tee: "├" or "|", says [(
            Pane,
            "@",
            "a group's bookmark, its last-delivered ID: what stands below was not given out yet",
        )];
        open: "▾" or "v", says [(Pane, "@", "the chosen group, with its consumers")];
        shut: "▸" or ">", says [
            (Pane, "@", "another group; in a list, what Enter takes"),
            (Lesson, "@", "the answer that Enter gives"),
        ];
        unknown: "?" or "?", says [(Pane, "lag @", "the lag is not known; the card of the group says why")];
        up: "↑" or "^", says [(Pane, "@", "more above")];
        below: "↓" or "v", says [(Pane, "@", "more below")];
        cut: "…" or ">", says [(Pane, "@", "cut for want of room; on the ribbon, more steps")];
        linked: "⌁" or "~", says [
            (Pane, "@", "the address where clients of the network find this"),
            (Time, "@", "what a client of the network changed; what it only asks is no step"),
        ];
        told: "∙" or "-", says [(Terminal, "@", "xtutor says what changed; Redis says nothing of it")];
        waits: "◷" or "@", says [
            (Terminal, "@", "waits, or runs a pasted script"),
            (Time, "@", "time that was let pass, or a clock held"),
        ];
        fresh: "•" or "!", says [(Terminal, "@", "something came that was not seen yet")];
        caret: "^" or "^", says [(Terminal, "@", "the place that was refused")];
        wrong: "✗" or "x", says [
            (Terminal, "@", "the line cannot become right any more"),
            (Lesson, "@", "the answer was another"),
            (Time, "@", "a crash"),
        ];
        warns: "!" or "!", says [
            (Terminal, "@", "what the line would take away"),
            (Lesson, "@", "a mistake, and what to do about it"),
        ];
        hint: "?" or "?", says [(Lesson, "@", "a hint")];
        unmet: "○" or "o", says [
            (Lesson, "@", "not reached yet"),
            (Time, "@", "a command that was undone, or lies ahead"),
        ];
    }

    drawing {
        between: &'static str = "·", "|";
        across: &'static str = "─", "-";
        down: &'static str = "│", "|";
        heavy_across: &'static str = "━", "=";
        heavy_down: &'static str = "┃", "|";
        heavy_corners: [&'static str; 4] = ["┏", "┓", "┗", "┛"], ["#", "#", "#", "#"];
        forks: [&'static str; 2] = ["┬", "┴"], ["+", "+"];
        corners: [&'static str; 4] = ["╭", "╮", "╰", "╯"], ["+", "+", "+", "+"];
    }
}

/// Words of the panes that are no signs and need saying all the same.
pub(in crate::tui) const WORDS: &[(&str, &str)] = &[
    ("last-delivered", "the group's bookmark: the last ID it was given"),
    (
        "lag",
        "how many entries of the stream the group was not given yet",
    ),
    ("pending", "given out and not acknowledged"),
    (
        "idle",
        "how long ago an entry was given out, or a consumer asked for anything",
    ),
    ("inactive", "how long ago a consumer got something"),
    ("released", "pending, and nobody's: whoever claims it gets it"),
    (
        "clock held",
        "time stands still here: a command moves it a little or not at all, `:clock +60s` as far as you like. \
         So IDs and idle times come out the same for everybody. Behind it stands how far it has come",
    ),
    ("clock +1m00s", "time runs, and was moved on so far by `:clock`"),
    (
        "12 commands",
        "how far one can go back: every line typed, and what clients of the network changed",
    ),
];

/// Every sign that says something in this place: how it stands there, and what it says.
pub(in crate::tui) fn legend(place: Where, signs: &Signs) -> Vec<(String, &'static str)> {
    let all = TABLE.iter().flat_map(|(_, sign, says)| {
        says.iter()
            .filter(move |(at, ..)| *at == place)
            .map(move |(_, stands, meaning)| (stands.replace('@', sign(signs)), *meaning))
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    #[test]
    fn every_sign_is_in_the_legend_and_one_column_wide() {
        for signs in [DRAWN, ASCII] {
            for (name, sign, says) in TABLE {
                let sign = sign(&signs);
                assert_eq!(sign.width(), 1, "{name}");
                assert!(!says.is_empty(), "{name} {sign} has no line in the legend");
                for (place, ..) in *says {
                    let lines = legend(*place, &signs);
                    assert!(lines.iter().any(|(stands, _)| stands.contains(sign)), "{name}");
                }
            }
        }
    }

    #[test]
    fn a_sign_says_one_thing_in_one_place() {
        for place in Where::ALL {
            let lines = legend(place, &DRAWN);
            let signs: BTreeSet<&String> = lines.iter().map(|(stands, _)| stands).collect();
            assert_eq!(signs.len(), lines.len(), "{place:?}: {lines:?}");
        }
    }

    /// A sign that is drawn without the table would be in no legend.
    #[test]
    fn signs_stand_nowhere_else() {
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let drawn = |line: &&str| {
                    !line.trim_start().starts_with("//") && !line.is_ascii() && !line.contains(".replace(")
                };
                let found: Vec<&str> = code.lines().filter(drawn).collect();
                assert!(
                    path.ends_with("signs.rs") || found.is_empty(),
                    "{path:?}: {found:?}"
                );
            }
        }
    }
}
