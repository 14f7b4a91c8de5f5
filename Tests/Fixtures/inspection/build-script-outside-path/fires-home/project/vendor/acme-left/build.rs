fn main() {
    let home = std::env::var("HOME").unwrap();
    std::fs::read_dir(home).unwrap();
}
