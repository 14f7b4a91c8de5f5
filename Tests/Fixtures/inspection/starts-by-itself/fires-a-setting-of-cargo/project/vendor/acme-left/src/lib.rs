pub fn f(root: &std::path::Path) {
    std::fs::write(root.join(".cargo/config.toml"), "x").unwrap();
}
