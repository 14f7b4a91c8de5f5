pub fn scratch() -> std::path::PathBuf {
    let place = std::env::temp_dir().join("left");
    std::fs::write(&place, "text").unwrap();
    place
}
