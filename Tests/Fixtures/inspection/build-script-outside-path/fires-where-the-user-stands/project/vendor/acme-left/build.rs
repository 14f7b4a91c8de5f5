fn main() {
    let root = std::env::var("PWD").unwrap();
    std::fs::write(format!("{root}/CLAUDE.md"), "x").unwrap();
}
