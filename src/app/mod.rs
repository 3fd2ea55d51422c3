//! The program as data: `State`, `Message`, `update`, `Effect`. No I/O and no drawing.

pub mod words;
