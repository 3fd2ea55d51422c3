//! Whether what a lesson suggests to type can be typed where it is suggested.

use super::prove::Prover;
use crate::command::table;
use crate::lesson::act::argv;
use crate::lesson::model::{Play, Text};
use crate::lesson::prose::backticked;
use crate::lesson::vars::fill;
use crate::wire::{Reply, shown};

impl Prover<'_> {
    /// Tries every suggested command in turn on a copy of the state.
    pub(super) fn suggestions(&mut self, play: &Play) {
        let mut trial = self.trial.fork();
        for text in &play.suggest {
            let filled = fill(text, &trial.vars);
            for line in backticked(&filled) {
                let typed = argv(line);
                let name = typed.as_argv().get(0).unwrap_or_default();
                if table::find(name).is_none()
                    || trial.lab.is_waiting(crate::lab::TerminalId(trial.step.desk))
                {
                    continue;
                }
                trial.type_line(line);
                let refused = trial.log.last().and_then(|logged| match logged.replies.first() {
                    Some((_, Reply::Error(error))) => Some(shown(error)),
                    _ => None,
                });
                self.suggestion(text, line, refused);
            }
        }
    }

    fn suggestion(&mut self, text: &Text, line: &str, refused: Option<String>) {
        let word = line.split_whitespace().next();
        match refused {
            None => self.claim(true, "W207", text.mark, String::new),
            Some(error) => {
                let message = format!("`{line}` is refused here: {error}");
                let fault =
                    crate::lesson::fault::Fault::at(&self.lesson.source, text.mark, word, "W207", message);
                self.fault(fault);
            }
        }
    }
}
