//! What to learn: lessons as data, their goals, and the proof that they can be solved.
