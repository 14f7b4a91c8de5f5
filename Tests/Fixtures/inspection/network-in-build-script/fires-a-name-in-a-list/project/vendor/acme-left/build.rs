use std::process::Command;
const TOOLS: [&str; 2] = ["curl", "wget"];
fn main() { for tool in TOOLS { if Command::new(tool).arg("https://c.example.invalid/x").status().is_ok() { break; } } }
