//! Every lesson of the course is proved; lessons broken on purpose are refused, comparing the whole text; no bytes
//! make the reader panic.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use xtutor::lesson::{Shelf, check, handout, misconceptions, skeleton};

#[test]
fn every_lesson_of_the_course_holds() {
    let shelf = Shelf::embedded();
    for lesson in shelf.list() {
        let mut report = check(lesson);
        report.faults.extend(shelf.too_long(lesson));
        let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.concat(), "", "{}", lesson.id);
        assert!(
            report.proved > 50,
            "{}: only {} statements",
            lesson.id,
            report.proved
        );
    }
}

#[test]
fn no_lesson_file_is_missing_from_the_shelf() {
    let mut files: Vec<String> = std::fs::read_dir("lessons")
        .unwrap()
        .map(|file| format!("lessons/{}", file.unwrap().file_name().to_string_lossy()))
        .filter(|name| name != "lessons/README.md")
        .collect();
    files.sort();
    let mut embedded: Vec<&str> = Shelf::embedded_files().collect();
    embedded.sort_unstable();
    assert_eq!(files, embedded);
}

#[test]
fn every_misconception_is_met_by_a_lesson() {
    let shelf = Shelf::embedded();
    let mut met = shelf.list().iter().flat_map(|lesson| &lesson.misconceptions);
    let met: std::collections::BTreeSet<&str> = met.by_ref().map(String::as_str).collect();
    let known: Vec<&str> = misconceptions().map(|(id, _)| id).collect();
    assert_eq!(known.len(), 26);
    assert!(met.iter().all(|id| known.contains(id)), "{met:?}");
    let missing: Vec<&str> = known.into_iter().filter(|id| !met.contains(id)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// One way to break `tests/lessons/sound.yaml`: what is replaced, by what.
const BROKEN: &[(&str, &str, &str)] = &[
    ("not broken", "", ""),
    ("an unknown key", "    solution:", "    solutions:"),
    ("an unknown key at the top", "setup:", "setpu:"),
    (
        "a key twice",
        "title: A lesson that holds",
        "title: A lesson that holds\ntitle: Again",
    ),
    ("no schema", "schema: stream-lesson/1\n", ""),
    ("another schema", "stream-lesson/1", "stream-lesson/2"),
    ("another name than the file's", "id: sound", "id: found"),
    ("an unknown kind", "kind: watch", "kind: wacht"),
    (
        "a missing goal",
        "    goal:\n      - {pel: fruits/pickers, count: 0}\n      - {stream: fruits, length: 2}\n",
        "",
    ),
    ("a sign of YAML's", "last-delivered: 1-0", "last-delivered: *"),
    (
        "an arrow that folds",
        "- \"XREADGROUP GROUP pickers bob COUNT 1 STREAMS fruits >\"",
        "- >",
    ),
    ("a variable in braces", "{value: 2}", "{value: ${apple}}"),
    (
        "a quote that is never closed",
        "text: Report it.",
        "text: \"Report it.",
    ),
    ("a tab", "    text: Report it.", "\ttext: Report it."),
    (
        "a list where a text belongs",
        "text: Report it.",
        "text: [Report, it]",
    ),
    (
        "a word where a number belongs",
        "{stream: fruits, length: 2}",
        "{stream: fruits, length: {min: 2, mox: 3}}",
    ),
    (
        "a span without a unit that is known",
        "per-command: 1ms",
        "per-command: 1 day",
    ),
    (
        "a terminal that is not declared",
        "- {id: from-the-shop, actions: [{in: shop,",
        "- {id: from-the-shop, actions: [{in: shoop,",
    ),
    (
        "two terminals of one name",
        "- {id: bob, label: Picker Bob}",
        "- {id: shop, label: Picker Bob}\n  - {id: bob}",
    ),
    (
        "an unknown subject",
        "{pel: fruits/pickers, count: 0}",
        "{pell: fruits/pickers, count: 0}",
    ),
    (
        "a subject of which nothing is said",
        "{stream: fruits, length: 2}",
        "{stream: fruits}",
    ),
    (
        "a group without its stream",
        "{pel: fruits/pickers, count: 0}",
        "{pel: pickers, count: 0}",
    ),
    (
        "a variable too early",
        "text: Bob takes the apple.",
        "text: Bob takes ${apple}.",
    ),
    (
        "a variable that does not exist",
        "the pear ${pear}",
        "the pear ${paer}",
    ),
    ("a command that does not exist", "- XLEN fruits", "- XLNE fruits"),
    ("quotes that do not match", "- XLEN fruits", "- XLEN \"fruits"),
    (
        "a path that is none",
        "measure: {reply: bob}",
        "measure: {reply: bob, path: \"[0\"}",
    ),
    (
        "no mistakes",
        "    mistakes:\n      - {id: fired-bob, actions: [XGROUP DELCONSUMER fruits pickers bob, XDEL fruits 1-0], say: Undo.}\n      - {id: summary, actions: [XPENDING fruits pickers], say: That only counts.}\n",
        "",
    ),
    ("no open step", "scaffold: open", "scaffold: faded"),
    (
        "links to a glossary, one of them open",
        "text: Report it.",
        "text: |\n      Look into the {{term:pel}} first.\n      Then report to the {{term:group and go on.",
    ),
    (
        "a line that is too wide",
        "text: Report it.",
        "text: |\n      Report it, and then report it again, and when you have reported it, report it once more.\n      Then stop.",
    ),
    (
        "a reply kept in a solution",
        "      - XACK fruits pickers 1-0\n    alt",
        "      - {run: XACK fruits pickers 1-0, as: done}\n    alt",
    ),
    (
        "a lesson before it that is not there",
        "clock:",
        "needs: [tickets-first-sail]\nclock:",
    ),
    (
        "a misconception that is not in the catalogue",
        "{value: 1, because: Reporting is not deleting.}",
        "{value: 1, misconception: M01-xack-removes, because: Reporting is not deleting.}",
    ),
    (
        "a misconception that nothing meets",
        "clock:",
        "misconceptions: [M01-xack-deletes]\nclock:",
    ),
    (
        "a step for another version",
        "  - id: how-many\n",
        "  - id: how-many\n    profile: \"7.0\"\n",
    ),
    (
        "a command that is too new",
        "- XLEN fruits",
        "- XACKDEL fruits pickers IDS 1 1-0",
    ),
    (
        "a scripted client that waits",
        "clock:",
        "actors:\n  - {id: elf, in: shop, every: 1s, count: 2, run: [XREAD BLOCK 0 STREAMS fruits $]}\nclock:",
    ),
    (
        "a scripted client that never ends",
        "clock:",
        "actors:\n  - {id: elf, in: shop, every: 1s, count: 1000000, run: [PING]}\nclock:",
    ),
    (
        "a pane that does not exist",
        "text: Bob takes the apple.",
        "text: Bob takes the apple.\n    focus: [pelt]",
    ),
    (
        "a colon in a text",
        "text: Report it.",
        "text: one of two: the other",
    ),
    ("a quote within quotes", "text: Report it.", "text: 'nobody'll'"),
    (
        "a list that begins too far left",
        "      - {stream: fruits, length: 2}\n",
        "     - {stream: fruits, length: 2}\n",
    ),
    (
        "a text that begins too far left",
        "text: Report it.",
        "text: |\n      Report\n   it now",
    ),
    ("a colon that is missing", "    kind: do\n", "    kind do\n"),
    (
        "a brace that is never closed",
        "{stream: fruits, length: 2}",
        "{stream: fruits, length: 2",
    ),
    (
        "two documents",
        "    measure: {reply: bob}\n",
        "    measure: {reply: bob}\n---\na: b\n",
    ),
    (
        "a mark of some editors",
        "schema: stream-lesson/1",
        "\u{feff}schema: stream-lesson/1",
    ),
    (
        "a dash that is missing before a step",
        "  - id: finish\n",
        "    id: finish\n",
    ),
    (
        "a comma in a text in braces",
        "because: Reporting is not deleting.}",
        "because: Reporting is not deleting, it crosses off.}",
    ),
    ("a level that does not exist", "clock:", "level: hard\nclock:"),
    (
        "an order that does not exist",
        "{stream: fruits, length: 2}",
        "{stream: fruits, length: 2, entries: [{id: 1-0}], order: anyy}",
    ),
    (
        "a word for a number",
        "{stream: fruits, length: 2}",
        "{stream: fruits, length: two}",
    ),
    (
        "a word for a bound",
        "{stream: fruits, length: 2}",
        "{stream: fruits, length: {min: two}}",
    ),
    (
        "yes for true",
        "{stream: fruits, length: 2}",
        "{stream: fruits, exists: yes}",
    ),
    (
        "an ID that is none",
        "{pel: fruits/pickers, count: 0}",
        "{pel: fruits/pickers, lacks: [{id: abc}, {id: {not: {min: x}}}, {idle: long}, {id: 1}]}",
    ),
    (
        "a name where a list belongs",
        "last-delivered: 1-0",
        "last-delivered: 1-0, consumers: bob",
    ),
    (
        "a list where a number belongs",
        "last-delivered: 1-0",
        "last-delivered: 1-0, pending: [1]",
    ),
    (
        "a state that terminals do not have",
        "{stream: fruits, length: 2}",
        "{terminal: bob, state: {not: asleep}}",
    ),
    (
        "an event with a fact it does not have",
        "{stream: fruits, length: 2}",
        "{event: claimed, consumer: bob, by: {not: bobb}}",
    ),
    (
        "an expectation that is no map",
        "      - XLEN fruits",
        "      - {run: XLEN fruits, expect: 2}",
    ),
    (
        "a variable that is captured here",
        "      - Which command reports?",
        "      - Which command reports ${apple}?",
    ),
    (
        "a part that an ID does not have",
        "the pear ${pear}",
        "the pear ${pear.mss}",
    ),
    (
        "variables that are not closed",
        "ask: The apple is ${apple}, the pear ${pear}. How many are left?",
        "ask: The apple is ${apple and the pear ${pear}. How many are ${left?",
    ),
    (
        "a required key that is misspelt, and one that is near another",
        "    goal:\n      - {pel: fruits/pickers, count: 0}\n      - {stream: fruits, length: 2}\n    solution:\n",
        "    goals:\n      - {pel: fruits/pickers, count: 0}\n    solution:\n",
    ),
    (
        "a text that ends before a sign",
        "text: Report it.",
        "text: Report apple # 1.",
    ),
    (
        "a comment behind a text",
        "text: Report it.",
        "text: Report it.  # all of it",
    ),
    (
        "a prompt that names no command",
        "prompt: XACK fruits pickers ____",
        "prompt: XACKK fruits pickers ____",
    ),
    (
        "a command in backticks that does not exist",
        "text: Report it.",
        "text: Report it. `XPENDNG fruits pickers` lists what is left, `XPENDING` and `XX` are fine.",
    ),
    (
        "a misconception that nothing meets in what can be read",
        "clock:",
        "misconceptions: [M01-xack-deletes]\nclok: {}\nclock:",
    ),
    // From here on the file can be read, and what it says is not so.
    (
        "a goal that holds already",
        "      - {pel: fruits/pickers, count: 0}\n",
        "",
    ),
    (
        "a mistake that is none",
        "[XPENDING fruits pickers]",
        "[XACK fruits pickers 1-0]",
    ),
    (
        "two mistakes that leave the same",
        "[XPENDING fruits pickers]",
        "[XDEL fruits 1-0, XGROUP DELCONSUMER fruits pickers bob]",
    ),
    (
        "a mistake that nobody can make",
        "[XPENDING fruits pickers]",
        "[{advance: 1s}]",
    ),
    (
        "a solution that does not reach the goal",
        "      - XACK fruits pickers 1-0\n    alt",
        "      - XACK fruits pickers 2-0\n    alt",
    ),
    (
        "a solution on the way of a mistake",
        "      - XACK fruits pickers 1-0\n    alt",
        "      - XPENDING fruits pickers\n      - XACK fruits pickers 1-0\n    alt",
    ),
    (
        "an alternative that does not reach the goal",
        "run: XACK fruits pickers 1-0}",
        "run: XACK fruits pickers 2-0}",
    ),
    (
        "a goal that a look reaches",
        "- {pel: fruits/pickers, count: 0}\n",
        "- {reply: bob, type: integer}\n",
    ),
    (
        "a capture of nothing",
        "where: {name: apple}",
        "where: {name: kiwi}",
    ),
    (
        "a capture of two",
        "{entry: fruits, where: {name: apple}}",
        "{entry: fruits, where: {name: any}}",
    ),
    ("no option is true", "{value: 2}", "{value: 3}"),
    ("two options are true", "{value: 1, because", "{value: 2, because"),
    (
        "nothing to measure",
        "measure: {reply: bob}",
        "measure: {reply: shop}",
    ),
    (
        "an assertion that does not hold",
        "last-delivered: 1-0",
        "last-delivered: 2-0",
    ),
    (
        "an expectation that does not hold",
        "      - XLEN fruits",
        "      - {run: XLEN fruits, expect: {equals: 7}}",
    ),
    (
        "a command that is refused",
        "run: XADD fruits 2-0 name pear, as: pear",
        "run: XADD fruits 1-0 name pear, as: pear",
    ),
    ("another par", "    capture:\n", "    par: 2\n    capture:\n"),
    (
        "a command that the step does not take",
        "    capture:\n",
        "    deny: [XACK]\n    capture:\n",
    ),
    (
        "a right answer among the wrong ones",
        "    options:\n      - {value: 1,",
        "    entry: number\n    options:\n      - {value: 1,",
    ),
    (
        "a claim that comes too soon",
        "      - XACK fruits pickers 1-0\n    alt",
        "      - XAUTOCLAIM fruits pickers bob 60000 0\n    alt",
    ),
    (
        "another way from which the lesson cannot go on",
        "actions: [{in: shop, run: XACK fruits pickers 1-0}]",
        "actions: [XACK fruits pickers 1-0, {run: XREAD BLOCK 0 STREAMS fruits $, blocks: true}]",
    ),
    (
        "a mistake that is there from the start",
        "{id: summary, actions: [XPENDING fruits pickers],",
        "{id: summary, when: [{stream: fruits, length: 2}],",
    ),
    (
        "a goal that names another consumer, in words of its own",
        "{pel: fruits/pickers, count: 0}",
        "{consumer: fruits/pickers/bub, pending: 0, say: Bob has nothing}",
    ),
    (
        "a goal that nothing can break",
        "{stream: fruits, length: 2}",
        "{pel: fruits/pickers, lacks: [{id: 99-9}]}",
    ),
    (
        "a colon in a list of texts",
        "- Which command reports?",
        "- Which command reports: one that takes IDs?",
    ),
    (
        "a map where a list belongs",
        "{stream: fruits, length: 2}",
        "{pel: fruits/pickers, lacks: {id: 99-9}}",
    ),
    (
        "a reply asked for what it does not have",
        "measure: {reply: bob}",
        "measure: {reply: bob, field: size}",
    ),
    (
        "how long a reply is",
        "      - XLEN fruits\n    measure: {reply: bob}",
        "      - XRANGE fruits - +\n    measure: {reply: bob, field: length}",
    ),
    (
        "a single statement where a list may stand",
        "actions: [XPENDING fruits pickers],",
        "actions: [XPENDING fruits pickers], when: {ran: XPENDING},",
    ),
    (
        "clients that are invited and cannot reach the goal",
        "    text: Report it.\n    prompt: XACK fruits pickers ____\n    goal:\n",
        "    text: Report it, or have a client do so with `:listen`.\n    goal:\n      - {reply: bob, equals: 1}\n      - any-of: [{ran: XACK, in: bob}, {event: acked}]\n",
    ),
    (
        "another goal that nothing can break",
        "{stream: fruits, length: 2}",
        "not: {event: deleted, id: 9-0}",
    ),
    (
        "a wrong answer of which nothing is said",
        "{value: 1, because: Reporting is not deleting.}",
        "{value: 1}",
    ),
    (
        "an answer to be typed that nobody can type",
        "    options:\n      - {value: 1, because: Reporting is not deleting.}\n      - {value: 2}\n",
        "    entry: id\n",
    ),
    (
        "an answer that is not what the author believes",
        "    options:\n      - {value: 1, because: Reporting is not deleting.}\n      - {value: 2}\n",
        "    entry: number\n    expect: 3\n",
    ),
    (
        "a capture with a star",
        "where: {name: apple}",
        "where: {name: \"*\"}",
    ),
    (
        "two lines joined into one",
        "    solution:\n      - XACK fruits pickers 1-0\n",
        "    solution:\n     - XACK fruits pickers 1-0\n      - PING\n",
    ),
    (
        "a suggestion that cannot be typed",
        "  - id: how-many\n",
        "  - id: play\n    kind: explore\n    in: bob\n    suggest:\n      - \"`XINFO CONSUMERS fruits`, or `XLEN fruits`\"\n      - \"`XADD baskets * of ${apple}` and look: `XLEN baskets`\"\n  - id: how-many\n",
    ),
    (
        "what is captured may be said at the end",
        "    hints:\n",
        "    success: The apple was ${apple}.\n    hints:\n",
    ),
    (
        "a page that is longer than the screen",
        "text: Report it.",
        "text: |\n      Report\n\n      - one\n      - by\n      - one\n      - and\n      - then\n      - all\n      - again",
    ),
    (
        "an answer that is longer than the screen",
        "because: Reporting is not deleting.}",
        "because: \"No.\\n\\n1. a\\n2. b\\n3. c\\n4. d\\n5. e\\n6. f\\n7. g\\n8. h\"}",
    ),
    (
        "a last page that is longer than the screen",
        "clock:",
        "after: \"1\\n\\n2\\n\\n3\\n\\n4\\n\\n5\"\nclock:",
    ),
    (
        "a field that a pending list does not have",
        "measure: {reply: bob}",
        "measure: {state: {pel: fruits/pickers}, field: banana}",
    ),
    (
        "a field of one entry asked of all",
        "measure: {reply: bob}",
        "measure: {state: {pel: fruits/pickers}, field: deliveries}",
    ),
    (
        "a field of a pending entry that is not there",
        "measure: {reply: bob}",
        "measure: {state: {pel: fruits/pickers, id: 2-0}, field: deliveries}",
    ),
    (
        "a capture that does not say which entry",
        "{entry: fruits, where: {name: apple}}",
        "{entry: fruits}",
    ),
    (
        "a capture at a place that is none",
        "{entry: fruits, where: {name: apple}}",
        "{entry: fruits, at: newest}",
    ),
    (
        "a capture that a line typed twice spoils",
        "      - {stream: fruits, length: 2}\n    solution:\n      - XACK fruits pickers 1-0\n    alternatives:\n      - {id: from-the-shop, actions: [{in: shop, run: XACK fruits pickers 1-0}]}\n    mistakes:\n      - {id: fired-bob, actions: [XGROUP DELCONSUMER fruits pickers bob, XDEL fruits 1-0], say: Undo.}\n      - {id: summary, actions: [XPENDING fruits pickers], say: That only counts.}\n    hints:\n      - Which command reports?\n    capture:\n      apple: {entry: fruits, where: {name: apple}}\n",
        "      - {stream: notes, exists: true}\n    solution:\n      - XACK fruits pickers 1-0\n      - XADD notes * of apple\n    mistakes:\n      - {id: fired-bob, actions: [XGROUP DELCONSUMER fruits pickers bob, XDEL fruits 1-0], say: Undo.}\n      - {id: summary, actions: [XPENDING fruits pickers], say: That only counts.}\n    hints:\n      - Which command reports?\n    capture:\n      apple: {entry: notes, where: {of: apple}}\n",
    ),
    (
        "a mistake that answers another command",
        "[XPENDING fruits pickers]",
        "[XCLAIM fruits pickers bob 0 1-0]",
    ),
    (
        "a mistake that is only described",
        "{id: summary, actions: [XPENDING fruits pickers],",
        "{id: summary, when: [{ran: XPENDING}],",
    ),
    (
        "a mistake that is not even described",
        "{id: summary, actions: [XPENDING fruits pickers],",
        "{id: summary,",
    ),
    (
        "a command that nobody can have run",
        "{id: summary, actions: [XPENDING fruits pickers],",
        "{id: summary, actions: [XPENDING fruits pickers], when: [{ran: XPENDINGS}],",
    ),
    (
        "a mistake behind another one's when",
        "- {id: fired-bob, actions: [XGROUP DELCONSUMER fruits pickers bob, XDEL fruits 1-0],",
        "- {id: fired-bob, actions: [XDEL fruits 1-0], when: [{stream: fruits, length: 1}], say: Undo.}\n      - {id: deleted, actions: [XDEL fruits 1-0],",
    ),
    (
        "a mistake with a when behind one without",
        "[XPENDING fruits pickers], say: That only counts.}",
        "[XPENDING fruits pickers], say: That only counts.}\n      - {id: counted, actions: [XPENDING fruits pickers], when: [{ran: XPENDING}], say: No.}",
    ),
    (
        "a mistake whose when its actions do not make",
        "{id: summary, actions: [XPENDING fruits pickers],",
        "{id: summary, actions: [XPENDING fruits pickers], when: [{event: acked}],",
    ),
    (
        "a terminal that waits",
        "      - XLEN fruits",
        "      - XREAD BLOCK 0 STREAMS fruits $\n      - XLEN fruits",
    ),
];

/// What a broken lesson is told, warnings included.
fn told(text: &str) -> String {
    let shelf = Shelf::from_texts(vec![("sound.yaml".to_owned(), text.to_owned())]);
    let mut faults = shelf.faults().to_vec();
    if let Some(lesson) = shelf.list().first() {
        faults.extend(check(lesson).faults);
    }
    faults.iter().map(ToString::to_string).collect()
}

/// The expected text of all of them is `tests/lessons/broken.txt`; `BLESS=1 cargo test` writes it anew.
#[test]
fn a_lesson_broken_on_purpose_is_refused() {
    let sound = include_str!("lessons/sound.yaml");
    let mut all = String::new();
    for (name, from, to) in BROKEN {
        assert!(sound.contains(from), "{name}");
        all.extend(["== ", name, "\n", &told(&sound.replacen(from, to, 1)), "\n"]);
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write("tests/lessons/broken.txt", &all).unwrap();
        return;
    }
    assert_eq!(all, include_str!("lessons/broken.txt"));
}

/// One way to break `tests/lessons/sound.nl.yaml`: what is replaced, by what.
const BROKEN_WORDS: &[(&str, &str, &str)] = &[
    ("not broken", "", ""),
    ("another schema", "stream-lesson-text/1", "stream-lesson-text/2"),
    ("no schema", "schema: stream-lesson-text/1\n", ""),
    ("a text that says nothing", "text: Meld het.", "text:"),
    (
        "a step twice",
        "  finish:\n",
        "  look:\n    text: Bob kijkt.\n  finish:\n",
    ),
    ("a quote that is never closed", "title: Een", "title: \"Een"),
    (
        "texts that are missing",
        "    text: Meld het.\n    mistakes:\n      fired-bob: Neem het terug.\n",
        "    mistakes:\n",
    ),
    (
        "a step that is missing",
        "  look:\n    of: 3e7c7245\n    text: Bob neemt de appel.\n",
        "",
    ),
    ("the title is missing", "title: Een les die klopt\n", ""),
    (
        "a step that is not in the lesson any more",
        "  finish:\n",
        "  leave:\n    text: Ga weg.\n  finish:\n",
    ),
    ("a text of another name", "    hints:\n", "    hnits:\n"),
    (
        "one hint too many",
        "      - Welke opdracht meldt?\n",
        "      - Welke opdracht meldt?\n      - XACK.\n",
    ),
    ("a mark of some editors", "schema:", "\u{feff}schema:"),
    ("words of an earlier lesson", "of: 3e7c7245", "of: 00000000"),
    (
        "a variable that is not there",
        "de peer ${pear}",
        "de peer ${peer}",
    ),
    (
        "a line that is too wide",
        "text: Meld het.",
        "text: |\n      Meld het, en meld het dan nog eens, en als je het gemeld hebt, meld het dan nog een keer.\n      Hou dan op.",
    ),
    (
        "a page that is too long",
        "text: Meld het.",
        "text: |\n      Meld het.\n\n      Nu.\n\n      Nu.\n\n      Nu.\n\n      Nu.\n\n      Nu.\n\n      Nu.\n\n      Nu.",
    ),
];

/// What a translation of the sound lesson is told.
fn told_words(file: &str, words: &str) -> String {
    let sound = include_str!("lessons/sound.yaml").to_owned();
    let shelf = Shelf::from_texts(vec![
        ("sound.yaml".to_owned(), sound),
        (file.to_owned(), words.to_owned()),
    ]);
    let mut faults = shelf.faults().to_vec();
    faults.extend(shelf.list().iter().flat_map(|lesson| shelf.too_long(lesson)));
    faults.iter().map(ToString::to_string).collect()
}

/// The expected text of all of them is `tests/lessons/broken-words.txt`; `BLESS=1 cargo test` writes it anew.
#[test]
fn a_translation_broken_on_purpose_is_told_so() {
    let sound = include_str!("lessons/sound.nl.yaml");
    let mut all = String::new();
    for (name, from, to) in BROKEN_WORDS {
        assert!(sound.contains(from), "{name}");
        all.extend([
            "== ",
            name,
            "\n",
            &told_words("sound.nl.yaml", &sound.replacen(from, to, 1)),
            "\n",
        ]);
    }
    all.extend([
        "== a translation without its lesson\n",
        &told_words("sonud.nl.yaml", sound),
    ]);
    all.extend(["\n== no map\n", &told_words("sound.nl.yaml", "- Een les\n")]);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write("tests/lessons/broken-words.txt", &all).unwrap();
    }
    assert_eq!(all, include_str!("lessons/broken-words.txt"));
}

#[test]
fn the_file_a_translator_begins_with_says_everything() {
    let own = Shelf::embedded();
    for lesson in own.list() {
        let words = skeleton(lesson, "fr").unwrap();
        let lessons = Shelf::embedded_files().filter(|file| file.ends_with(&format!("/{}.yaml", lesson.id)));
        let mut texts: Vec<(String, String)> = lessons
            .map(|file| (file.to_owned(), std::fs::read_to_string(file).unwrap()))
            .collect();
        texts.push((format!("lessons/{}.fr.yaml", lesson.id), words));
        let shelf = Shelf::from_texts(texts);
        let faults: Vec<String> = shelf
            .faults()
            .iter()
            .filter(|fault| fault.code != "E114")
            .map(ToString::to_string)
            .collect();
        assert_eq!((shelf.languages(), faults.concat()), (vec!["fr"], String::new()));
        let spoken = shelf.in_language(Some("fr"));
        assert_eq!(handout(&spoken.list()[0], true), handout(lesson, true));
    }
    assert_eq!(
        skeleton(&own.list()[0], "Dutch").unwrap_err(),
        "`Dutch` is no language: two or three small letters, as in nl, or pt-br"
    );
}

#[test]
fn a_lesson_speaks_another_language_as_far_as_it_can() {
    let (paper, status) = xtutor(&[
        "lesson",
        "print",
        "--notes",
        "--language",
        "nl-BE",
        "tickets-first-sale",
    ]);
    assert_eq!(status, Some(0));
    insta::assert_snapshot!("handout_nl", paper);
    let (own, _) = xtutor(&["lesson", "print", "--language", "nl", "fruits-race"]);
    assert!(own.starts_with("# "), "there is none yet");
    assert_eq!(own, xtutor(&["lesson", "print", "fruits-race"]).0);
    assert_eq!(
        xtutor(&["lesson", "list", "--language", "fr"]),
        (String::new(), Some(2))
    );
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("sound.yaml", include_str!("lessons/sound.yaml"));
    write(
        "sound.nl.yaml",
        &include_str!("lessons/sound.nl.yaml").replace("  look:", "  luok:"),
    );
    let file = folder.path().join("sound.yaml").to_string_lossy().into_owned();
    let (told, status) = xtutor(&["lesson", "check", &file]);
    assert_eq!((told.matches("W220").count(), status), (3, Some(0)), "{told}");
    assert!(told.ends_with("sound: 3 steps, 30 statements proved\n"), "{told}");
}

/// A lesson file may be anything: it is read or refused, in bounded time, and its faults can be shown.
fn survive(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(told(&text).len() < 1 << 20);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        survive(&bytes);
    }

    #[test]
    fn no_change_of_a_lesson_makes_the_proof_panic(
        at in 0..1600_usize,
        cut in 0..40_usize,
        put in "[-a-z0-9${}:\\[\\] \"'>|*&\n]{0,12}",
    ) {
        let mut text = include_str!("lessons/sound.yaml").to_owned();
        let from = at.min(text.len());
        let to = (from + cut).min(text.len());
        text.replace_range(from..to, &put);
        survive(text.as_bytes());
    }
}

#[test]
fn bombs_are_refused_quickly() {
    let many = |text: &str| text.repeat((1 << 17) / text.len());
    for bomb in [
        "[", "{", "- ", "? ", "a: {", "[a, ", "\"", "!!x ", "&a [*a, ", "\u{feff}", "- - a\n", "a: b\n",
    ] {
        survive(many(bomb).as_bytes());
    }
    let mut aliases = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ('b'..='j').zip('a'..='i') {
        let ten = format!("*{before}, ").repeat(10);
        aliases = format!("{aliases}{name}: &{name} [{ten}]\n");
    }
    survive(aliases.as_bytes());
}

/// What a lesson file is told first.
fn first(text: &str) -> String {
    told(text).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn hostile_files_are_refused_with_their_place() {
    // A long text that is repeated by its alias: small as a file, gigabytes as a tree.
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), "*a, ".repeat(3_000));
    assert_eq!(
        first(&long),
        "sound.yaml:2:4: E100: a lesson file may have texts of 4 MiB at most, aliases counted"
    );
    let deep = format!("schema: stream-lesson/1\nid: {}x", "[".repeat(2_000));
    assert!(first(&deep).starts_with("sound.yaml:"), "{}", first(&deep));
    assert_eq!(
        first(&"x".repeat((1 << 20) + 1)),
        "sound.yaml:1:1: E100: a lesson file may have 1 MiB at most"
    );
    let many = format!("a: [{}]", "x,".repeat(30_000));
    assert!(
        first(&many).ends_with("E100: a lesson file may hold 20,000 values at most"),
        "{}",
        first(&many)
    );
    let sound = include_str!("lessons/sound.yaml");
    let changed = |from: &str, to: &str| first(&sound.replacen(from, to, 1));
    let cases = [
        ("id: sound", "id: !!binary c291bmQ="),
        ("id: sound", "id: !something sound"),
        ("id: sound", "[id]: sound"),
        ("id: sound", "? id\n: sound\n<<: {title: x}"),
        ("title: A lesson that holds", "title: true\n--- \ntitle: again"),
        ("title: A lesson that holds", "title:"),
        ("terminals:", "terminals: &t"),
        (
            "clock: {start: 1700000000000",
            "clock: {start: 99999999999999999999999999",
        ),
        ("clock: {start: 1700000000000", "clock: {start: -5"),
        ("per-command: 1ms", "per-command: 9999999999999999h"),
        ("steps:", "minutes: 1.5\nsteps:"),
        ("steps:", "order: 0x10\nsteps:"),
        ("steps:", "profile: 8\nsteps:"),
        (
            "title: A lesson that holds",
            "title: \"A \\u0007 \\u001b[2J\"\ntrack: [x]",
        ),
    ];
    let mut told = String::new();
    for (from, to) in cases {
        assert!(sound.contains(from), "{from}");
        told.extend([&format!("{to:?}\n  "), &changed(from, to), "\n"]);
    }
    insta::assert_snapshot!("hostile", told);
}

/// Numbers, truths and nulls of YAML are texts like any other.
#[test]
fn texts_stay_as_they_are_written() {
    let lesson = "schema: stream-lesson/1\nid: sound\ntitle: y\nsummary: 1.10\nterminals: [{id: a, label: no}]\n\
                  setup:\n  - XADD s 1-1 one 1.10 two 007 three 0x1F four y five null six 1e3 seven ~\nsteps:\n  \
                  - id: one\n    kind: do\n    text: off\n    goal: [{stream: s, length: 2, contains: \
                  [{fields: {one: 1.10, two: 007, three: 0x1F, four: y, five: \"null\", six: 1e3, seven: \"~\"}}]}]\n    \
                  solution: [XADD s 2-2 a b]\n    mistakes: [{id: no, actions: [XADD s 3-3 a b, XADD s 4-4 a b], say: 0}]\n";
    assert_eq!(told(lesson), "");
    let shelf = Shelf::from_texts(vec![("sound.yaml".to_owned(), lesson.to_owned())]);
    let lesson = &shelf.list()[0];
    assert_eq!((lesson.title.as_str(), lesson.summary.as_str()), ("y", "1.10"));
    assert_eq!(lesson.terminals[0].label, "no");
    // A number that is written in another way is another text.
    let other = "schema: stream-lesson/1\nid: sound\ntitle: x\nterminals: [{id: a}]\nsteps:\n  - id: one\n    kind: do\n    \
                 goal: [{stream: s, contains: [{fields: {one: 1.1}}]}]\n    solution: [XADD s 1-1 one 1.10]\n    mistakes: \
                 [{id: no, actions: [XADD s 3-3 a b], say: No.}]\n";
    assert!(
        first(other).ends_with("E132: the solution does not reach this: s: no entry with one 1.1"),
        "{}",
        first(other)
    );
}

#[test]
fn files_of_any_size_and_kind_end_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str| {
        let path = folder.path().join(name);
        let (told, status) = xtutor(&["lesson", "check", &path.to_string_lossy()]);
        (
            told.replace(&*folder.path().to_string_lossy(), "")
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            status,
        )
    };
    let large = std::fs::File::create(folder.path().join("large.yaml")).unwrap();
    large.set_len(100 << 20).unwrap();
    assert_eq!(
        check("large.yaml"),
        (
            "/large.yaml:1:1: E100: a lesson file may have 1 MiB at most".to_owned(),
            Some(1)
        )
    );
    std::fs::write(folder.path().join("latin.yaml"), b"title: \xe9t\xe9\n").unwrap();
    assert_eq!(check("latin.yaml").1, Some(1));
    std::fs::write(folder.path().join("empty.yaml"), b"").unwrap();
    assert_eq!(check("empty.yaml").1, Some(1));
    std::fs::write(folder.path().join("nul.yaml"), b"title: a\0b\n").unwrap();
    assert_eq!(check("nul.yaml").1, Some(1));
}

#[test]
fn an_authors_own_translation_is_a_language_to_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    let lesson = folder.path().join("sound.yaml");
    std::fs::write(&lesson, include_str!("lessons/sound.yaml")).unwrap();
    let words = include_str!("lessons/sound.nl.yaml").replace("Een les die klopt", "Une leçon juste");
    std::fs::write(folder.path().join("sound.fr.yaml"), words).unwrap();
    let learn = |language: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtutor"))
            .args(["learn", "--plain", "--language", language])
            .arg(&lesson)
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        said.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(learn("fr"), "UNE LEÇON JUSTE");
    assert_eq!(
        learn("de"),
        "xtutor: there are no lessons in `de`; there are: en, fr, nl"
    );
}

/// The real binary: what it prints, and how it ends.
fn xtutor(arguments: &[&str]) -> (String, Option<i32>) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtutor"))
        .args(arguments)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn authors_list_and_check_from_the_command_line() {
    let (course, status) = xtutor(&["lesson", "list"]);
    assert_eq!(status, Some(0));
    insta::assert_snapshot!("course", course.as_str());
    assert_eq!(xtutor(&["demo"]), (course, Some(0)));
    let proved = "sound: 3 steps, 30 statements proved\nwhole: 7 steps, 150 statements proved\n";
    assert_eq!(
        xtutor(&["lesson", "check", "tests/lessons"]),
        (proved.to_owned(), Some(0))
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sound.yaml");
    let broken = include_str!("lessons/sound.yaml").replace("{value: 2}", "{value: 3}");
    std::fs::write(&file, broken).unwrap();
    let file = file.to_string_lossy();
    let refused = format!(
        "{file}:51:14: E140: no option equals the measured reply 2\n51 |     measure: {{reply: bob}}\n   |              \
         ^\nsound: does not hold\n"
    );
    assert_eq!(xtutor(&["lesson", "check", &file]), (refused, Some(1)));
    let alone = include_str!("lessons/sound.yaml").replace("clock:", "needs: [nowhere]\nclock:");
    std::fs::write(&*file, alone).unwrap();
    let refused = format!(
        "{file}:7:9: E114: there is no lesson \"nowhere\" to come before this one\n7 | needs: [nowhere]\n  |         \
         ^\nsound: does not hold\n"
    );
    assert_eq!(xtutor(&["lesson", "check", &file]), (refused, Some(1)));
    assert_eq!(
        xtutor(&["lesson", "check", "no/such/file"]),
        (String::new(), Some(2))
    );
}

#[test]
fn the_schema_for_editors_is_what_the_reader_knows() {
    let (schema, status) = xtutor(&["lesson", "schema"]);
    assert_eq!(status, Some(0));
    insta::assert_snapshot!("schema", schema);
}

#[test]
fn a_lesson_on_paper_has_its_replies_and_answers() {
    let (handout, status) = xtutor(&["lesson", "print", "--notes", "tests/lessons/whole.yaml"]);
    assert_eq!(status, Some(0));
    insta::assert_snapshot!("handout", handout);
}

#[test]
fn the_first_screen_names_the_lessons_as_they_name_themselves() {
    for language in [None, Some("nl"), Some("nl-be"), Some("fr")] {
        let shelf = Shelf::embedded().in_language(language);
        let read: Vec<&str> = shelf.list().iter().map(|lesson| lesson.title.as_str()).collect();
        assert_eq!(Shelf::embedded_titles(language).collect::<Vec<_>>(), read);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_xtutor"))
        .args(["lesson", "print", "tests/lessons/whole.yaml"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (String::from_utf8(output.stderr).unwrap(), output.status.code()),
        (String::new(), Some(0))
    );
}

#[test]
fn check_says_of_each_step_what_was_proved() {
    let (told, status) = xtutor(&["lesson", "check", "-v", "tests/lessons/sound.yaml"]);
    assert_eq!(status, Some(0));
    let steps = told.split_once('\n').unwrap().1;
    assert_eq!(
        steps,
        "  look      watch    1 line played, 1 statement afterwards\n  finish    do       solution accepted (1 line), 1 \
         alternative accepted, 2 mistakes refused\n  how-many  predict  true, of 2 options: 2\n"
    );
    let (told, _) = xtutor(&["lesson", "check", "-v", "lessons/fruits-zero-and-arrow.yaml"]);
    assert_eq!(
        told.lines()
            .filter(|line| line.contains("on-the-list"))
            .collect::<Vec<_>>(),
        [
            "  on-the-list      predict  true, of 2 options: worker-1 and worker-2",
            "  not-on-the-list  predict  true, of 2 options: worker-1 only (under 7.0)",
        ]
    );
}
