pub fn f(root: &std::path::Path) {
    std::fs::write(root.join("CLAUDE.md"), "x").unwrap();
}
