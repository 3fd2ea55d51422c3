//! Lines pasted from notes and terminals: what stands around the command is taken off, and said so.

use crate::command::Line;
use crate::wire::shown;

/// A pasted line without what stood around the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The command that is left; empty if nothing is to be run.
    pub line: String,
    /// What was taken off, as a sentence.
    pub note: String,
}

/// The command inside a pasted line; `None` if the line is fine as it is.
pub fn cleaned(line: &str) -> Option<Cleaned> {
    let mut rest = line.trim();
    let mut taken = Vec::new();
    while let Some((wrapping, inner)) = WRAPPINGS.iter().find_map(|unwrap| unwrap(rest)) {
        taken.push(shown(wrapping.trim().as_bytes()));
        rest = inner.trim();
    }
    if taken.is_empty() {
        return None;
    }
    let note = if rest.is_empty() {
        format!("nothing to run in `{}`: you are already here", taken.join(" "))
    } else {
        format!("left out `{}`: the command alone is enough here", taken.join(" "))
    };
    Some(Cleaned {
        line: rest.to_owned(),
        note,
    })
}

/// Takes one wrapping off: gives it and what is inside.
type Unwrap = fn(&str) -> Option<(&str, &str)>;

const WRAPPINGS: &[Unwrap] = &[fence, backticks, shell_prompt, redis_prompt, shell_command];

/// A code fence with its language, alone on its line.
fn fence(line: &str) -> Option<(&str, &str)> {
    let language = line.strip_prefix("```")?;
    let alone = language
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || "-_+".contains(character));
    alone.then_some((line, ""))
}

/// `` `XADD s * f v` ``
fn backticks(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_prefix('`')?.strip_suffix('`')?;
    Some(("`", inner.trim_matches('`')))
}

/// `$ ` or `> `
fn shell_prompt(line: &str) -> Option<(&str, &str)> {
    let (prompt, rest) = line.split_at_checked(1)?;
    let is_prompt = matches!(prompt, "$" | ">" | "%") && (rest.is_empty() || rest.starts_with(' '));
    is_prompt.then_some((prompt, rest))
}

/// `127.0.0.1:6379[3](TX)> `
fn redis_prompt(line: &str) -> Option<(&str, &str)> {
    let end = line.find('>')? + 1;
    let (prompt, rest) = line.split_at(end);
    if !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let mut name = prompt.trim_end_matches('>');
    for mode in ["(subscribed mode)", "(TX)"] {
        name = name.strip_suffix(mode).unwrap_or(name);
    }
    if let Some((host, number)) = name.strip_suffix(']').and_then(|name| name.rsplit_once('[')) {
        name = if is_number(number) { host } else { name };
    }
    let known = matches!(name, "redis" | "redis-cli" | "xtutor" | "not connected");
    let address = name
        .rsplit_once(':')
        .is_some_and(|(host, port)| is_number(port) && !host.contains(' '));
    (known || address).then_some((prompt, rest))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `redis-cli …`, also inside `docker exec …`. A line for docker without redis-cli is for a shell.
fn shell_command(line: &str) -> Option<(&str, &str)> {
    let parsed = Line::parse(line.as_bytes()).ok()?;
    let argv = parsed.argv();
    let first = argv.iter().position(|word| word != b"sudo")?;
    let program = argv.get(first).map(name)?;
    let shell = [&b"docker"[..], b"docker-compose", b"podman", b"kubectl"].contains(&program);
    let client = argv
        .iter()
        .position(|word| matches!(name(word), b"redis-cli" | b"valkey-cli"));
    let client = match client {
        Some(client) if shell || client == first => client,
        _ if shell => return Some((line, "")),
        _ => return None,
    };
    let mut command = client + 1;
    while let Some(option) = argv
        .get(command)
        .filter(|word| word.starts_with(b"-") && word.len() > 1)
    {
        command += if takes_value(option) { 2 } else { 1 };
    }
    let start = if command < argv.len() {
        parsed.span(command).start
    } else {
        line.len()
    };
    line.split_at_checked(start)
}

/// A program without its folder.
fn name(word: &[u8]) -> &[u8] {
    word.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

/// redis-cli's options that are followed by a value.
fn takes_value(option: &[u8]) -> bool {
    let options = [
        "-h", "-p", "-a", "-n", "-u", "-r", "-i", "-s", "-d", "-D", "-t", "-X", "--user", "--pass",
    ];
    options.iter().any(|known| known.as_bytes() == option)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_command_is_taken_off() {
        for (pasted, command) in [
            ("127.0.0.1:6379> XADD s * f v", "XADD s * f v"),
            ("127.0.0.1:6379[3](TX)> PING", "PING"),
            ("localhost:6379> ", ""),
            ("redis> XREAD STREAMS s >", "XREAD STREAMS s >"),
            (
                "$ redis-cli -p 6380 --raw XADD s '*' f 'a b'",
                "XADD s '*' f 'a b'",
            ),
            ("docker exec -it my-redis redis-cli XLEN s", "XLEN s"),
            ("docker exec -it my-redis redis-cli", ""),
            ("docker compose exec redis redis-cli -n 2 PING", "PING"),
            ("docker run -d -p 6379:6379 redis", ""),
            ("/usr/bin/redis-cli ping", "ping"),
            ("```bash", ""),
            ("```", ""),
            ("`XADD s * f v`", "XADD s * f v"),
            ("> XLEN s", "XLEN s"),
            ("redis-cli -p", ""),
        ] {
            assert_eq!(
                cleaned(pasted).map(|found| found.line).as_deref(),
                Some(command),
                "{pasted}"
            );
        }
    }

    #[test]
    fn a_plain_command_is_left_alone() {
        for line in [
            "XREADGROUP GROUP g c STREAMS s >",
            "SET a:1> b",
            "XADD s * redis-cli x",
            "",
            "# note",
            "XADD s * a \"b",
        ] {
            assert_eq!(cleaned(line), None, "{line}");
        }
    }

    #[test]
    fn what_was_left_out_is_said() {
        let note = |line| cleaned(line).map(|found| found.note).unwrap_or_default();
        assert_eq!(
            note("docker exec -it r redis-cli PING"),
            "left out `docker exec -it r redis-cli`: the command alone is enough here"
        );
        assert_eq!(
            note("$ redis-cli"),
            "nothing to run in `$ redis-cli`: you are already here"
        );
    }
}
