//! "Did you mean": the known word that is nearest to what was typed. Knows nothing about where words come from.

/// The candidate that `typed` was probably meant to be, if one is near enough.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A very long word is no slip of the finger, and measuring it would cost time.
    if typed.is_empty() || typed.len() > 64 {
        return None;
    }
    let typed = typed.to_ascii_uppercase();
    let most = ((typed.chars().count() + 1) / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(&typed, &candidate.to_ascii_uppercase()), candidate))
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.len())
        // Two slips and another first letter as well is another word.
        .filter(|(distance, candidate)| *distance < 2 || begin_alike(&typed, candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn begin_alike(typed: &str, candidate: &str) -> bool {
    typed.chars().next() == candidate.chars().next().map(|letter| letter.to_ascii_uppercase())
}

/// How many letters must be added, left out, changed or swapped with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, one) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, other) in right.iter().enumerate() {
            let changed = row[j] + usize::from(one != other);
            let mut best = changed.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *one == right[j - 1] && left[i - 1] == *other {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_other_words_are_not() {
        let known = ["XADD", "XACK", "XREAD", "XREADGROUP", "DEL"];
        assert_eq!(nearest("XREADGRUOP", known), Some("XREADGROUP"));
        assert_eq!(nearest("xreadgrp", known), Some("XREADGROUP"));
        assert_eq!(nearest("xad", known), Some("XADD"));
        assert_eq!(nearest("hello world", known), None);
        assert_eq!(nearest("nosuch", ["TOUCH"]), None);
        assert_eq!(nearest("", known), None);
    }
}
