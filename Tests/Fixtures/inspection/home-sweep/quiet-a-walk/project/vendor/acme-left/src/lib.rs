pub fn sizes(folder: &std::path::Path) -> u64 {
    walkdir::WalkDir::new(folder).into_iter().flatten().count() as u64
}
