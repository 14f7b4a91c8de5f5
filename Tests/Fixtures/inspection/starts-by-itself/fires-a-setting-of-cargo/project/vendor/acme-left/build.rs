fn main() {
    let at = std::path::Path::new("/root").join(".cargo").join("config.toml");
    std::fs::write(at, "[build]\n").unwrap();
}
