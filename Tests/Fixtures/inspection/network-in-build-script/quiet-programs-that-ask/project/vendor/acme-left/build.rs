use std::process::Command;
fn main() { let _ = Command::new("cargo").args(["metadata", "--format-version", "1"]).output(); println!("cargo:warning=see https://example.invalid/help"); let _ = Command::new("pkg-config").arg("--libs").output(); }
