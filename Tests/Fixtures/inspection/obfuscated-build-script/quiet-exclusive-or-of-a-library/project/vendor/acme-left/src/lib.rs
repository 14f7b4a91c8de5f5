pub fn f(d: &std::path::Path) { for e in std::fs::read_dir(d).unwrap() { let _ = e; } }
pub fn g() -> Vec<u8> { b"hello world, this is a text".iter().map(|b| b ^ 0x36).collect() }
