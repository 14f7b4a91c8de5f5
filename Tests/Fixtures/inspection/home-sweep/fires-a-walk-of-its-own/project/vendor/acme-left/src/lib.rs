mod w;
pub fn f() { w::w(std::env::home_dir().unwrap()); }
