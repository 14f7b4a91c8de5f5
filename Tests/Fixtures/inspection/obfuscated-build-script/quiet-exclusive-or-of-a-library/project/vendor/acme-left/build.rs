fn main() {
    let mask = 3u32 ^ 1;
    std::fs::write(std::env::var("OUT_DIR").unwrap() + "/mask.rs", mask.to_string()).unwrap();
}
