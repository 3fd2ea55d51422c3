//! Spans of time in words, as panes and previews show them.

use crate::store::Millis;

/// A second, in ms.
pub const SECOND: Millis = 1000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// A span of time in its largest unit: `4 s`, `2 min`, `3 h`, `5 d`.
pub fn span(ms: Millis) -> String {
    let (unit, name) = unit_of(ms);
    format!("{} {name}", ms.max(0) / unit)
}

/// The steps in which [`span`] tells a time as long as this, in ms.
pub fn step(ms: Millis) -> Millis {
    unit_of(ms).0
}

fn unit_of(ms: Millis) -> (Millis, &'static str) {
    let units = [(DAY, "d"), (HOUR, "h"), (MINUTE, "min")];
    units
        .into_iter()
        .find(|(unit, _)| ms >= *unit)
        .unwrap_or((SECOND, "s"))
}
