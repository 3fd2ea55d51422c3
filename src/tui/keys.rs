//! Keys become messages. The topmost layer is asked first, then the pane that has the keys, then the prompt.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::layout::stream_rows;
use crate::app::{Arrow, Edit, Focus, Knob, Layer, Message, State, Turn, Way};

/// What an event of the terminal means now; `None` if nothing.
pub fn message(state: &State, event: Event) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let key = Key::new(key);
            always(key)
                .or_else(|| in_layer(state, key))
                .or_else(|| in_pane(state, key))
                .or_else(|| in_demo(state, key))
                .or_else(|| in_question(state, key))
                .or_else(|| anywhere(state, key))
                .or_else(|| in_prompt(state, key))
        }
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resized(columns, rows)),
        _ => None,
    }
}

/// A key with its modifiers, Shift left out: a character already shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    code: KeyCode,
    control: bool,
    alt: bool,
}

impl Key {
    fn new(event: KeyEvent) -> Key {
        Key {
            code: event.code,
            control: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }

    fn control(self, letter: char) -> bool {
        self.control && !self.alt && self.code == KeyCode::Char(letter)
    }

    fn alt(self, code: KeyCode) -> bool {
        self.alt && !self.control && self.code == code
    }

    fn plain(self) -> Option<KeyCode> {
        (!self.control && !self.alt).then_some(self.code)
    }
}

/// Keys no layer may take.
fn always(key: Key) -> Option<Message> {
    match key {
        _ if key.control('l') => Some(Message::Repaint),
        _ if key.control('z') => Some(Message::Suspend),
        _ if key.control('c') => Some(Message::Interrupt),
        _ => None,
    }
}

fn in_layer(state: &State, key: Key) -> Option<Message> {
    match state.layers.last()? {
        Layer::Popup(_) => match key.plain()? {
            KeyCode::Tab | KeyCode::Down => Some(Message::Select(Way::Next)),
            KeyCode::BackTab | KeyCode::Up => Some(Message::Select(Way::Previous)),
            KeyCode::Esc => Some(Message::Close),
            _ => None,
        },
        Layer::Help { .. } => match key.plain() {
            Some(KeyCode::Down | KeyCode::PageDown | KeyCode::Char('j')) => Some(Message::Select(Way::Next)),
            Some(KeyCode::Up | KeyCode::PageUp | KeyCode::Char('k')) => Some(Message::Select(Way::Previous)),
            _ => Some(Message::Close),
        },
        Layer::Lessons { .. } => match key.plain() {
            Some(KeyCode::Down | KeyCode::Tab | KeyCode::Char('j')) => Some(Message::Select(Way::Next)),
            Some(KeyCode::Up | KeyCode::BackTab | KeyCode::Char('k')) => Some(Message::Select(Way::Previous)),
            Some(KeyCode::Enter) => Some(Message::Enter),
            _ => Some(Message::Close),
        },
        Layer::Past { .. } => match key.code {
            KeyCode::Left => Some(Message::Look(Way::Previous)),
            KeyCode::Right => Some(Message::Look(Way::Next)),
            KeyCode::Enter => Some(Message::Enter),
            KeyCode::F(2..=4) | KeyCode::PageUp | KeyCode::PageDown | KeyCode::Up | KeyCode::Down => None,
            KeyCode::Char(_) if key.plain().is_some() => None,
            _ => Some(Message::Close),
        },
        Layer::Search { .. } => match key.plain() {
            Some(KeyCode::Esc) => Some(Message::Close),
            _ if key.control('g') => Some(Message::Close),
            _ => None,
        },
    }
}

/// Keys while a pane has them; any letter goes back to the prompt, only `?` is a question.
fn in_pane(state: &State, key: Key) -> Option<Message> {
    if state.camera.focus == Focus::Prompt {
        return None;
    }
    let rows = stream_rows(state);
    let page = isize::try_from(rows).unwrap_or(1);
    match key.plain()? {
        KeyCode::Up => Some(Message::Arrow(Arrow::Up, rows)),
        KeyCode::Down => Some(Message::Arrow(Arrow::Down, rows)),
        KeyCode::Left => Some(Message::Arrow(Arrow::Left, rows)),
        KeyCode::Right => Some(Message::Arrow(Arrow::Right, rows)),
        KeyCode::PageUp => Some(Message::ScrollStream { by: -page, rows }),
        KeyCode::PageDown => Some(Message::ScrollStream { by: page, rows }),
        KeyCode::Char('?') => Some(Message::Help),
        KeyCode::Esc => Some(Message::ToPrompt),
        _ => None,
    }
}

/// Keys of a demo, until somebody types something of their own. Presenters' remotes send the page keys. Whoever
/// types while it plays stops it.
fn in_demo(state: &State, key: Key) -> Option<Message> {
    let study = state.study.as_ref().filter(|study| study.is_demo())?;
    if study.off_script {
        // What was typed of one's own is cleared first.
        return (key.plain() == Some(KeyCode::Esc)).then_some(Message::Interrupt);
    }
    let knob = match key.plain()? {
        KeyCode::Char(' ') | KeyCode::Enter => Knob::StopOrGo,
        KeyCode::Right | KeyCode::PageDown => Knob::Next,
        KeyCode::Left | KeyCode::PageUp => Knob::Previous,
        KeyCode::Char('+' | '=') => Knob::Faster,
        KeyCode::Char('-') => Knob::Slower,
        KeyCode::Esc => return Some(Message::CloseLesson),
        KeyCode::Char(_) if study.halted().is_none() && !study.session().is_finished() => Knob::StopOrGo,
        _ => return None,
    };
    Some(Message::Demo(knob))
}

/// Keys of a prediction while nothing is typed.
fn in_question(state: &State, key: Key) -> Option<Message> {
    if !state.asks() {
        return None;
    }
    match key.plain()? {
        KeyCode::Char(digit @ '1'..='9') => Some(Message::Choose(digit.to_digit(10)? as usize - 1)),
        KeyCode::Down => Some(Message::Select(Way::Next)),
        KeyCode::Up => Some(Message::Select(Way::Previous)),
        _ => None,
    }
}

/// Keys that mean the same with and without a prompt.
fn anywhere(state: &State, key: Key) -> Option<Message> {
    let rows = stream_rows(state);
    let page = isize::try_from(state.size.1 / 3).unwrap_or(1);
    let stream = |by: isize| Some(Message::ScrollStream { by, rows });
    match key.code {
        KeyCode::F(1) => Some(Message::Help),
        KeyCode::F(2) => Some(Message::Terminal(Turn::Previous)),
        KeyCode::F(3) => Some(Message::Terminal(Turn::Next)),
        KeyCode::F(4) => Some(Message::NextPane),
        KeyCode::F(5) => Some(Message::Lessons),
        KeyCode::F(6) => Some(Message::Hint),
        KeyCode::F(7) => Some(Message::StepBack),
        KeyCode::PageUp => Some(Message::ScrollBack(-page)),
        KeyCode::PageDown => Some(Message::ScrollBack(page)),
        KeyCode::Up if key.control || key.alt => stream(-1),
        KeyCode::Down if key.control || key.alt => stream(1),
        KeyCode::Left if key.alt => Some(Message::Look(Way::Previous)),
        KeyCode::Right if key.alt => Some(Message::Look(Way::Next)),
        KeyCode::Char('u') if key.alt => Some(Message::Undo),
        KeyCode::Char('s') if key.alt => Some(Message::Split),
        KeyCode::Char(digit @ '1'..='9') if key.alt => {
            let place = digit.to_digit(10)? as usize;
            Some(Message::Terminal(Turn::To(place - 1)))
        }
        _ => None,
    }
}

fn in_prompt(state: &State, key: Key) -> Option<Message> {
    if let Some(edit) = edit(state, key) {
        return Some(Message::Edit(edit));
    }
    match key.code {
        KeyCode::Enter => Some(Message::Enter),
        KeyCode::Tab => Some(Message::Complete),
        KeyCode::Esc => Some(Message::Close),
        KeyCode::Up => Some(Message::Recall(Way::Previous)),
        KeyCode::Down => Some(Message::Recall(Way::Next)),
        _ if key.control('p') => Some(Message::Recall(Way::Previous)),
        _ if key.control('n') => Some(Message::Recall(Way::Next)),
        _ if key.control('r') => Some(Message::Search),
        _ if key.control('d') => Some(Message::EndOfInput),
        _ if key.control('j') || key.control('m') => Some(Message::Enter),
        _ if key.alt(KeyCode::Char('y')) => Some(Message::Redo),
        _ => None,
    }
}

fn edit(state: &State, key: Key) -> Option<Edit> {
    if key.control {
        return with_control(key);
    }
    if key.alt {
        return with_alt(state, key);
    }
    match key.code {
        KeyCode::Char(character) => Some(Edit::Insert(character)),
        KeyCode::Backspace => Some(Edit::Backspace),
        KeyCode::Delete => Some(Edit::Delete),
        KeyCode::Left => Some(Edit::Left),
        KeyCode::Right => Some(Edit::Right),
        KeyCode::Home => Some(Edit::Home),
        KeyCode::End => Some(Edit::End),
        _ => None,
    }
}

fn with_control(key: Key) -> Option<Edit> {
    match key.code {
        KeyCode::Left => Some(Edit::WordLeft),
        KeyCode::Right => Some(Edit::WordRight),
        KeyCode::Char('a') => Some(Edit::Home),
        KeyCode::Char('e') => Some(Edit::End),
        KeyCode::Char('b') => Some(Edit::Left),
        KeyCode::Char('f') => Some(Edit::Right),
        KeyCode::Char('h') => Some(Edit::Backspace),
        KeyCode::Char('k') => Some(Edit::KillToEnd),
        KeyCode::Char('u') => Some(Edit::KillToStart),
        KeyCode::Char('w') => Some(Edit::KillBlankWord),
        KeyCode::Char('y') => Some(Edit::Yank),
        KeyCode::Char('t') => Some(Edit::Transpose),
        KeyCode::Char('_' | '7' | '/') => Some(Edit::Undo),
        _ => None,
    }
}

fn with_alt(state: &State, key: Key) -> Option<Edit> {
    match key.code {
        KeyCode::Char('b') => Some(Edit::WordLeft),
        KeyCode::Char('f') => Some(Edit::WordRight),
        KeyCode::Char('d') => Some(Edit::KillWordRight),
        KeyCode::Backspace => Some(Edit::KillWordLeft),
        KeyCode::Char('t') => Some(Edit::TransposeWords),
        KeyCode::Char('l') => Some(Edit::Lower),
        KeyCode::Char('c') => Some(Edit::Capitalize),
        // Right after Ctrl-Y it goes on through the kill ring, as in emacs; else it is redo.
        KeyCode::Char('y') if state.just_yanked => Some(Edit::YankPop),
        _ => None,
    }
}
