fn main() {
    std::process::Command::new("rustc").arg("-V").status().unwrap();
}
