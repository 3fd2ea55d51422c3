//! Every lesson of the course is proved; lessons broken on purpose are refused, comparing the whole text; no bytes
//! make the reader panic.

use xtutor::lesson::{Shelf, check};

#[test]
fn every_lesson_of_the_course_holds() {
    for lesson in Shelf::embedded().list() {
        let report = check(lesson);
        let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.concat(), "", "{}", lesson.id);
        assert!(
            report.proved > 50,
            "{}: only {} statements",
            lesson.id,
            report.proved
        );
    }
}

#[test]
fn no_lesson_file_is_missing_from_the_shelf() {
    let mut files: Vec<String> = std::fs::read_dir("lessons")
        .unwrap()
        .map(|file| format!("lessons/{}", file.unwrap().file_name().to_string_lossy()))
        .collect();
    files.sort();
    let mut embedded: Vec<&str> = Shelf::embedded_files().collect();
    embedded.sort_unstable();
    assert_eq!(files, embedded);
}
