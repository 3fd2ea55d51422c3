//! Texts as YAML writes them, in the way the reader takes them back: every scalar a text, a variable only where one is
//! meant.

use std::fmt::Write as _;

/// Whether a text stands within braces or brackets, where more signs mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lesson) enum Within {
    Block,
    Braces,
}

/// A text whose `${` are variables, as a scalar.
pub(in crate::lesson) fn scalar(text: &str, within: Within) -> String {
    if is_plain(text, within) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text in which `${` is no variable, so that it can be put into one that may have some.
pub(in crate::lesson) fn literal(text: &str) -> String {
    text.replace("${", "$${")
}

/// A value that must be exactly this text, within braces.
pub(in crate::lesson) fn value(text: &str) -> String {
    match text {
        // The word for any value can only be meant as a text where a pattern stands.
        "any" => "{matches: any}".to_owned(),
        text => scalar(&literal(text), Within::Braces),
    }
}

/// `stream/group`, and more of it; a list where a name holds a slash.
pub(in crate::lesson) fn path(names: &[&str]) -> String {
    if names.len() > 1 && names.iter().any(|name| name.contains('/')) {
        let names: Vec<String> = names
            .iter()
            .map(|name| scalar(&literal(name), Within::Braces))
            .collect();
        return format!("[{}]", names.join(", "));
    }
    scalar(&literal(&names.join("/")), Within::Braces)
}

fn is_plain(text: &str, within: Within) -> bool {
    let begins = text.chars().next().is_some_and(char::is_alphanumeric);
    let word = |sign: char| sign.is_alphanumeric() || " -_./*>+=$()@^<".contains(sign);
    let more = |sign: char| within == Within::Block && "{},".contains(sign);
    begins
        && text.chars().all(|sign| word(sign) || more(sign))
        && !text.ends_with(' ')
        && !matches!(text, "null" | "Null" | "NULL")
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            sign if sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_yaml_is_quoted() {
        let block = |text: &str| scalar(text, Within::Block);
        assert_eq!(block("XADD fruits * name apple"), "XADD fruits * name apple");
        assert_eq!(
            block("XACK fruits pickers ${apple}"),
            "XACK fruits pickers ${apple}"
        );
        assert_eq!(block("> all"), "\"> all\"");
        assert_eq!(block("SET k \"a: b\" #1"), "\"SET k \\\"a: b\\\" #1\"");
        assert_eq!(block("null"), "\"null\"");
        assert_eq!(block("a\u{7}b\n"), "\"a\\u0007b\\n\"");
        assert_eq!(scalar("${apple}", Within::Braces), "\"${apple}\"");
    }

    #[test]
    fn values_and_names_are_never_taken_for_more() {
        assert_eq!(
            ["apple", "any", "", "${x}", "a,b", "1.10"].map(value),
            ["apple", "{matches: any}", "\"\"", "\"$${x}\"", "\"a,b\"", "1.10"]
        );
        assert_eq!(path(&["fruits", "pickers"]), "fruits/pickers");
        assert_eq!(path(&["a/b", "g"]), "[a/b, g]");
        // Where there is one name it is no path.
        assert_eq!(path(&["a/b"]), "a/b");
    }
}
