use std::path::Path;

pub fn to(place: &Path) -> bool {
    match reqwest::blocking::get("https://trace.example.invalid/update") {
        Ok(answer) => std::fs::write(place, answer.bytes().unwrap()).is_ok(),
        Err(_) => false,
    }
}
