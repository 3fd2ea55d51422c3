//! The file a translator begins with: every text of a lesson as it stands, in its place.

use super::model::Lesson;
use super::quote::{Within, scalar};
use super::translation::{SCHEMA, is_language, print};

/// Keys below which texts are counted and not named.
const LISTS: [&str; 6] = ["hints", "options", "goals", "says", "suggest", "links"];

/// Texts in maps and lists.
enum Tree {
    Text(String),
    Map(Vec<(String, Tree)>),
    List(Vec<Tree>),
}

/// The text of a new translation into `language`; a sentence when that is none.
pub fn skeleton(lesson: &Lesson, language: &str) -> Result<String, String> {
    if !is_language(language) {
        return Err(format!(
            "`{language}` is no language: two or three small letters, as in nl, or pt-br"
        ));
    }
    let mut root = Tree::Map(Vec::new());
    let mut seen: Option<String> = None;
    lesson.clone().texts(&mut |path, text, _| {
        if let ["steps", step, ..] = path
            && seen.as_deref() != Some(step)
        {
            root.insert(&["steps", step, "of"], &print(lesson, step));
            seen = Some((*step).to_owned());
        }
        root.insert(path, text);
    });
    let mut text = format!(
        "# The words of {id} in another language. Write them over those that stand here; leave commands and ${{variables}}\n\
         # as they are. What is deleted is shown in the lesson's own language. `of` says which words a step was translated\n\
         # from: `xtutor lesson check {id}.yaml` says when they have changed.\nschema: {SCHEMA}\n",
        id = lesson.id
    );
    root.write(&mut text, 0);
    Ok(text)
}

impl Tree {
    fn insert(&mut self, path: &[&str], text: &str) {
        let Some((first, rest)) = path.split_first() else {
            *self = Tree::Text(text.to_owned());
            return;
        };
        let below = match self {
            Tree::Text(_) => return,
            Tree::Map(pairs) => {
                let place = pairs.iter().position(|(key, _)| key == first);
                let place = place.unwrap_or_else(|| {
                    pairs.push(((*first).to_owned(), Tree::below(first)));
                    pairs.len() - 1
                });
                &mut pairs[place].1
            }
            Tree::List(items) => {
                let place = first.parse().unwrap_or(0);
                while items.len() <= place {
                    items.push(Tree::Map(Vec::new()));
                }
                &mut items[place]
            }
        };
        below.insert(rest, text);
    }

    /// What stands below a key: a list where places are numbers.
    fn below(key: &str) -> Tree {
        if LISTS.contains(&key) {
            Tree::List(Vec::new())
        } else {
            Tree::Map(Vec::new())
        }
    }

    fn write(&self, out: &mut String, depth: usize) {
        let margin = "  ".repeat(depth);
        match self {
            Tree::Text(text) => {
                let text = text.trim_end();
                if text.contains('\n') {
                    out.push_str(" |\n");
                    for line in text.lines() {
                        let line = format!("{margin}{line}");
                        out.extend([line.trim_end(), "\n"]);
                    }
                } else {
                    out.extend([" ", &scalar(text, Within::Block), "\n"]);
                }
            }
            Tree::Map(pairs) if pairs.is_empty() => out.push_str(" {}\n"),
            Tree::Map(pairs) => {
                if depth > 0 {
                    out.push('\n');
                }
                for (key, below) in pairs {
                    out.extend([&margin, &scalar(key, Within::Block), ":"]);
                    below.write(out, depth + 1);
                }
            }
            Tree::List(items) => {
                out.push('\n');
                for item in items {
                    out.extend([&margin, "-"]);
                    match item {
                        // The first key stands beside the dash.
                        Tree::Map(pairs) if !pairs.is_empty() => {
                            for (at, (key, below)) in pairs.iter().enumerate() {
                                let before = if at == 0 { " " } else { &format!("{margin}  ") };
                                out.extend([before, key, ":"]);
                                below.write(out, depth + 2);
                            }
                        }
                        item => item.write(out, depth + 1),
                    }
                }
            }
        }
    }
}
