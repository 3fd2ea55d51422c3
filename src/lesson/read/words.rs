//! Reads words that stand for something known: one of several, a server version, a misconception, a command.

use super::Reader;
use super::fields::Fields;
use crate::command::{Version, table};
use crate::lesson::catalogue;
use crate::lesson::mend::nearest;
use crate::lesson::yaml::{Mark, Node, Shape};

impl Reader {
    /// The value behind one of these words; `None` when the key is not there.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        let node = fields.get(name)?;
        let word = self.word(node, name)?;
        let found = known.iter().find(|(known, _)| *known == word);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            self.unknown("E102", node.mark, name, word, &names);
        }
        found.map(|(_, value)| *value)
    }

    /// Notes the misconception that an answer, a mistake or a step meets.
    pub(super) fn misconception(&mut self, fields: &Fields<'_>) {
        if let Some(node) = fields.get("misconception") {
            self.a_misconception(node);
        }
    }

    pub(super) fn a_misconception(&mut self, node: &Node) -> Option<String> {
        let word = self.slug(node, "a misconception")?;
        if !catalogue::ids().any(|id| id == word) {
            // Their numbers are near each other; what follows the number tells them apart.
            let number = word.split('-').next().unwrap_or(word);
            let same = catalogue::ids().find(|id| id.split('-').next() == Some(number));
            let guess = same.or_else(|| nearest(word, catalogue::ids()));
            let help = guess.map_or_else(
                || "`xtutor lesson misconceptions` lists them".to_owned(),
                |guess| format!("did you mean \"{guess}\"?"),
            );
            let message = format!("misconception \"{word}\" is not in the catalogue");
            self.fault_help("E113", node.mark, message, help);
            return None;
        }
        self.met.insert(word.to_owned());
        Some(word.to_owned())
    }

    /// One server version or a list of them.
    pub(super) fn versions(&mut self, node: Option<&Node>) -> Vec<Version> {
        let Some(node) = node else {
            return Vec::new();
        };
        let nodes = match &node.shape {
            Shape::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        nodes.iter().filter_map(|node| self.version(node)).collect()
    }

    pub(super) fn version(&mut self, node: &Node) -> Option<Version> {
        let word = self.word(node, "profile")?;
        match word.parse() {
            Ok(version) => Some(version),
            Err(message) => {
                self.fault("E107", node.mark, message);
                None
            }
        }
    }

    /// A step or mistake may only be for versions that the lesson is for.
    pub(super) fn narrower(&mut self, fields: &Fields<'_>, versions: &[Version]) {
        let strange = versions.iter().find(|version| !self.profiles.contains(version));
        if let (Some(version), Some(node)) = (strange, fields.get("profile")) {
            let known: Vec<String> = self.profiles.iter().map(ToString::to_string).collect();
            let message = format!(
                "this is for {version}, and the lesson is for {}",
                known.join(", ")
            );
            self.fault("E161", node.mark, message);
        }
    }

    /// Only a name that nobody knows is a slip of the author's: commands that fail on purpose are part of teaching.
    pub(super) fn known_command(&mut self, name: &str, mark: Mark) {
        match table::find(name.as_bytes()) {
            None => {
                let known: Vec<&str> = table::COMMANDS.iter().map(|spec| spec.name).collect();
                let guess = nearest(&name.to_uppercase(), known);
                let help = guess.map(|guess| format!("did you mean {guess}?"));
                self.fault_in("E112", mark, None, format!("{name} is no command"), help);
            }
            Some(spec) if spec.since > self.newest => {
                let message = format!("{name} needs profile {}, lesson says {}", spec.since, self.newest);
                self.fault("E160", mark, message);
            }
            Some(_) => {}
        }
    }
}
