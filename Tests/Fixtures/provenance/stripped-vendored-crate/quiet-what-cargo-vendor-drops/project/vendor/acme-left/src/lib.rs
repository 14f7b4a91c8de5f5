pub fn left() {}
