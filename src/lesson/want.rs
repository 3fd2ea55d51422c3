//! Whether a value is what was wanted, and what was wanted in words. Looks at nothing but the two.

use super::model::{Text, Vars, Want};
use super::value::Value;
use super::vars::{fill, value_of};
use crate::store::{EntryId, Millis};

/// Whether `have` is what `want` asks for.
pub(super) fn fits(want: &Want, have: &Value, vars: &Vars) -> bool {
    match want {
        Want::Any => true,
        Want::Null => *have == Value::Null,
        Want::Is(text) => same(&value_of(text, vars), have),
        Want::List(wants) => match have {
            Value::List(items) => {
                wants.len() == items.len()
                    && wants.iter().zip(items).all(|(want, item)| fits(want, item, vars))
            }
            _ => false,
        },
        Want::Range { min, max } => in_range(min.as_ref(), max.as_ref(), have, vars),
        Want::OneOf(wants) => wants.iter().any(|want| fits(want, have, vars)),
        Want::Not(want) => !fits(want, have, vars),
        Want::Contains(wants) => match have {
            Value::List(items) => wants
                .iter()
                .all(|want| items.iter().any(|item| fits(want, item, vars))),
            _ => false,
        },
        Want::Like(pattern) => match have {
            Value::Text(text) => like(fill(pattern, vars).as_bytes(), text),
            _ => false,
        },
    }
}

/// A span may be written `61s` where the state says 61000.
fn same(want: &Value, have: &Value) -> bool {
    if want == have {
        return true;
    }
    let (Value::Text(want), Value::Text(have)) = (want, have) else {
        return false;
    };
    let want = std::str::from_utf8(want)
        .ok()
        .filter(|want| want.ends_with(['s', 'm', 'h']))
        .and_then(span);
    want.is_some_and(|want| want.to_string().as_bytes() == have)
}

fn in_range(min: Option<&Text>, max: Option<&Text>, have: &Value, vars: &Vars) -> bool {
    let Value::Text(have) = have else {
        return false;
    };
    let Some(have) = size(&String::from_utf8_lossy(have)) else {
        return false;
    };
    let bound = |text: &Text| size(&fill(text, vars));
    min.is_none_or(|min| bound(min).is_some_and(|min| min <= have))
        && max.is_none_or(|max| bound(max).is_some_and(|max| have <= max))
}

/// A number, a span or an ID as something that can be ordered.
fn size(text: &str) -> Option<(i128, u64)> {
    if let Some(span) = span(text) {
        return Some((span.into(), 0));
    }
    EntryId::parse(text.as_bytes(), 0)
        .ok()
        .map(|id| (id.ms.into(), id.seq))
}

/// A span of time in ms: `250ms`, `61s`, `2m`, `1h`, or a bare number of ms.
pub(super) fn span(text: &str) -> Option<Millis> {
    let digits = text.trim_start_matches('-').find(|c: char| !c.is_ascii_digit());
    let digits = digits.map_or(text.len(), |at| {
        at + text.len() - text.trim_start_matches('-').len()
    });
    let (number, unit) = text.split_at(digits);
    let number: Millis = number.parse().ok()?;
    let factor = match unit {
        "" | "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    number.checked_mul(factor)
}

/// `*` is any rest, `?` any one byte.
fn like(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut star) = ((0, 0), None);
    while at.1 < text.len() {
        match pattern.get(at.0) {
            Some(b'*') => {
                star = Some(at);
                at.0 += 1;
            }
            Some(sign) if *sign == b'?' || *sign == text[at.1] => at = (at.0 + 1, at.1 + 1),
            _ => match star {
                Some((pattern_at, text_at)) => {
                    star = Some((pattern_at, text_at + 1));
                    at = (pattern_at + 1, text_at + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at.0..].iter().all(|sign| *sign == b'*')
}

/// What is wanted, as a phrase.
pub(super) fn wish(want: &Want, vars: &Vars) -> String {
    let all = |wants: &[Want], between: &str| {
        let wants: Vec<String> = wants.iter().map(|want| wish(want, vars)).collect();
        wants.join(between)
    };
    match want {
        Want::Any => "anything".into(),
        Want::Null => "nothing".into(),
        Want::Is(text) => value_of(text, vars).shown(),
        Want::List(wants) if wants.is_empty() => "nothing".into(),
        Want::List(wants) => all(wants, ", "),
        Want::Range {
            min: Some(min),
            max: None,
        } => format!("at least {}", fill(min, vars)),
        Want::Range {
            min: None,
            max: Some(max),
        } => format!("at most {}", fill(max, vars)),
        Want::Range {
            min: Some(min),
            max: Some(max),
        } => {
            format!("{} to {}", fill(min, vars), fill(max, vars))
        }
        Want::Range { min: None, max: None } => "any number".into(),
        Want::OneOf(wants) => all(wants, " or "),
        Want::Not(want) => format!("not {}", wish(want, vars)),
        Want::Contains(wants) => format!("with {}", all(wants, ", ")),
        Want::Like(pattern) => format!("like {}", fill(pattern, vars)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Text {
        Text {
            raw: raw.into(),
            ..Text::default()
        }
    }

    #[test]
    fn spans_ids_and_numbers_compare() {
        let vars = Vars::new();
        let within = |min: &str, have: &str| {
            let want = Want::Range {
                min: Some(text(min)),
                max: None,
            };
            fits(&want, &Value::text(have), &vars)
        };
        assert!(within("60s", "60000") && !within("60s", "59999"));
        assert!(within("5-1", "5-2") && within("5-9", "6") && !within("5-1", "5-0"));
        assert!(fits(&Want::Is(text("2m")), &Value::text("120000"), &vars));
        assert_eq!(
            [
                span("-5"),
                span("1h"),
                span("s"),
                span("1.5s"),
                span("9999999999999999h")
            ],
            [Some(-5), Some(3_600_000), None, None, None]
        );
    }

    #[test]
    fn patterns() {
        for (pattern, given, expected) in [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abcd", false),
            ("a?c", "abc", true),
            ("**b*", "ab", true),
            ("", "a", false),
        ] {
            assert_eq!(
                like(pattern.as_bytes(), given.as_bytes()),
                expected,
                "{pattern} {given}"
            );
        }
    }
}
