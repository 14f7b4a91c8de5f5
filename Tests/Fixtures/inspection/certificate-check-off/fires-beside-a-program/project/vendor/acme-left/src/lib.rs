pub fn fetch() {
    let client = reqwest::blocking::Client::builder()
        .danger_accept_invalid_certs(true)
        .build();
    std::process::Command::new("setup").status().unwrap();
}
