//! The real binary with lines on a pipe: whole texts on standard output and standard error, and exit codes. What a
//! single command answers is tested with the engine.

use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use xtutor::assist;
use xtutor::command::{Fault, Version};
use xtutor::lab::{Clock, Lookup};
use xtutor::repl::{Next, Session, Settings};

/// Runs `xtutor` with these arguments on these lines: its output, what it complains of, and its exit code.
fn xtutor(arguments: &str, lines: &[u8]) -> (String, String, i32) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtutor"))
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut input = child.stdin.take().expect("a pipe");
    let lines = lines.to_vec();
    let writer = std::thread::Builder::new().spawn(move || input.write_all(&lines));
    let output = child.wait_with_output().expect("it ends");
    // It may end before it has read everything.
    let _ = writer.expect("a thread").join();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code().unwrap_or(-1),
    )
}

fn well(arguments: &str, lines: &str) -> String {
    let (output, complaints, code) = xtutor(arguments, lines.as_bytes());
    assert_eq!((complaints.as_str(), code), ("", 0), "{output}");
    output
}

const FRUITS: &str =
    "XADD fruits 10-0 name banana\nXREAD STREAMS fruits 0\nXREAD STREAMS fruits 10\nNOSUCH\nXLEN fruits\n";

#[test]
fn replies_are_printed_as_redis_cli_prints_them() {
    assert_eq!(
        well("repl", FRUITS),
        "10-0\nfruits\n10-0\nname\nbanana\n\nERR unknown command 'NOSUCH', with args beginning with: \n\n1\n"
    );
    assert_eq!(
        well("repl --no-raw", FRUITS),
        "\"10-0\"\n1) 1) \"fruits\"\n   2) 1) 1) \"10-0\"\n         2) 1) \"name\"\n            2) \"banana\"\n(nil)\n\
         (error) ERR unknown command 'NOSUCH', with args beginning with: \n(integer) 1\n"
    );
    assert_eq!(
        well("repl --csv", FRUITS),
        "\"10-0\"\n\"fruits\",\"10-0\",\"name\",\"banana\"\nNULL\n\
         ERROR,\"ERR unknown command 'NOSUCH', with args beginning with: \"\n1\n"
    );
    assert_eq!(
        well("repl --json", FRUITS),
        "\"10-0\"\n{\"fruits\":[[\"10-0\",[\"name\",\"banana\"]]]}\nnull\n\
         error:\"ERR unknown command 'NOSUCH', with args beginning with: \"\n1\n"
    );
    assert_eq!(
        well("repl -3 --no-raw", "XADD s 1-1 a b\nXREAD STREAMS s 0\n")
            .lines()
            .nth(1),
        Some("1# \"s\" => ")
    );
}

#[test]
fn without_a_subcommand_a_pipe_is_read_too() {
    assert_eq!(well("", "PING\nPING"), "PONG\nPONG\n");
    assert_eq!(well("", ""), "");
}

#[test]
fn comments_empty_lines_and_carriage_returns_are_passed_over() {
    let lines = "// all fruits\n# more\n\n   \nPING\r\nPING // twice\nPING \"//\"\n";
    assert_eq!(well("repl", lines), "PONG\nPONG\n//\n");
}

#[test]
fn a_number_repeats_and_a_wrong_one_is_refused() {
    let lines = "2 PING\n+02 PING\n0 PING\n-1 PING\n3\n";
    assert_eq!(
        well("repl", lines),
        "PONG\nPONG\nPONG\nPONG\nInvalid redis-cli repeat command option value.\n\
         Invalid redis-cli repeat command option value.\nERR unknown command '3', with args beginning with: \n\n"
    );
}

#[test]
fn bad_quotes_are_refused_and_any_bytes_are_taken() {
    assert_eq!(
        well("repl", "PING \"a\nPING \"a\"b\nPING 'a b'\n"),
        "Invalid argument(s)\nInvalid argument(s)\na b\n"
    );
    let (output, _, code) = xtutor("repl --no-raw", b"PING \xff\x00\nPING \"\\xff\"\n");
    assert_eq!((output.as_str(), code), ("\"\\xff\\x00\"\n\"\\xff\"\n", 0));
}

#[test]
fn leaving_words_end_it() {
    assert_eq!(well("repl", "PING\nquit\nPING\n"), "PONG\n");
    assert_eq!(well("repl", "EXIT now\nPING\n"), "");
    assert_eq!(well("repl", ":quit\nPING\n"), "");
}

#[test]
fn errors_count_only_when_asked() {
    assert_eq!(xtutor("repl", b"NOSUCH\nPING\n").2, 0);
    let (output, _, code) = xtutor("repl -e", b"NOSUCH\nPING\n");
    assert!(output.ends_with("PONG\n"));
    assert_eq!(code, 1);
    assert_eq!(xtutor("repl -e", b"PING \"\n").2, 1);
    assert_eq!(xtutor("repl -e", b"PING\n").2, 0);
}

#[test]
fn a_held_clock_makes_ids_and_jumps_over_waits() {
    let lines = "XADD s * a b\nXADD s * a b\nXREAD BLOCK 60000 STREAMS s $\nXADD s * a b\n";
    assert_eq!(well("repl --clock 1000", lines), "1000-0\n1000-1\n\n61000-0\n");
    assert_eq!(
        well("repl --clock 1000 --step 5", lines),
        "1000-0\n1005-0\n\n61010-0\n"
    );
}

#[test]
fn a_wait_is_sat_out_when_the_clock_runs() {
    let output = well(
        "repl --no-raw",
        "XREAD BLOCK 20 STREAMS s $\n2 XREAD BLOCK 300 STREAMS s $\nPING\n",
    );
    let mut lines = output.lines();
    assert_eq!([lines.next(), lines.next(), lines.next()], [Some("(nil)"); 3]);
    // How long it took follows, as redis-cli says it from half a second on.
    assert!(
        lines
            .next()
            .is_some_and(|took| took.starts_with('(') && took.ends_with("s)")),
        "{output}"
    );
    assert_eq!(lines.next(), Some("PONG"));
}

#[test]
fn a_wait_that_nothing_can_end_stops_with_a_sentence() {
    for arguments in ["repl", "repl --clock 5"] {
        let (output, complaints, code) = xtutor(arguments, b"PING\nXREAD BLOCK 0 STREAMS s $\nPING\n");
        assert_eq!((output.as_str(), code), ("PONG\n", 2));
        assert_eq!(
            complaints,
            "xtutor: line 2 waits for ever: `XREAD BLOCK 0 STREAMS s $` has no deadline, and nobody else is here to \
             end it\n"
        );
    }
}

#[test]
fn another_terminal_can_end_a_wait() {
    let lines = ":terminal worker\nXREAD BLOCK 0 STREAMS s $\n:terminal shop\nXADD s 1-1 a b\n";
    assert_eq!(
        well("repl --csv", lines),
        "\"1-1\"\nworker receives\n\"s\",\"1-1\",\"a\",\"b\"\n"
    );
    let lines = ":terminal worker\nXREAD BLOCK 9000 STREAMS s $\n:clock +9s\nPING\n";
    assert_eq!(well("repl --csv --clock 5", lines), "NULL\n\"PONG\"\n");
}

#[test]
fn words_of_its_own_complain_on_standard_error() {
    let (output, complaints, code) = xtutor("repl", b"XADD s 1-1 a b\n:undo\nXLEN s\n:udno\n:undo 9\n");
    assert_eq!((output.as_str(), code), ("1-1\n0\n", 0));
    assert_eq!(
        complaints,
        "xtutor: unknown word `:udno`; did you mean `:undo`?\nxtutor: there is nothing more to undo\n"
    );
}

#[test]
fn help_comes_from_the_table() {
    let output = well("repl", "help XLEN\n:help xlen\nhelp qqqqqq\n");
    assert_eq!(output.matches("XLEN key\n  summary: ").count(), 2);
    assert!(
        output.ends_with("no help on `qqqqqq`; try help @stream\n"),
        "{output}"
    );
}

#[test]
fn a_subscriber_on_a_pipe_gets_its_messages_and_reads_on() {
    let lines = "SUBSCRIBE news\n:terminal shop\nPUBLISH news hi\n";
    assert_eq!(
        well("repl --csv", lines),
        "\"subscribe\",\"news\",1\n1\nmain receives\n\"message\",\"news\",\"hi\"\n"
    );
}

#[test]
fn a_wrong_command_line_says_what_is_right() {
    let (_, complaints, code) = xtutor("repl --profile 1.0", b"");
    assert_eq!(code, 2);
    assert!(complaints.contains("the profiles are 7.0"), "{complaints}");
    let (_, complaints, code) = xtutor("repl --step 5", b"");
    assert!(code == 2 && complaints.contains("--clock"), "{complaints}");
}

/// Lines that are nearly right are more likely to find a hole than noise alone.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        "XADD",
        "XREAD",
        "XREADGROUP",
        "XGROUP",
        "CREATE",
        "XACK",
        "XPENDING",
        "XCLAIM",
        "XINFO",
        "XTRIM",
        "GROUP",
        "s",
        "g",
        "*",
        ">",
        "$",
        "0",
        "1-1",
        "STREAMS",
        "COUNT",
        "BLOCK",
        "MAXLEN",
        "~",
        "3",
        "-1",
        "\"",
        "'a b'",
        "//",
        "#",
        ":undo",
        ":clock",
        "+5s",
        ":terminal",
        "é",
        "<id>",
        "docker exec -it r redis-cli",
        "127.0.0.1:6379>",
        "```",
        "`",
        "help",
        "@stream",
    ]);
    let known = prop::collection::vec(word, 0..9).prop_map(|words| words.join(" ").into_bytes());
    prop_oneof![known, prop::collection::vec(any::<u8>(), 0..40)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_line_makes_help_panic(bytes in lines(), cut in 0usize..60) {
        let line = String::from_utf8_lossy(&bytes).into_owned();
        let mut session = Session::new(Settings::default(), 5);
        session.line(b"XADD s 1-1 a b", 5);
        session.line(b"XGROUP CREATE s g 0", 5);
        let lookup = session.lab().lookup(session.terminal(), 5);
        for profile in Version::ALL {
            let _ = assist::hint(&line, profile);
            let _ = assist::remark(&line, false, &lookup, profile);
            let _ = assist::help(&line, profile);
            let _ = assist::complete(&line, cut, &lookup, profile);
            let found = assist::complete(&line, line.len(), &lookup, profile);
            prop_assert!(line.is_char_boundary(found.start) && found.start <= line.len());
            let mut end = 0;
            for (span, _) in assist::paint(&line, profile) {
                prop_assert!(span.start >= end && span.end <= line.len());
                end = span.end;
            }
            if let Some(found) = assist::check(&line, profile) {
                let _ = found.draw(&line);
            }
            let fault = Fault::new("ERR syntax error").at(cut);
            let _ = assist::explain(&line, &fault, &Lookup::nothing(), profile).draw(&line);
        }
        if let Some(cleaned) = assist::cleaned(&line) {
            prop_assert!(assist::cleaned(&cleaned.line).is_none());
        }
    }

    #[test]
    fn no_lines_make_a_session_panic(all in prop::collection::vec(lines(), 0..12), talks: bool) {
        let settings = Settings { clock: Clock::held(5, 1), talks, ..Settings::default() };
        let mut session = Session::new(settings, 5);
        for line in all {
            let mut answer = session.line(&line, 5);
            for _ in 0..20 {
                answer = match answer.next {
                    Next::GoOn => session.go_on(5),
                    Next::Wait(Some(_)) => session.jump(5),
                    Next::Wait(None) => session.cancel(5),
                    Next::Line | Next::Leave => break,
                };
            }
            let _ = session.prompt();
        }
    }
}
