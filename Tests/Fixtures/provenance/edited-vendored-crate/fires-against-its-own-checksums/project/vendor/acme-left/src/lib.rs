pub fn left() { /* changed */ }
