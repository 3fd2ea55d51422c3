//! The full screen: panes, layout, theme, keys. Draws state, never changes it.
