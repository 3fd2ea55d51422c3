//! The commands of Pub/Sub.
