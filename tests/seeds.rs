//! The five seed documents, typed line by line with their comments into the plain prompt of `xtutor repl --no-raw`,
//! give what redis-cli 8.0 printed for the same lines (`tests/seeds`).

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/rig.rs"]
mod rig;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rig::{Side, replayed, similar};
use xtutor::lab::Clock;
use xtutor::repl::{Next, Session, Settings};

/// The plain prompt with one terminal per client of the recording.
struct Prompt {
    session: Session,
    now: i64,
    news: BTreeMap<String, String>,
}

impl Prompt {
    fn new() -> Prompt {
        let now = 1_800_000_000_000;
        let settings = Settings {
            clock: Clock::held(now, 1),
            ..Settings::default()
        };
        Prompt {
            session: Session::new(settings, now),
            now,
            news: BTreeMap::new(),
        }
    }

    fn switch(&mut self, client: &str) {
        self.session
            .line(format!(":terminal {client}").as_bytes(), self.now);
    }

    /// The part of what was printed that is this terminal's own; what others received is kept for them.
    fn sorted(&mut self, printed: &[u8]) -> String {
        let text = String::from_utf8_lossy(printed).into_owned();
        let mut own = String::new();
        let mut reader: Option<String> = None;
        for line in text.lines() {
            if let Some(name) = line.strip_suffix(" receives") {
                reader = Some(name.to_owned());
                continue;
            }
            let place = reader
                .as_ref()
                .map_or(&mut own, |name| self.news.entry(name.clone()).or_default());
            place.push_str(line);
            place.push('\n');
        }
        own
    }
}

impl Side for Prompt {
    fn run(&mut self, client: &str, line: &str) -> String {
        self.switch(client);
        let mut answer = self.session.line(line.as_bytes(), self.now);
        let mut printed = std::mem::take(&mut answer.printed);
        while answer.next == Next::GoOn {
            answer = self.session.go_on(self.now);
            printed.append(&mut answer.printed);
        }
        assert_eq!(answer.complaint, None, "{line}");
        self.sorted(&printed)
    }

    fn received(&mut self, client: &str) -> String {
        self.news.remove(client).unwrap_or_default()
    }

    fn waits(&mut self, client: &str) -> bool {
        self.switch(client);
        self.session.waits()
    }

    fn sit_out(&mut self, client: &str) {
        self.switch(client);
        let answer = self.session.jump(self.now);
        let text = self.sorted(&answer.printed);
        self.news.entry(client.to_owned()).or_default().push_str(&text);
    }
}

#[test]
fn every_command_of_the_seed_documents_prints_as_redis_cli_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 5);
    for path in files {
        let text = fs::read_to_string(path).unwrap();
        similar(&text, &replayed(&mut Prompt::new(), &text));
    }
}
