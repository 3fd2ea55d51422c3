//! The server's settings that can be asked for and changed (CONFIG). Those about streams and the password take effect;
//! the others are kept and told, because clients and scripts ask for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bytes::Bytes;
use super::integer::strict_integer;
use super::limits::{self, OutputLimit};
use super::node::NodeLimits;

/// What a setting may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A number between these two.
    Integer(i64, i64),
    /// A number of bytes, with `kb`, `mb`, `gb` if one likes.
    Memory,
    /// The same, and at least so many.
    MemoryFrom(i64),
    /// How much clients may leave unread, by their class.
    OutputLimits,
    /// `yes` or `no`.
    YesNo,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Any text.
    Text,
    /// Not to be changed while the server runs.
    Fixed,
    /// One of these words, given when the server starts and not to be changed while it runs.
    AtStart(&'static [&'static str]),
}

/// What Redis takes as the least for limits of requests.
const MEGABYTE: i64 = 1 << 20;

/// Every setting with what it holds and what it is at first, in byte order.
const SETTINGS: &[(&str, Kind, &str)] = &[
    (
        "appendfsync",
        Kind::OneOf(&["everysec", "always", "no"]),
        "everysec",
    ),
    ("appendonly", Kind::YesNo, "no"),
    ("client-output-buffer-limit", Kind::OutputLimits, limits::FIRST),
    (
        "client-query-buffer-limit",
        Kind::MemoryFrom(MEGABYTE),
        "1073741824",
    ),
    ("databases", Kind::Fixed, "16"),
    (
        "enable-debug-command",
        Kind::AtStart(&["no", "yes", "local"]),
        "no",
    ),
    ("hz", Kind::Integer(0, i32::MAX as i64), "10"),
    (
        "list-max-listpack-size",
        Kind::Integer(i32::MIN as i64, i32::MAX as i64),
        "-2",
    ),
    ("maxclients", Kind::Integer(1, u32::MAX as i64), "10000"),
    ("maxmemory", Kind::Memory, "0"),
    (
        "maxmemory-policy",
        Kind::OneOf(&[
            "volatile-lru",
            "volatile-lfu",
            "volatile-random",
            "volatile-ttl",
            "allkeys-lru",
            "allkeys-lfu",
            "allkeys-random",
            "noeviction",
        ]),
        "noeviction",
    ),
    ("proto-max-bulk-len", Kind::MemoryFrom(MEGABYTE), "536870912"),
    ("requirepass", Kind::Text, ""),
    ("save", Kind::Text, ""),
    ("slowlog-log-slower-than", Kind::Integer(-1, i64::MAX), "10000"),
    ("stream-idmp-duration", Kind::Integer(1, 86_400), "100"),
    ("stream-idmp-maxsize", Kind::Integer(1, 10_000), "100"),
    ("stream-node-max-bytes", Kind::Memory, "4096"),
    ("stream-node-max-entries", Kind::Integer(0, i64::MAX), "100"),
    ("timeout", Kind::Integer(0, i32::MAX as i64), "0"),
];

/// The settings of one server.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Those that were changed.
    changed: Arc<BTreeMap<&'static str, Bytes>>,
}

impl Settings {
    /// The names of all settings, in byte order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SETTINGS.iter().map(|(name, _, _)| *name)
    }

    /// The setting called `name`, in any case.
    pub fn find(name: &[u8]) -> Option<&'static str> {
        Self::names().find(|known| known.as_bytes().eq_ignore_ascii_case(name))
    }

    /// What a setting holds.
    pub fn get(&self, name: &str) -> Bytes {
        let first = SETTINGS.iter().find(|(known, _, _)| *known == name);
        let first = first.map_or("", |(_, _, value)| value);
        self.changed.get(name).cloned().unwrap_or_else(|| first.into())
    }

    /// Whether a setting can be changed while the server runs.
    pub fn is_fixed(name: &str) -> bool {
        SETTINGS
            .iter()
            .any(|(known, kind, _)| *known == name && matches!(kind, Kind::Fixed | Kind::AtStart(_)))
    }

    /// Changes a setting, or says in Redis's words why not.
    pub fn set(&mut self, name: &str, value: &[u8]) -> Result<(), String> {
        let Some((name, kind, _)) = SETTINGS.iter().find(|(known, _, _)| *known == name) else {
            return Ok(());
        };
        let value = match kind {
            Kind::OutputLimits => limits::with(&self.get(name), value)?.into_bytes().into(),
            kind => accepted(*kind, value)?,
        };
        Arc::make_mut(&mut self.changed).insert(name, value);
        Ok(())
    }

    /// A setting that holds a number, as that number.
    pub fn number(&self, name: &str) -> i64 {
        strict_integer(&self.get(name)).unwrap_or_default()
    }

    /// Whether nothing was set since `other` was cloned from these. Costs nothing.
    pub fn is_unchanged_since(&self, other: &Settings) -> bool {
        Arc::ptr_eq(&self.changed, &other.changed)
    }

    /// For how many seconds a new stream remembers a message by its name, and how many of each producer.
    pub fn idempotence_limits(&self) -> (u32, u32) {
        let number = |name| u32::try_from(self.number(name)).unwrap_or_default();
        (number("stream-idmp-duration"), number("stream-idmp-maxsize"))
    }

    /// When a stream's node is full.
    pub fn node_limits(&self) -> NodeLimits {
        let number = |name| self.number(name).unsigned_abs();
        NodeLimits {
            entries: number("stream-node-max-entries"),
            bytes: number("stream-node-max-bytes"),
        }
    }

    /// Whether `password` is right: there is none, or this is it. Takes as long whatever is wrong with it.
    pub fn admits(&self, password: &[u8]) -> bool {
        self.password().is_none_or(|right| same(right, password))
    }

    /// The most that may be stored, in bytes; 0 for as much as one likes.
    pub fn max_memory(&self) -> u64 {
        strict_integer(&self.get("maxmemory")).map_or(0, i64::unsigned_abs)
    }

    /// How much a client of this class may leave unread: `normal`, or `pubsub` for those who listen.
    pub fn output_limit(&self, class: &str) -> OutputLimit {
        limits::limit_of(class, &self.get("client-output-buffer-limit"))
    }

    /// The password that clients must give, if there is one.
    pub fn password(&self) -> Option<&Bytes> {
        self.changed
            .get("requirepass")
            .filter(|password| !password.is_empty())
    }
}

/// Compares without telling by the time it takes where the two differ.
fn same(right: &[u8], given: &[u8]) -> bool {
    let mut difference = right.len() ^ given.len();
    for (at, byte) in given.iter().enumerate() {
        difference |= usize::from(byte ^ right[at % right.len().max(1)]);
    }
    std::hint::black_box(difference) == 0
}

fn accepted(kind: Kind, value: &[u8]) -> Result<Bytes, String> {
    match kind {
        Kind::Text | Kind::Fixed | Kind::OutputLimits => Ok(value.into()),
        Kind::Memory => memory(value)
            .map(|bytes| bytes.to_string().into_bytes().into())
            .ok_or_else(|| "argument must be a memory value".to_owned()),
        Kind::MemoryFrom(least) => match memory(value).map(i64::try_from) {
            None => Err("argument must be a memory value".to_owned()),
            Some(Ok(bytes)) if bytes >= least => Ok(bytes.to_string().into_bytes().into()),
            Some(_) => Err(format!(
                "argument must be between {least} and {} inclusive",
                i64::MAX
            )),
        },
        Kind::YesNo => match &*value.to_ascii_lowercase() {
            b"yes" => Ok("yes".into()),
            b"no" => Ok("no".into()),
            _ => Err("argument must be 'yes' or 'no'".to_owned()),
        },
        Kind::OneOf(words) | Kind::AtStart(words) => {
            let found = words
                .iter()
                .find(|word| word.as_bytes().eq_ignore_ascii_case(value));
            found
                .map(|word| (*word).into())
                .ok_or_else(|| format!("argument(s) must be one of the following: {}", words.join(", ")))
        }
        Kind::Integer(least, most) => match strict_integer(value) {
            None => Err("argument couldn't be parsed into an integer".to_owned()),
            Some(number) if (least..=most).contains(&number) => Ok(value.into()),
            Some(_) => Err(format!("argument must be between {least} and {most} inclusive")),
        },
    }
}

/// A number of bytes: `4096`, `4kb` (of 1024), `4k` (of 1000). Nothing at all is 0.
pub fn memory(text: &[u8]) -> Option<u64> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, unit) = text.split_at(digits);
    let factor = match &*unit.to_ascii_lowercase() {
        b"" | b"b" => 1,
        b"k" => 1000,
        b"kb" => 1 << 10,
        b"m" => 1_000_000,
        b"mb" => 1 << 20,
        b"g" => 1_000_000_000,
        b"gb" => 1 << 30,
        _ => return None,
    };
    let number = std::str::from_utf8(number).ok()?;
    let number: u64 = if number.is_empty() {
        0
    } else {
        number.parse().ok()?
    };
    number.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_has_units() {
        for (text, bytes) in [
            ("4kb", Some(4096)),
            ("1K", Some(1000)),
            ("1gb", Some(1 << 30)),
            ("", Some(0)),
            ("12b", Some(12)),
            ("x", None),
            ("-1", None),
            ("1x", None),
        ] {
            assert_eq!(memory(text.as_bytes()), bytes, "{text}");
        }
    }

    #[test]
    fn limits_follow_the_settings() {
        let mut settings = Settings::default();
        assert_eq!(settings.node_limits(), NodeLimits::default());
        settings.set("stream-node-max-entries", b"3").unwrap();
        assert_eq!(settings.node_limits().entries, 3);
    }
}
