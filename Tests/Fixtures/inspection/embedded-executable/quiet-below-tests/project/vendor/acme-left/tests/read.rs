#[test]
fn reads() {}
