//! A lesson's words in another language: a file beside it that holds nothing but texts, by the places they have in the
//! lesson. What it does not say stays as the lesson says it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fault::{Fault, Severity, Source};
use super::mend::nearest;
use super::model::{Lesson, Task};
use super::vars::names;
use super::yaml::{self, Mark, Node, Shape};

pub(super) const SCHEMA: &str = "stream-lesson-text/1";

/// The key that says of which words a step was translated.
const OF: &str = "of";

/// Texts of several lines.
const PAGES: [&str; 5] = ["text", "success", "explain", "after", "notes"];

/// A lesson's words in one language.
#[derive(Debug)]
pub(super) struct Translation {
    /// The lesson's id.
    pub(super) lesson: String,
    /// `nl`, `pt-br`
    pub(super) language: String,
    pub(super) source: Arc<Source>,
    /// Every text by its place, as `steps.finish.hints.0`.
    texts: BTreeMap<String, (Mark, String)>,
    /// Where each text and everything that holds texts is named.
    marks: BTreeMap<String, Mark>,
}

/// The lesson's id and the language in a file's name, if it is that of a translation: `first-sale.nl.yaml`.
pub fn translates(file: &str) -> Option<(&str, &str)> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
    stem.rsplit_once('.')
        .filter(|(_, language)| is_language(language))
}

/// Whether this is how a language is called: two or three letters, and perhaps where it is spoken so.
pub fn is_language(word: &str) -> bool {
    let (language, place) = word
        .split_once('-')
        .map_or((word, None), |(one, two)| (one, Some(two)));
    let small = |word: &str, sizes: std::ops::RangeInclusive<usize>| {
        sizes.contains(&word.len())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    small(language, 2..=3)
        && !language.bytes().any(|byte| byte.is_ascii_digit())
        && place.is_none_or(|place| small(place, 2..=8))
}

impl Translation {
    /// Reads a file. Without one, what is wrong with it.
    pub(super) fn read(file: &str, text: &str) -> Result<Translation, Fault> {
        let source = Source::new(file, text);
        let (lesson, language) = translates(file).unwrap_or_default();
        let mut translation = Translation {
            lesson: lesson.to_owned(),
            language: language.to_owned(),
            texts: BTreeMap::new(),
            marks: BTreeMap::new(),
            source: Arc::clone(&source),
        };
        let root = yaml::parse(&source)?;
        let fault = |code, mark, message: String| Fault::at(&source, mark, None, code, message);
        let Shape::Map(pairs) = &root.shape else {
            let message = "a translation must be a map of keys and texts".to_owned();
            return Err(fault("E106", root.mark, message));
        };
        let schema = pairs.iter().find(|(key, _)| key.name == "schema");
        match schema.map(|(_, node)| (&node.shape, node.mark)) {
            Some((Shape::Text(word), _)) if word == SCHEMA => {}
            Some((Shape::Text(word), mark)) => {
                let message = format!("this is written in \"{word}\", and a translation in {SCHEMA}");
                return Err(fault("E109", mark, message));
            }
            _ => {
                let message = format!("a translation begins with `schema: {SCHEMA}`");
                return Err(fault("E103", root.mark, message));
            }
        }
        for (key, node) in pairs.iter().filter(|(key, _)| key.name != "schema") {
            translation.take(&key.name, key.mark, node)?;
        }
        Ok(translation)
    }

    fn take(&mut self, place: &str, named: Mark, node: &Node) -> Result<(), Fault> {
        let twice = self.marks.insert(place.to_owned(), named).is_some();
        let fault = |code, message: String| Fault::at(&self.source, named, None, code, message);
        if twice {
            return Err(fault("E102", format!("\"{place}\" stands here twice")));
        }
        match &node.shape {
            Shape::Text(text) => {
                self.texts.insert(place.to_owned(), (node.mark, text.clone()));
            }
            Shape::Null => return Err(fault("E106", format!("nothing is said for \"{place}\""))),
            Shape::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    // An option that needs no words of its own has none.
                    if !matches!(&item.shape, Shape::Map(pairs) if pairs.is_empty()) {
                        self.take(&format!("{place}.{at}"), item.mark, item)?;
                    }
                }
            }
            Shape::Map(pairs) => {
                for (key, node) in pairs {
                    self.take(&format!("{place}.{}", key.name), key.mark, node)?;
                }
            }
        }
        Ok(())
    }

    /// The lesson with these words.
    pub(super) fn applied(&self, lesson: &Lesson) -> Lesson {
        let mut spoken = lesson.clone();
        spoken.texts(&mut |path, text, mark| {
            let place = path.join(".");
            let here = self.texts.get(&place);
            if let Some((_, words)) = here {
                text.clone_from(words);
            }
            if let Some(mark) = mark {
                *mark = here.map_or_else(|| self.above(&place), |(mark, _)| *mark);
            }
        });
        for step in &mut spoken.steps {
            if let Task::Predict(prediction) = &mut step.task {
                for option in &mut prediction.options {
                    option.mark = option.text.mark;
                }
            }
        }
        spoken.translation = Some(Arc::clone(&self.source));
        spoken
    }

    /// Where the nearest thing above this place is named.
    fn above(&self, place: &str) -> Mark {
        let mut rest = place;
        while let Some((above, _)) = rest.rsplit_once('.') {
            if let Some(mark) = self.marks.get(above) {
                return *mark;
            }
            rest = above;
        }
        Mark::default()
    }

    /// What it does not say, says of something that is not in the lesson any more, or says of other words than the
    /// lesson has now.
    pub(super) fn faults(&self, lesson: &Lesson) -> Vec<Fault> {
        let own = own_texts(lesson);
        let mut faults = self.unknown(lesson, &own);
        faults.extend(self.stale(lesson));
        faults.extend(self.missing(&own));
        faults.extend(self.variables(&own));
        faults.extend(self.wide());
        faults.sort_by_key(|fault| fault.place);
        faults
    }

    /// More of a kind than this help nobody, and each is looked for in the file.
    const MOST_FAULTS: usize = 20;

    fn fault(&self, code: &'static str, mark: Mark, message: String) -> Fault {
        Fault::at(&self.source, mark, None, code, message)
    }

    fn unknown(&self, lesson: &Lesson, own: &BTreeMap<String, String>) -> Vec<Fault> {
        let steps: BTreeSet<String> = lesson
            .steps
            .iter()
            .map(|step| format!("steps.{}.{OF}", step.id))
            .collect();
        let unknown = self
            .texts
            .keys()
            .filter(|place| !own.contains_key(*place) && !steps.contains(*place));
        unknown
            .take(Self::MOST_FAULTS)
            .map(|place| {
                let mark = self.marks.get(place).copied().unwrap_or_default();
                let mut fault = self.fault(
                    "W220",
                    mark,
                    format!("\"{place}\" is not in the lesson, or not any more"),
                );
                let known = own.keys().filter(|known| !self.texts.contains_key(*known));
                let guess = nearest(place, known.map(String::as_str));
                fault.help = guess.map(|guess| format!("did you mean \"{guess}\"?"));
                fault
            })
            .collect()
    }

    fn missing(&self, own: &BTreeMap<String, String>) -> Vec<Fault> {
        // What is missing is said together for each step, and for the lesson as a whole.
        let mut missing: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for place in own.keys().filter(|place| !self.texts.contains_key(*place)) {
            let (owner, text) = match place.strip_prefix("steps.").and_then(|rest| rest.split_once('.')) {
                Some((step, text)) => (format!("steps.{step}"), text),
                None => (String::new(), place.as_str()),
            };
            missing.entry(owner).or_default().push(text);
        }
        missing
            .into_iter()
            .take(Self::MOST_FAULTS)
            .map(|(owner, texts)| {
                let whose = match owner.strip_prefix("steps.") {
                    Some(step) => format!("step \"{step}\""),
                    None => "the lesson".to_owned(),
                };
                let mark = match self.marks.get(&owner) {
                    Some(mark) => *mark,
                    None => self.above(&owner),
                };
                let language = &self.language;
                let message = format!("translation {language} of {whose} lacks: {}", texts.join(", "));
                self.fault("W220", mark, message)
            })
            .collect()
    }

    fn stale(&self, lesson: &Lesson) -> Vec<Fault> {
        let steps = lesson.steps.iter().filter_map(|step| {
            let (mark, of) = self.texts.get(&format!("steps.{}.{OF}", step.id))?;
            let now = print(lesson, &step.id);
            let message = format!(
                "translation {} is stale: source of step \"{}\" changed",
                self.language, step.id
            );
            let help = format!("look at its words again, then write `of: {now}`");
            (*of != now).then_some((*mark, message, help))
        });
        steps
            .take(Self::MOST_FAULTS)
            .map(|(mark, message, help)| Fault {
                help: Some(help),
                ..self.fault("W220", mark, message)
            })
            .collect()
    }

    /// A variable that the lesson does not use in this text may not be known here, and would be shown as it is written.
    fn variables(&self, own: &BTreeMap<String, String>) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (place, (mark, text)) in &self.texts {
            if faults.len() >= Self::MOST_FAULTS {
                break;
            }
            let Some(original) = own.get(place) else { continue };
            let name = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
            let known: BTreeSet<String> = names(original).map(name).collect();
            for used in names(text).filter(|used| !known.contains(&name(used))) {
                let written = format!("${{{used}}}");
                let message = format!("{written} is not in the lesson's own words for this");
                let mut fault = Fault::at(&self.source, *mark, Some(&written), "E120", message);
                let known: Vec<String> = known.iter().map(|name| format!("${{{name}}}")).collect();
                fault.help = (!known.is_empty()).then(|| format!("there: {}", known.join(", ")));
                faults.push(fault);
            }
        }
        faults
    }

    /// Of what is laid out by hand, lines that the pane has no room for; as in the lesson itself.
    fn wide(&self) -> Vec<Fault> {
        let is_page = |place: &str| {
            let last = place.rsplit('.').next().unwrap_or_default();
            PAGES.contains(&last) && !place.contains(".options.")
        };
        let pages = self.texts.iter().filter(|(place, _)| is_page(place));
        let laid_out = pages.filter(|(_, (_, text))| text.trim_end().contains('\n'));
        let lines = laid_out.flat_map(|(_, (mark, text))| text.lines().map(|line| (*mark, line)));
        let wide = lines.filter_map(|(mark, line)| Some((mark, line, super::read::too_wide(line)?)));
        wide.take(Self::MOST_FAULTS)
            .map(|(mark, line, message)| Fault::at(&self.source, mark, Some(line), "W210", message))
            .collect()
    }

    /// Whether the lesson can be shown with it.
    pub(super) fn is_sound(faults: &[Fault]) -> bool {
        faults.iter().all(|fault| fault.severity() == Severity::Warning)
    }
}

/// The texts of a lesson by their places.
fn own_texts(lesson: &Lesson) -> BTreeMap<String, String> {
    let mut own = BTreeMap::new();
    lesson.clone().texts(&mut |path, text, _| {
        own.insert(path.join("."), text.clone());
    });
    own
}

/// A number that is another one when a step's words are (FNV-1a, folded).
pub(super) fn print(lesson: &Lesson, step: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    lesson.clone().texts(&mut |path, text, _| {
        if let ["steps", id, rest @ ..] = path
            && *id == step
        {
            for byte in rest.join(".").bytes().chain([0]).chain(text.bytes()).chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    });
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_is_known_by_its_name() {
        assert_eq!(
            translates("lessons/first-sale.nl.yaml"),
            Some(("first-sale", "nl"))
        );
        assert_eq!(translates("first.sale.pt-br.yml"), Some(("first.sale", "pt-br")));
        let no = [
            "first-sale.yaml",
            "v1.2.yaml",
            "a.NL.yaml",
            "a.dutch.yaml",
            "a.nl.txt",
        ];
        assert_eq!(no.map(translates), [None; 5]);
    }
}
