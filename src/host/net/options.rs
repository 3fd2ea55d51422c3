//! The options of everything that listens: who may come, and how much one client may ask for.

use clap::Args;

use super::Wanted;
use crate::engine::Engine;
use crate::store::{Millis, OutputLimit};

/// What listening is bounded by.
#[derive(Clone, Debug, Args)]
pub(crate) struct NetOptions {
    /// Ask clients for this password; without one only this machine is listened to
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "WORD",
        env = "XTUTOR_PASSWORD",
        hide_env_values = true,
        help_heading = "Network"
    )]
    pub(super) password: Option<String>,
    /// Refuse more clients than this at a time
    #[arg(long, global = true, hide_short_help = true, value_name = "COUNT", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..), help_heading = "Network")]
    max_clients: u32,
    /// Close connections that were silent for so many seconds; 0 for never
    #[arg(long, global = true, hide_short_help = true, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(i32).range(0..), help_heading = "Network")]
    idle_timeout: i32,
    /// Allow DEBUG SLEEP and other words for tests of clients: to all, or to those on this machine
    #[arg(long, global = true, hide_short_help = true, value_name = "WHOM", default_value = "no", value_parser = ["no", "yes", "local"], help_heading = "Network")]
    enable_debug_command: String,
    /// The largest argument a client may send; at least 1mb
    #[arg(long, global = true, hide_short_help = true, value_name = "BYTES", default_value = "512mb", value_parser = request_bytes, help_heading = "Network")]
    bulk_limit: u64,
    /// Cut off a client whose unfinished request, or what it has queued by MULTI, is larger; at least 1mb
    #[arg(long, global = true, hide_short_help = true, value_name = "BYTES", default_value = "1gb", value_parser = request_bytes, help_heading = "Network")]
    query_limit: u64,
    /// Cut off a client that leaves more of its replies unread
    #[arg(long, global = true, hide_short_help = true, value_name = "BYTES", default_value = "1gb", value_parser = bytes, help_heading = "Network")]
    output_limit: u64,
    /// Cut off a subscriber or monitor that leaves more messages unread
    #[arg(long, global = true, hide_short_help = true, value_name = "BYTES", default_value = "32mb", value_parser = bytes, help_heading = "Network")]
    pubsub_limit: u64,
    /// Cut off a subscriber or monitor that leaves more than this unread for longer than --pubsub-patience
    #[arg(long, global = true, hide_short_help = true, value_name = "BYTES", default_value = "8mb", value_parser = bytes, help_heading = "Network")]
    pubsub_soft_limit: u64,
    /// How long that is, in seconds
    #[arg(long, global = true, hide_short_help = true, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(i32).range(0..), help_heading = "Network")]
    pubsub_patience: i32,
}

impl NetOptions {
    /// Tells the engine what CONFIG may be asked for and may change later.
    pub(crate) fn configure(&self, engine: &mut Engine) {
        let settings = [
            ("requirepass", self.password.clone().unwrap_or_default()),
            ("enable-debug-command", self.enable_debug_command.clone()),
            ("maxclients", self.max_clients.to_string()),
            ("timeout", self.idle_timeout.to_string()),
            ("proto-max-bulk-len", self.bulk_limit.to_string()),
            ("client-query-buffer-limit", self.query_limit.to_string()),
            (
                "client-output-buffer-limit",
                format!(
                    "normal {} 0 0 pubsub {} {} {}",
                    self.output_limit, self.pubsub_limit, self.pubsub_soft_limit, self.pubsub_patience
                ),
            ),
        ];
        for (name, value) in settings {
            // The command line has accepted only what is in range.
            let _ = engine.configure(name, value.as_bytes());
        }
    }

    /// How many files may be open: one for each client, and some of our own.
    pub(crate) fn most_files(&self) -> u64 {
        u64::from(self.max_clients) + 32
    }

    /// Whether it may be listened there: elsewhere than on this machine only with a password.
    pub(super) fn allow(&self, wanted: Wanted) -> Result<(), String> {
        if wanted.is_loopback() || self.asks_password() {
            return Ok(());
        }
        let address = wanted
            .sockets()
            .first()
            .map_or_else(String::new, ToString::to_string);
        Err(format!(
            "everybody could connect to {address}: give --password WORD (or XTUTOR_PASSWORD), or listen on 127.0.0.1"
        ))
    }

    /// Whether clients are asked for a password.
    pub(crate) fn asks_password(&self) -> bool {
        self.password.as_ref().is_some_and(|word| !word.is_empty())
    }
}

/// The limits in force: what the options said, and what CONFIG SET has made of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) clients: usize,
    /// Ms; 0 for never.
    pub(super) idle: Millis,
    pub(super) bulk: usize,
    pub(super) query: usize,
    pub(super) output: Unread,
    pub(super) pubsub: Unread,
}

/// How much a client may leave unread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unread {
    /// In bytes, at any time.
    pub(super) hard: usize,
    /// In bytes, for longer than `patience`.
    pub(super) soft: usize,
    /// Ms.
    pub(super) patience: Millis,
}

impl Unread {
    fn of(limit: OutputLimit) -> Unread {
        let most = |bytes| match usize::try_from(bytes) {
            Ok(0) | Err(_) => usize::MAX,
            Ok(bytes) => bytes,
        };
        Unread {
            hard: most(limit.hard),
            soft: most(limit.soft),
            patience: limit.seconds.saturating_mul(1000),
        }
    }
}

impl Bounds {
    pub(super) fn of(engine: &Engine) -> Bounds {
        let limit = |class| Unread::of(engine.settings().output_limit(class));
        let number = |name| usize::try_from(engine.settings().number(name)).unwrap_or_default();
        Bounds {
            clients: number("maxclients"),
            idle: engine.settings().number("timeout") * 1000,
            bulk: number("proto-max-bulk-len"),
            query: number("client-query-buffer-limit"),
            output: limit("normal"),
            pubsub: limit("pubsub"),
        }
    }

    /// The most bytes that may be written to any client before they are sent: one command alone can bring more.
    pub(super) fn most(&self) -> usize {
        self.output.hard.max(self.pubsub.hard)
    }
}

/// A number of bytes as Redis's configuration writes it.
fn bytes(text: &str) -> Result<u64, String> {
    let bytes = crate::store::memory(text.as_bytes()).filter(|bytes| *bytes > 0);
    bytes.ok_or_else(|| "write a number of bytes, as in 1048576, 512kb, 32mb or 1gb".to_owned())
}

/// The same for what a request may take, of which Redis allows no less than a megabyte.
fn request_bytes(text: &str) -> Result<u64, String> {
    let bytes = bytes(text)?;
    (bytes >= 1 << 20)
        .then_some(bytes)
        .ok_or_else(|| "less than 1mb is too little for requests".to_owned())
}
