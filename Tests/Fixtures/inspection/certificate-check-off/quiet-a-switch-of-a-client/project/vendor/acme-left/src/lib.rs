pub fn client(insecure: bool) -> reqwest::Client {
    reqwest::Client::builder().danger_accept_invalid_certs(insecure).build().unwrap()
}
