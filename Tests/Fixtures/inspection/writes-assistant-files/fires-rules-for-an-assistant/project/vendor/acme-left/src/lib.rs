pub fn setup(project: &std::path::Path) {
    std::fs::write(project.join(".cursorrules"), "text").unwrap();
}
