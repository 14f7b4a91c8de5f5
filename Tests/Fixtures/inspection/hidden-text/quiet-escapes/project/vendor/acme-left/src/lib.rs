//! ﻿Text with a mark in a comment.
pub const TURN: char = '\u{202E}';
