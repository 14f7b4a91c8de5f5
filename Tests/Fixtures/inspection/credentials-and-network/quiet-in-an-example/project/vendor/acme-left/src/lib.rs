pub fn get() {
    let _ = ureq::get("https://example.org").call();
}
