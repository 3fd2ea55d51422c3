//! Events in plain words: what a learner reads under each reply.
