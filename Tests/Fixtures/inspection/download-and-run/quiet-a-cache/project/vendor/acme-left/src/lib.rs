pub fn fetch(place: &std::path::Path) {
    let body = minreq::get("https://data.example.org/a").send().unwrap();
    std::fs::write(place, body.as_bytes()).unwrap();
}
