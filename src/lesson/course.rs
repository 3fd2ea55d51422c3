//! The files of the course, embedded at build time, in the order they are learnt. A test in `tests/lessons.rs` sees
//! that none is missing here.

/// A file of `lessons` and its text.
macro_rules! lesson {
    ($id:literal) => {
        (
            concat!("lessons/", $id, ".yaml"),
            include_str!(concat!("../../lessons/", $id, ".yaml")),
        )
    };
}

/// Every lesson that comes with the program: `(file, text)`.
pub(super) const COURSE: &[(&str, &str)] = &[
    lesson!("tickets-first-sale"),
    lesson!("tickets-numbers"),
    lesson!("tickets-two-doors"),
    lesson!("tickets-where-to-start"),
    lesson!("sensors-ask-again"),
    lesson!("sensors-two-streams"),
    lesson!("sensors-trim"),
    lesson!("fruits-zero-and-arrow"),
    lesson!("fruits-crash"),
    lesson!("fruits-race"),
    lesson!("orders-sweep"),
    lesson!("orders-gone"),
    lesson!("orders-lag"),
    lesson!("orders-together"),
    lesson!("choose-three-ways"),
    lesson!("choose-payments"),
    lesson!("choose-logs"),
    lesson!("your-own-code"),
];

/// What they say in other languages: `(file, text)`.
pub(super) const TRANSLATIONS: &[(&str, &str)] = &[lesson!("tickets-first-sale.nl")];
