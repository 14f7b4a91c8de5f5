use std::path::PathBuf;

fn main() {
    let mut place = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    while !place.join(".git").exists() {
        place.pop();
    }
    println!("cargo:rustc-env=PLACE={}", place.display());
}
