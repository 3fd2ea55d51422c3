//! MONITOR: whoever asked for it is shown every command that runs, but for those about the server itself and secrets
//! (streams.md E.6).

use super::Engine;
use crate::command::{Resolved, Turn};
use crate::wire::{Argv, ClientId, quoted};

impl Engine {
    /// Whether `client` is shown all commands.
    pub fn is_monitor(&self, client: ClientId) -> bool {
        self.monitors.contains(&client)
    }

    /// Shows a command that was run to those who asked for it.
    pub(super) fn tell_monitors(
        &self,
        client: ClientId,
        argv: Argv<'_>,
        resolved: &Resolved<'_>,
        turn: &mut Turn<'_>,
    ) {
        if self.monitors.is_empty() || resolved.has_flag("admin") {
            return;
        }
        let db = self.db_of(client);
        let from = self
            .clients
            .get(client)
            .map_or_else(String::new, |state| state.addresses(client).0);
        let (seconds, ms) = (turn.now.div_euclid(1000), turn.now.rem_euclid(1000));
        let mut line = format!("{seconds}.{:06} [{db} {from}]", ms * 1000);
        for (place, word) in argv.iter().enumerate() {
            line.push(' ');
            line.push_str(&quoted(if is_secret(argv, place) {
                b"(redacted)"
            } else {
                word
            }));
        }
        for monitor in &self.monitors {
            self.face(*monitor, turn);
            turn.out.status(&line);
        }
        self.face(client, turn);
    }
}

/// Whether the argument at this place is a password, or stands in a login.
pub fn is_secret(argv: Argv<'_>, place: usize) -> bool {
    let says = |at: usize, word: &str| {
        argv.get(at)
            .is_some_and(|argument| argument.eq_ignore_ascii_case(word.as_bytes()))
    };
    if says(0, "AUTH") {
        return place > 0;
    }
    if says(0, "CONFIG") && place > 2 && says(place - 1, "requirepass") {
        return true;
    }
    // HELLO 3 AUTH user password
    says(0, "HELLO") && (1..=2).any(|before| place > before + 1 && says(place - before, "AUTH"))
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn what_is_run_is_shown_and_secrets_are_not() {
        let mut rig = Rig::new().at(1_700_000_000_213);
        assert_eq!(rig.run("spy", "MONITOR"), "OK\n");
        for line in [
            "SET a \"b\\\"c\"",
            "CONFIG GET save",
            "NOSUCH",
            "XLEN",
            "INCR a",
            "AUTH default secret",
            "HELLO 2 AUTH default secret",
            "SELECT 1",
            "MULTI",
            "GET a",
            "EXEC",
            "BLPOP l 0",
        ] {
            rig.run("main", line);
        }
        let at = "1700000000.213000";
        let shown = [
            "[0 terminal:2] \"SET\" \"a\" \"b\\\"c\"",
            "[0 terminal:2] \"INCR\" \"a\"",
            "[0 terminal:2] \"AUTH\" \"(redacted)\" \"(redacted)\"",
            "[0 terminal:2] \"HELLO\" \"2\" \"AUTH\" \"(redacted)\" \"(redacted)\"",
            "[1 terminal:2] \"SELECT\" \"1\"",
            "[1 terminal:2] \"MULTI\"",
            "[1 terminal:2] \"GET\" \"a\"",
            "[1 terminal:2] \"EXEC\"",
            "[1 terminal:2] \"BLPOP\" \"l\" \"0\"",
        ];
        let received = rig.received("spy");
        let lines: Vec<&str> = received.lines().collect();
        assert_eq!(lines, shown.map(|line| format!("{at} {line}")));
        rig.run("spy", "RESET");
        rig.run("other", "PING");
        assert_eq!(rig.received("spy"), "");
    }

    #[test]
    fn a_monitor_is_listed_as_one_and_is_none_within_a_transaction() {
        let mut rig = Rig::new();
        rig.run("spy", "MONITOR");
        let flags = |rig: &mut Rig| {
            let listed = rig.run("main", "CLIENT LIST");
            let told = listed.split(' ').filter(|word| word.starts_with("flags="));
            told.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(flags(&mut rig), ["flags=O", "flags=N"]);
        rig.run("spy", "RESET");
        assert_eq!(flags(&mut rig), ["flags=N", "flags=N"]);
        rig.transcript(
            "
> MULTI
OK
> MONITOR
QUEUED
> EXEC
1) (error) ERR MONITOR isn't allowed for DENY BLOCKING client
",
        );
    }
}
