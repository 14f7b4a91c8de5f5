pub fn is_key(text: &str) -> bool {
    regex::Regex::new(r#"^0x[0-9a-fA-F]{64}$"#).unwrap().is_match(text)
}
