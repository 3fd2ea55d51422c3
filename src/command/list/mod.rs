//! The commands of lists.
