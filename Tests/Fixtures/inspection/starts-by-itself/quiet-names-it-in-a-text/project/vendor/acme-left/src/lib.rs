pub const HELP: &str = "see systemd.unit(5)";

pub fn save(text: &str) {
    std::fs::write("notes.txt", text).unwrap();
}
