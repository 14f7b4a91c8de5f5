fn main() {
    std::fs::write("left", "").unwrap();
}
