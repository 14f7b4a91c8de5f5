pub fn is_colored() -> bool {
    std::env::var("GITLAB_CI").is_ok()
}
