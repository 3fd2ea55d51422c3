//! How much of what is sent to it a client may leave unread: the setting `client-output-buffer-limit`, a limit for each
//! class of clients.

use super::integer::strict_integer;
use super::settings::memory;

/// The classes in the order in which they are told. There are no replicas here, but a limit for them.
const CLASSES: [&str; 3] = ["normal", "slave", "pubsub"];

/// The limit at first. Redis lets normal clients leave as much unread as they like.
pub(super) const FIRST: &str = "normal 1073741824 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60";

/// The limit of one class; 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputLimit {
    /// In bytes: a client beyond it is cut off at once.
    pub hard: u64,
    /// In bytes: a client beyond it for longer than `seconds` is cut off too.
    pub soft: u64,
    /// How long.
    pub seconds: i64,
}

/// The limit of `class` in what the setting holds.
pub(super) fn limit_of(class: &str, setting: &[u8]) -> OutputLimit {
    let mut words = setting.split(|byte| *byte == b' ');
    if !words.any(|word| word == class.as_bytes()) {
        return OutputLimit::default();
    }
    let mut number = || words.next().and_then(memory).unwrap_or_default();
    OutputLimit {
        hard: number(),
        soft: number(),
        seconds: i64::try_from(number()).unwrap_or(i64::MAX),
    }
}

/// What the setting holds when `given` is set: classes that are not named keep theirs.
pub(super) fn with(before: &[u8], given: &[u8]) -> Result<String, String> {
    let mut limits = CLASSES.map(|class| limit_of(class, before));
    let words: Vec<&[u8]> = given.split(|byte| *byte == b' ').collect();
    let words = if given.is_empty() { &[][..] } else { &words };
    if !words.len().is_multiple_of(4) {
        return Err("Wrong number of arguments in buffer limit configuration.".to_owned());
    }
    for named in words.chunks(4) {
        let class = match &*named[0].to_ascii_lowercase() {
            b"normal" => 0,
            b"slave" | b"replica" => 1,
            b"pubsub" => 2,
            _ => return Err("Invalid client class specified in buffer limit configuration.".to_owned()),
        };
        let seconds = strict_integer(named[3]).filter(|seconds| *seconds >= 0);
        let (Some(hard), Some(soft), Some(seconds)) = (memory(named[1]), memory(named[2]), seconds) else {
            return Err(
                "Error in hard, soft or soft_seconds setting in buffer limit configuration.".to_owned(),
            );
        };
        limits[class] = OutputLimit { hard, soft, seconds };
    }
    let told = CLASSES.iter().zip(limits);
    let told = told.map(|(class, limit)| format!("{class} {} {} {}", limit.hard, limit.soft, limit.seconds));
    Ok(told.collect::<Vec<_>>().join(" "))
}
