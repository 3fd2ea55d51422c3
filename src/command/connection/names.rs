//! What may be a client's name, and a library's: printable characters and no spaces.

/// Whether these bytes may be a name.
pub(super) fn is_name(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| (b'!'..=b'~').contains(byte))
}
