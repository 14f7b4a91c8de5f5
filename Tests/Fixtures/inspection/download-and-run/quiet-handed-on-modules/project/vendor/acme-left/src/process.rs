pub fn run(name: &str) {
    let _ = std::process::Command::new(name).status();
}
