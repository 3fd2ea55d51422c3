//! The plain prompt, line by line.
