//! Server versions: which behaviour is asked for, and since when a command exists.

use std::fmt;
use std::str::FromStr;

use crate::store::Reckoning;

/// A Redis version line. Behaviour follows it; the default is the newest that was proved against a running
/// server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// `8` of 8.0.2
    pub major: u8,
    /// `0` of 8.0.2
    pub minor: u8,
}

/// Shorthand for tables.
pub const fn version(major: u8, minor: u8) -> Version {
    Version { major, minor }
}

impl Version {
    /// The lines that can be chosen.
    pub const ALL: [Version; 9] = [
        version(7, 0),
        version(7, 2),
        version(7, 4),
        version(8, 0),
        // From here on known from documentation only.
        version(8, 2),
        version(8, 4),
        version(8, 6),
        version(8, 8),
        version(8, 10),
    ];
}

impl Version {
    /// How this version reckons entries-read and lag.
    pub fn reckoning(self) -> Reckoning {
        if self < version(7, 4) {
            Reckoning::Until72
        } else if self < version(8, 0) {
            Reckoning::Since74
        } else {
            Reckoning::Since80
        }
    }
}

impl Version {
    /// The release that this line's behaviour was taken from, as a server of it calls itself.
    pub fn release(self) -> &'static str {
        match (self.major, self.minor) {
            (7, 0) => "7.0.15",
            (7, 2) => "7.2.0",
            (7, 4) => "7.4.0",
            (8, 2) => "8.2.7",
            (8, 4) => "8.4.4",
            (8, 6) => "8.6.2",
            (8, 8) => "8.8.0",
            (8, 10) => "8.10.0",
            _ => "8.0.2",
        }
    }
}

impl Default for Version {
    fn default() -> Self {
        version(8, 0)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Version, String> {
        Version::ALL
            .into_iter()
            .find(|version| version.to_string() == text)
            .ok_or_else(|| {
                let known: Vec<String> = Version::ALL.iter().map(ToString::to_string).collect();
                format!("unknown profile `{text}`; the profiles are {}", known.join(", "))
            })
    }
}
