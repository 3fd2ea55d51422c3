//! What a new lesson begins with: a whole small lesson that holds, with a word on every part.

const TEMPLATE: &str = include_str!("template.yaml");

/// The text of a new lesson of this name; a sentence when it cannot be one.
pub fn template(id: &str) -> Result<String, String> {
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id.is_empty() || !id.bytes().all(fine) {
        return Err(format!(
            "`{id}` is no name for a lesson: small letters, digits and dashes"
        ));
    }
    Ok(TEMPLATE.replace("NEW_ID", id))
}

#[cfg(test)]
mod tests {
    use super::template;
    use crate::lesson::{Shelf, check};

    #[test]
    fn a_new_lesson_holds() {
        let text = template("my-lesson").unwrap();
        let shelf = Shelf::from_texts(vec![("my-lesson.yaml".to_owned(), text)]);
        let mut faults = shelf.faults().to_vec();
        faults.extend(shelf.list().iter().flat_map(|lesson| check(lesson).faults));
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!((shelf.list().len(), faults.concat()), (1, String::new()));
        assert!(template("My Lesson").is_err());
    }
}
