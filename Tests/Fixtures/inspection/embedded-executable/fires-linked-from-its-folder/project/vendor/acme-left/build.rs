fn main() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    println!("cargo:rustc-link-search=native={folder}/native");
    println!("cargo:rustc-link-lib=static=left");
}
