//! How to help: completion, hints, colours, explanations. Pure questions over a line and a `Lookup`; changes nothing
//! and prints nothing.
