//! Any text at the prompt: parsed, hinted, painted, completed and diagnosed over a state with streams, groups and
//! pending entries, then run and explained. Every place that is named must be a place of the line.
#![no_main]

use std::ops::Range;
use std::sync::Mutex;

use libfuzzer_sys::fuzz_target;
use xtutor::assist::{Diagnosis, check, cleaned, complete, explain, ghost, help, hint, paint, remark};
use xtutor::command::line::{repeated, tolerant};
use xtutor::command::{Event, Line, Version};
use xtutor::lab::{Action, Clock, Lab, TerminalId};
use xtutor::wire::Protocol;
use xtutor_fuzz::{command, manner};

const STATE: &[&str] = &[
    "XADD fruits 10-0 name banana color yellow",
    "XADD fruits 20-0 name apple color red",
    "XADD orders 5-1 total 12",
    "XGROUP CREATE fruits pickers 0",
    "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
    "XREADGROUP GROUP pickers b\u{e9}a STREAMS fruits >",
    "XGROUP CREATE orders audit $",
    "RPUSH list a b",
    "SET text value",
];

/// Made once; each input tries its line on a fork.
static LAB: Mutex<Option<Lab>> = Mutex::new(None);

fn fork() -> Lab {
    let mut made = LAB.lock().expect("no input got this far and failed");
    made.get_or_insert_with(|| {
        let mut lab = Lab::new(
            Clock::held(1_800_000_000_000, 250),
            Version::default(),
            Protocol::Resp2,
        );
        lab.act(Action::Open("shop".to_owned()), 0);
        for line in STATE {
            lab.act(Action::Run(TerminalId(0), command(line.as_bytes())), 0);
        }
        lab
    })
    .fork()
}

fn in_line(line: &str, span: &Range<usize>) {
    assert!(line.get(span.clone()).is_some(), "{span:?} of {line:?}");
}

fn drawn(line: &str, diagnosis: &Diagnosis) {
    diagnosis.span.iter().for_each(|span| in_line(line, span));
    diagnosis.draw(line);
}

fuzz_target!(|data: &[u8]| {
    let [first, place, text @ ..] = data else { return };
    let (profile, _) = manner(*first);
    let line = &*String::from_utf8_lossy(text);
    let mut lab = fork();
    let lookup = lab.lookup(TerminalId(0), 0);

    hint(line, profile);
    ghost(line, profile);
    help(line, profile);
    if let Some(cleaned) = cleaned(line) {
        assert!(cleaned.line.len() < line.len(), "{line:?}");
    }
    let painted = paint(line, profile);
    painted.iter().for_each(|(span, _)| in_line(line, span));
    assert!(
        painted.is_sorted_by(|(one, _), (next, _)| one.end <= next.start),
        "{line:?}"
    );
    if let Some(diagnosis) = check(line, profile) {
        drawn(line, &diagnosis);
    }
    for cursor in [line.len(), usize::from(*place) % (line.len() + 1)] {
        let offered = complete(line, cursor, &lookup, profile);
        assert!(
            offered.is_empty() || line.get(offered.start..cursor).is_some(),
            "{line:?} {cursor}"
        );
    }

    let (words, fault) = tolerant(line.as_bytes());
    words.spans().iter().for_each(|span| in_line(line, span));
    assert_eq!(fault.is_none(), Line::parse(line.as_bytes()).is_ok());
    repeated(&words);

    remark(line, words.spans().len() % 2 == 0, &lookup, profile);
    lab.act(Action::Profile(profile), 0);
    let outcome = lab.act(Action::Run(TerminalId(0), words.argv().to_owned()), 0);
    for event in &outcome.events {
        if let Event::Failed { fault, .. } = event {
            drawn(
                line,
                &explain(line, fault, &lab.lookup(TerminalId(0), 0), profile),
            );
        }
    }
});
