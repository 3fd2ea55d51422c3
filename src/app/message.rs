//! What may reach the program, and what it asks of the world outside. Keys have been turned into meaning already;
//! which key means what is the screen's matter.

use super::camera::Focus;
use super::network::News;
use super::picking::Picking;
use super::pointing::Target;
use super::showing::Knob;
use crate::lab::Name;
use crate::store::Millis;

/// Something that reaches the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// It is now this time outside, Unix ms.
    Tick(Millis),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// The prompt's line is edited.
    Edit(Edit),
    /// Enter, wherever it was typed.
    Enter,
    /// Tab: what may stand here?
    Complete,
    /// The selection in the topmost layer moves.
    Select(Way),
    /// The topmost layer closes without effect.
    Close,
    /// The line before or after this one in the history.
    Recall(Way),
    /// Ctrl-R: the history is searched, or the search goes on to older lines; Ctrl-S: back to newer ones.
    Search(Way),
    /// Text was pasted.
    Paste(String),
    /// Another terminal is chosen.
    Terminal(Turn),
    /// All terminals at once, or one again.
    Split,
    /// The replies of this terminal are looked at in the next way.
    View,
    /// Rows of the terminal are looked through and copied.
    Pick(Picking),
    /// Why did the last command do what it did?
    Why,
    /// What did others do?
    Feed,
    /// The page that lies over the screen is read from this row on.
    Scroll(usize),
    /// The scrollback moves by so many rows, up when negative.
    ScrollBack(isize),
    /// The scrollback of the terminal at this place moves by so many rows.
    Roll(usize, isize),
    /// The mouse was pressed on a row of a terminal: that terminal's place and the row, counted from the first ever.
    Press(usize, usize),
    /// The mouse was dragged to a row of the terminal where it was pressed; that one scrolls by so many rows meanwhile.
    Drag(usize, isize),
    /// The mouse was let go.
    Release,
    /// The stream's window moves by so many entries, up when negative; it shows `rows` of them.
    ScrollStream {
        /// How far.
        by: isize,
        /// How many entries fit.
        rows: usize,
    },
    /// The cursor of the pane that has the keys moves; the pane shows so many rows.
    Step(Step, usize),
    /// Only the pending entries of the consumer under the cursor are shown, or everybody's again.
    Filter,
    /// The key before or after the shown one is looked at.
    Key(Way),
    /// The stream is to be searched.
    Find,
    /// The search ends at what it found.
    Stay,
    /// The list of keys is wanted.
    Keys,
    /// The line that a card offers at this place, counted from 0, is put at the prompt.
    Offer(usize),
    /// The nodes that hold the entries are shown, or no longer.
    Nodes,
    /// This row of the topmost list is taken; where that is a step of its own it is chosen first.
    Take(usize),
    /// This pane gets the keys.
    Focus(Focus),
    /// The cursor is put here, and its pane gets the keys; where it stands already, the card opens.
    Point(Target),
    /// The list of keys closes, and this one is looked at.
    LookAt(Name),
    /// The groups or the pending list scroll by so many rows, up when negative; the pane shows that many.
    Wheel(Focus, isize, usize),
    /// The next pane gets the keys.
    NextPane,
    /// The prompt gets the keys.
    ToPrompt,
    /// The answer at this place is marked.
    Choose(usize),
    /// A hint is wanted.
    Hint,
    /// The goal of the lesson's step is to be shown as it will look, or no longer.
    Aim,
    /// What the author says to the instructor is wanted.
    SpeakerNotes,
    /// The list of lessons is wanted.
    Lessons,
    /// The lesson's text is read from this row on.
    Read(usize),
    /// The lesson goes one step back.
    StepBack,
    /// A key of the demo.
    Demo(Knob),
    /// The lesson is left.
    CloseLesson,
    /// The last step is taken back.
    Undo,
    /// The last undone step is taken again.
    Redo,
    /// An earlier or later moment is looked at.
    Look(Way),
    /// Ctrl-C: the wait ends, else the line is cleared.
    Interrupt,
    /// Ctrl-D: forward delete, or the end on an empty line.
    EndOfInput,
    /// Help is wanted.
    Help,
    /// Everything is drawn anew.
    Repaint,
    /// The program goes to the background.
    Suspend,
    /// What came of a wish about the network.
    Network(News),
    /// What came of a lesson that was to be written: where it is, or why it is not.
    Written(Result<String, String>),
}

impl Message {
    /// Whether it comes by itself, from nobody at the keyboard or the mouse.
    pub(super) fn is_by_itself(&self) -> bool {
        matches!(
            self,
            Message::Tick(_) | Message::Resized(..) | Message::Network(_) | Message::Written(_)
        )
    }
}

/// A direction in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the end.
    Next,
    /// Towards the beginning.
    Previous,
}

/// Which terminal is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The one after this, round and round.
    Next,
    /// The one before this.
    Previous,
    /// The one at this place, counted from 0.
    To(usize),
}

/// A move of a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Step {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Left,
    Right,
}

impl Step {
    /// Where this leads from row `at` of a list with `len` rows, of which `shown` are seen.
    pub(super) fn within(self, at: usize, len: usize, shown: usize) -> usize {
        let page = shown.saturating_sub(1).max(1);
        let to = match self {
            Step::Up | Step::Left => at.saturating_sub(1),
            Step::Down | Step::Right => at + 1,
            Step::PageUp => at.saturating_sub(page),
            Step::PageDown => at + page,
            Step::First => 0,
            Step::Last => len,
        };
        to.min(len.saturating_sub(1))
    }
}

/// A change of the prompt's line, in the words of emacs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Edit {
    Insert(char),
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    KillToEnd,
    KillToStart,
    /// Back to the blank before the cursor.
    KillBlankWord,
    KillWordLeft,
    KillWordRight,
    Yank,
    YankPop,
    Transpose,
    TransposeWords,
    Upper,
    Lower,
    Capitalize,
    Undo,
}

/// What the program asks of the world outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Remember this line for the next time.
    SaveHistory(String),
    /// Keep this text, in which the learner's progress is written.
    SaveProgress(String),
    /// Put this text into the clipboard.
    Copy(String),
    /// Draw everything anew, as if nothing stood on the screen.
    Repaint,
    /// Take clicks and the wheel, or leave them to the terminal.
    Mouse(bool),
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Write this text to a new file of this name in the folder one is in; a file that is there is left as it is.
    WriteLesson(String, String),
    /// Let clients come over the network, to this address or to the usual one.
    Listen(Option<String>),
    /// Let nobody come any more.
    StopListening,
    /// End.
    Quit,
}
