//! For tests only: a screen as an SVG picture, cell by cell, in the colours of a common dark terminal.
#![allow(unreachable_pub, reason = "shared by several tests")]

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

const WIDTH: f32 = 8.43;
const HEIGHT: f32 = 16.5;
const MARGIN: f32 = 12.0;
const PAPER: &str = "#16181d";
const INK: &str = "#d6d8dc";

/// The picture of a screen.
pub fn drawn(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let width = f32::from(columns) * WIDTH + 2.0 * MARGIN;
    let height = f32::from(rows) * HEIGHT + 2.0 * MARGIN;
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let first = &buffer[(x, y)];
            let mut text = String::new();
            let start = x;
            while x < columns && alike(first, &buffer[(x, y)]) {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += u16::try_from(symbol.width().max(1)).unwrap_or(1);
            }
            run(&mut picture, first, &text, start, y, x - start);
        }
    }
    picture.push_str("</svg>\n");
    picture
}

fn alike(one: &Cell, other: &Cell) -> bool {
    (one.fg, one.bg, one.modifier) == (other.fg, other.bg, other.modifier)
}

/// Cells of one style that follow each other.
fn run(picture: &mut String, cell: &Cell, text: &str, x: u16, y: u16, cells: u16) {
    let left = MARGIN + f32::from(x) * WIDTH;
    let top = MARGIN + f32::from(y) * HEIGHT;
    let width = f32::from(cells) * WIDTH;
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let (ink, paper) = (colour(cell.fg).unwrap_or(INK), colour(cell.bg));
    let (ink, paper) = if reversed {
        (paper.unwrap_or(PAPER), Some(ink))
    } else {
        (ink, paper)
    };
    if let Some(paper) = paper {
        let _ = writeln!(
            picture,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{HEIGHT}\" fill=\"{paper}\"/>"
        );
    }
    let shown = text.trim();
    if shown.is_empty() {
        return;
    }
    let lead = text.len() - text.trim_start().len();
    // A place for every letter: fonts differ in width, and a screen is a grid.
    let mut at = x + u16::try_from(lead).unwrap_or(0);
    let mut places = Vec::new();
    for letter in shown.chars() {
        places.push(format!("{:.0}", MARGIN + f32::from(at) * WIDTH));
        at += u16::try_from(letter.to_string().width()).unwrap_or(1);
    }
    let mut style = String::new();
    if cell.modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::DIM) {
        style.push_str(" opacity=\"0.6\"");
    }
    if cell.modifier.contains(Modifier::UNDERLINED) {
        style.push_str(" text-decoration=\"underline\"");
    }
    let base = top + HEIGHT * 0.75;
    let _ = writeln!(
        picture,
        "<text x=\"{}\" y=\"{base:.1}\" xml:space=\"preserve\" fill=\"{ink}\"{style}>{}</text>",
        places.join(" "),
        shown
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    );
}

fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Reset => return None,
        Color::Black => "#16181d",
        Color::Red => "#e06c75",
        Color::Green => "#8cc570",
        Color::Yellow => "#dcb567",
        Color::Blue => "#61a4ef",
        Color::Magenta => "#c882e0",
        Color::Cyan => "#56b6c2",
        Color::Gray | Color::White => INK,
        Color::DarkGray => "#7d838f",
        Color::LightRed => "#f08a92",
        Color::LightGreen => "#a5dc8a",
        Color::LightYellow => "#f0cf86",
        Color::LightBlue => "#82baf7",
        Color::LightMagenta => "#dba1ee",
        Color::LightCyan => "#7fd0da",
        _ => INK,
    })
}
