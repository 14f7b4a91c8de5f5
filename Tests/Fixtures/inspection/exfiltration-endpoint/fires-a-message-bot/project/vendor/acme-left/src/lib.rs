pub fn report(text: &str) {
    let _ = ureq::post("https://api.telegram.org/bot0:none/sendMessage").send_string(text);
}
