//! A lesson on paper: its steps with the replies that the engine gives, the questions with the right answers, in
//! Markdown. Played from beginning to end as its author does it.

use std::fmt::Write as _;
use std::sync::Arc;

use super::model::{Assertion, Lesson, Task};
use super::saying::wished;
use super::session::Session;
use super::vars::fill;
use super::view::{Played, StepView};
use crate::lab::Lab;
use crate::wire::print::{Format, printed};
use crate::wire::typed;

/// The handout of `lesson`. `notes`: with what only the instructor is to know.
pub fn handout(lesson: &Arc<Lesson>, notes: bool) -> String {
    let mut text = format!("# {}\n", lesson.title);
    if !lesson.summary.is_empty() {
        let _ = write!(text, "\n{}\n", lesson.summary);
    }
    if notes && !lesson.notes.is_empty() {
        quote(&mut text, &lesson.notes);
    }
    let (mut session, mut lab) = Session::start(Arc::clone(lesson));
    loop {
        step(&mut text, &mut session, &mut lab, notes);
        session.advance(&mut lab);
        if session.is_finished() {
            break;
        }
    }
    if !lesson.after.trim().is_empty() {
        let _ = write!(text, "\n## To keep\n\n{}\n", lesson.after.trim_end());
    }
    if !lesson.links.is_empty() {
        text.push_str("\n## To read on\n\n");
        for (title, address) in &lesson.links {
            let _ = writeln!(text, "- [{title}]({address})");
        }
    }
    text
}

/// One step, which is played to its end.
fn step(text: &mut String, session: &mut Session, lab: &mut Lab, notes: bool) {
    let before = session.view(lab);
    let title = if before.title.is_empty() {
        session.step_id().replace('-', " ")
    } else {
        before.title.clone()
    };
    let _ = write!(
        text,
        "\n## {}. {title}\n\n{}\n",
        before.index + 1,
        before.text.trim_end()
    );
    let (said, _) = session.notes();
    if notes && !said.is_empty() {
        let said = said.to_owned();
        quote(text, &said);
    }
    options(text, &before);
    if !before.goals.is_empty() {
        text.push_str("\nThe goal:\n\n");
        for goal in goal_of(session) {
            let _ = writeln!(text, "- {}", wished(goal, &session.facts(lab)));
        }
    }
    if notes && let Task::Do(exercise) = &session.step().task {
        let said = exercise.mistakes.iter().map(|mistake| {
            let said = fill(&mistake.say, &session.now.vars);
            let said: Vec<&str> = said.split_whitespace().collect();
            format!("- {}: {}\n", mistake.id.replace('-', " "), said.join(" "))
        });
        let said: String = said.collect();
        if !said.is_empty() {
            quote(
                text,
                &format!("What goes wrong, and what is said to it:\n\n{said}"),
            );
        }
    }
    let played: Vec<Played> = std::iter::from_fn(|| session.play_next(lab)).collect();
    let heading = match session.step().task {
        Task::Do(_) => "One way:",
        Task::Predict(_) => "What happens:",
        _ => "",
    };
    transcript(text, heading, played, session, lab);
    let after = session.view(lab);
    let right = after.options.iter().position(|option| option.right == Some(true));
    if let Some(right) = right {
        let _ = write!(text, "\nThe answer is {}.\n", letter(right));
    }
    let explained = match &session.step().task {
        Task::Predict(_) => after.feedback.map(|feedback| feedback.text),
        Task::Do(exercise) if !exercise.success.raw.is_empty() => {
            after.feedback.map(|feedback| feedback.text)
        }
        _ => None,
    };
    if let Some(explained) = explained {
        let _ = write!(text, "\n{}\n", explained.trim_end());
    }
}

fn options(text: &mut String, view: &StepView) {
    if !view.options.is_empty() {
        text.push('\n');
    }
    for (at, option) in view.options.iter().enumerate() {
        let _ = writeln!(text, "- {}) {}", letter(at), option.text.trim_end());
    }
}

/// Answers have letters: numbers would be taken for the answers themselves.
fn letter(option: usize) -> char {
    ('a'..='z').nth(option).unwrap_or('?')
}

/// What is to be reached in the step.
fn goal_of(session: &Session) -> &[Assertion] {
    match &session.step().task {
        Task::Do(exercise) => &exercise.goal,
        Task::Explore(play) => &play.goal,
        _ => &[],
    }
}

/// What was typed, each line behind its terminal's name, and what was answered.
fn transcript(text: &mut String, heading: &str, played: Vec<Played>, session: &Session, lab: &Lab) {
    if played.iter().all(|played| played.line.is_empty()) {
        return;
    }
    if !heading.is_empty() {
        let _ = write!(text, "\n{heading}\n");
    }
    text.push_str("\n```text\n");
    for mut played in played {
        if let Some(said) = &played.said {
            let _ = writeln!(text, "# {}", said.trim_end());
        }
        if played.line.is_empty() {
            continue;
        }
        let scripted = played.outcome.take_scripted();
        let names = session.lesson().terminals.iter().map(|desk| desk.id.as_str());
        let names: Vec<&str> = names.collect();
        let name = |at: usize| names.get(at).copied().unwrap_or("?");
        let _ = writeln!(text, "{}> {}", name(played.terminal.0), played.line);
        for (id, reply) in &played.outcome.replies {
            if *id != played.terminal {
                let _ = writeln!(text, "{} receives", name(id.0));
            }
            text.push_str(&String::from_utf8_lossy(&printed(reply, Format::Standard)));
        }
        for (id, line, reply) in scripted {
            let _ = writeln!(text, "{}> {}", name(id.0), typed(line.as_argv()));
            let reply = reply.map(|reply| printed(&reply, Format::Standard));
            text.push_str(&String::from_utf8_lossy(&reply.unwrap_or_default()));
        }
        if played.outcome.replies.is_empty() && lab.is_waiting(played.terminal) {
            text.push_str("(waits)\n");
        }
    }
    text.push_str("```\n");
}

fn quote(text: &mut String, said: &str) {
    text.push('\n');
    for line in said.trim_end().lines() {
        let _ = writeln!(text, "> {line}");
    }
}
