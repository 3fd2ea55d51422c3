//! The top line: what this is, where one is, and the clock.

use super::canvas::Canvas;
use super::ink::{Ink, shown_part};
use super::ribbon;
use super::theme::{Role, Theme};
use crate::app::{State, clients, wording};
use crate::lab::{Clock, Scene};
use ratatui::layout::Rect;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, scene: &Scene) {
    let left = left(canvas, state, scene);
    canvas.row(area, &left);
    let room = usize::from(area.width).saturating_sub(left.width() + 2);
    // What can be done without gives way one by one: the ribbon first, the clock last.
    let ribbon = usize::from(area.width / 6);
    let forms = [
        (ribbon, true, true, Address::Whole),
        (0, true, true, Address::Whole),
        (0, true, true, Address::Port),
        (0, false, true, Address::Whole),
        (0, false, true, Address::Port),
        (0, false, false, Address::Port),
        (0, false, true, Address::None),
        (0, false, false, Address::None),
    ];
    let mut forms = forms.map(|form| right(state, canvas.theme, form));
    if let Some(right) = forms.iter_mut().find(|ink| ink.fits(room)) {
        let width = u16::try_from(right.width()).unwrap_or(0);
        let x = area.right() - width;
        canvas.row(Rect { x, width, ..area }, right);
    }
}

fn left(canvas: &Canvas<'_>, state: &State, scene: &Scene) -> Ink {
    let place = match &state.study {
        None => "sandbox",
        Some(study) => &study.session().lesson().id,
    };
    let mut ink = Ink::of(Role::Strong, " xtutor").then(Role::Quiet, format!("  {place}"));
    let recorded = state.recorded();
    // Where there is little room it is said rather than which key is looked at.
    let roomy = state.size.0 >= 60 || recorded.is_none();
    if let Some(name) = crate::app::shown(scene).filter(|_| roomy) {
        ink.push(Role::Quiet, format!(" {} ", canvas.theme.signs.shut));
        ink.push(Role::Key, shown_part(name.bytes(), 24).trim_end().to_owned());
    }
    if let Some((name, steps)) = recorded {
        let sign = canvas.theme.signs.pending;
        ink.push(Role::Changed, format!("   {sign} recording {name} ({steps})"));
    }
    if state.aims() {
        ink.push(Role::Changed, "   the goal");
    }
    if state.looks_back() {
        ink.push(Role::Changed, "   looking back");
    }
    ink
}

/// How much is said of the address clients come to.
#[derive(Clone, Copy)]
enum Address {
    Whole,
    Port,
    None,
}

/// The version, the clock, who is there over the network, and how many commands there were.
fn right(
    state: &State,
    theme: &Theme,
    (ribbon, version, count, address): (usize, bool, bool, Address),
) -> Ink {
    let (done, all) = state.lab.steps();
    let narrow = state.size.0 < 60;
    let mut ink = Ink::default();
    if version {
        ink.push(Role::Quiet, format!("redis {}", state.lab.profile()));
    }
    let moved = wording::moved(state.lab.clock().moved());
    let clock = match state.lab.clock() {
        Clock::Real { offset: 0 } => None,
        Clock::Real { .. } => Some(format!("clock {moved}")),
        Clock::Held { .. } => Some(format!("clock held {moved}")),
    };
    if let Some(clock) = clock {
        ink.push(Role::Quiet, if narrow || !version { " " } else { "   " });
        ink.push(Role::Text, clock);
    }
    if let Some(whole) = state.network.addresses.first() {
        let clients = clients(state.network.clients);
        let signs = theme.signs;
        let port = whole.rfind(':').map_or("", |colon| &whole[colon..]);
        let text = match address {
            Address::Whole => format!("   {} {whole} {} {clients}", signs.linked, signs.between),
            Address::Port => format!("   {} {port} {} {clients}", signs.linked, signs.between),
            Address::None => format!("   {clients}"),
        };
        ink.push(Role::Text, text);
    }
    if count && !narrow {
        let forgotten = state.lab.forgotten();
        let (done, all) = (done + forgotten, all + forgotten);
        let ribbon = ribbon::ink(state, theme, ribbon).filter(|_| state.size.0 >= 100);
        ink.push(Role::Quiet, "  ");
        ink.append(ribbon.unwrap_or_default());
        // Steps are what lessons have.
        let count = if done == all {
            format!(" {}", commands(all))
        } else {
            format!(" {done} of {}", commands(all))
        };
        ink.push(Role::Quiet, count);
        if forgotten > 0 {
            ink.push(Role::Quiet, format!(", undo from {forgotten}"));
        }
    }
    ink.then(Role::Quiet, " ")
}

fn commands(count: usize) -> String {
    let word = if count == 1 { "command" } else { "commands" };
    format!("{count} {word}")
}
