//! What a learner is told of commands of Redis that are not part of xtutor.

use super::typed::Typed;
use crate::command::foreign;
use crate::wire::shown;

/// What is said of the command that a line calls, if it is one of these.
pub(super) fn called(typed: &Typed) -> Option<String> {
    left_out(typed.words().get(typed.before)?)
}

/// What is said of a command that Redis has and xtutor has not; `None` if Redis has none of this name either.
pub(super) fn left_out(command: &[u8]) -> Option<String> {
    let name = shown(command).to_ascii_uppercase();
    let (what, heading) = foreign::left_out(&name)?;
    Some(format!(
        "{name} is not part of xtutor: {what} left out; `help @{heading}` lists what is there"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::headings;

    #[test]
    fn there_is_help_near_what_is_left_out() {
        for (what, heading, _) in foreign::LEFT_OUT {
            assert!(headings().contains(heading), "{what}: {heading}");
        }
    }

    #[test]
    fn a_command_of_redis_is_told_from_a_slip() {
        assert_eq!(
            left_out(b"hset").as_deref(),
            Some("HSET is not part of xtutor: hashes are left out; `help @stream` lists what is there")
        );
        assert_eq!(
            left_out(b"JSON.SET").as_deref(),
            Some("JSON.SET is not part of xtutor: modules are left out; `help @stream` lists what is there")
        );
        assert_eq!(left_out(b"XAD"), None);
        assert_eq!(left_out(b""), None);
    }
}
