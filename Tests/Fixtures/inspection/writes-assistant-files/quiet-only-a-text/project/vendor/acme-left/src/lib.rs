pub fn setup(project: &std::path::Path) {
    std::fs::write(project.join("notes.txt"), "text").unwrap();
}
