//! A page: everything a step shows in the lesson's pane, row by row. The one place that says what stands on it and how
//! long it is; whoever draws it gives the rows their signs and colours.

use super::prose::{ProseRow, Setting, prose};
use super::view::{Feedback, FeedbackKind, StepView};

/// What a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The heading of the step.
    Title,
    /// What the step says.
    Text,
    /// The answer at this place; its number and a sign stand before it.
    Choice(usize),
    /// What is to be reached, the one at this place; a sign stands before it.
    Goal(usize),
    /// What the lesson says to what was done; a sign stands before it.
    Word(FeedbackKind),
    /// That the lesson is over; a sign stands before it.
    End,
    /// Nothing; it keeps things apart.
    Gap,
}

impl Part {
    /// The columns that its sign and what stands beside it take.
    fn indent(self) -> usize {
        match self {
            Part::Choice(_) => 4,
            Part::Goal(_) | Part::Word(_) | Part::End => 2,
            Part::Title | Part::Text | Part::Gap => 0,
        }
    }
}

/// A row of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRow {
    /// What it belongs to.
    pub part: Part,
    /// Whether it is the first row of its part: the sign stands there.
    pub head: bool,
    /// The words, without sign and indent.
    pub words: ProseRow,
}

/// Everything there is to read in a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows in order.
    pub rows: Vec<PageRow>,
    /// Where answers and goals begin.
    pub tail: usize,
    /// Where what the lesson says to what was done begins.
    pub word: Option<usize>,
}

impl Page {
    /// The page of a step, as it stands.
    pub fn of(step: &StepView, setting: Setting<'_>) -> Page {
        let mut page = Page::default();
        page.add(Part::Title, &step.title, setting);
        page.gap();
        page.add(Part::Text, &step.text, setting);
        page.gap();
        page.tail = page.rows.len();
        for (at, option) in step.options.iter().enumerate() {
            page.add(Part::Choice(at), &option.text, setting);
        }
        for (at, goal) in step.goals.iter().enumerate() {
            page.add(Part::Goal(at), &goal.text, setting);
        }
        // What is missing stands beside the goals already.
        let said_above = |feedback: &&Feedback| {
            feedback.kind == FeedbackKind::Missing && step.goals.iter().any(|goal| !goal.met)
        };
        let says = |feedback: &&Feedback| !feedback.text.trim().is_empty() && !said_above(feedback);
        if let Some(feedback) = step.feedback.as_ref().filter(says) {
            page.gap();
            page.word = Some(page.rows.len());
            page.add(Part::Word(feedback.kind), &feedback.text, setting);
        }
        page.trim();
        page
    }

    /// The page that closes a lesson with these words.
    pub fn end(after: &str, setting: Setting<'_>) -> Page {
        let mut page = Page::default();
        page.add(Part::End, "the end of this lesson", setting);
        page.gap();
        page.add(Part::Text, after, setting);
        page.trim();
        page.tail = page.rows.len();
        page
    }

    fn add(&mut self, part: Part, text: &str, setting: Setting<'_>) {
        let setting = Setting {
            width: setting.width.saturating_sub(part.indent()),
            ..setting
        };
        let rows = prose(text, setting).into_iter().enumerate();
        self.rows.extend(rows.map(|(at, words)| PageRow {
            part,
            head: at == 0,
            words,
        }));
    }

    /// A row that keeps what stands above apart from what comes below.
    fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| row.part != Part::Gap) {
            self.rows.push(PageRow {
                part: Part::Gap,
                head: true,
                words: Vec::new(),
            });
        }
    }

    fn trim(&mut self) {
        while self.rows.last().is_some_and(|row| row.part == Part::Gap) {
            self.rows.pop();
        }
        self.tail = self.tail.min(self.rows.len());
    }
}

/// The columns a page has on a screen of 80 by 24, the smallest on which everything it says is to be seen at once.
pub const COLUMNS: usize = 78;
/// The rows it has there, below the panes' and the terminals' share.
pub const ROWS: usize = 10;
/// The rows of a page that is only read before there is anything in the panes: it has their room.
pub const ROWS_ALONE: usize = 15;
