use std::process::Command;
fn main() { let _ = Command::new("python3").args(["-m", "pip", "install", "left-helper-tool"]).status(); }
