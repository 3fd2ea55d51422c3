//! Any bytes as a lesson file: read, and proved if it can be read. Every fault is printed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xtutor::lesson::{Shelf, check};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data).into_owned();
    let shelf = Shelf::from_texts(vec![("lesson.yaml".to_owned(), text)]);
    assert!(
        !shelf.list().is_empty() || !shelf.faults().is_empty(),
        "neither a lesson nor a reason"
    );
    for fault in shelf.faults() {
        let _ = fault.to_string();
    }
    for lesson in shelf.list() {
        for fault in check(lesson).faults {
            let _ = fault.to_string();
        }
    }
});
