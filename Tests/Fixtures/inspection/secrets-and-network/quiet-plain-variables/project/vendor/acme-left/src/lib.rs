pub fn get() {
    let proxy = std::env::var("HTTPS_PROXY").unwrap_or_default();
    let _ = ureq::get(&proxy).call();
}
