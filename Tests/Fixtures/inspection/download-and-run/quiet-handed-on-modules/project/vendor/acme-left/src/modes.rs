pub fn keep(path: &str, modes: std::fs::Permissions) {
    let _ = std::fs::set_permissions(path, modes);
}
