pub fn f(root: &std::path::Path) {
    let hook = root.join(".git").join("hooks").join("pre-commit");
    std::fs::write(hook, "x").unwrap();
}
