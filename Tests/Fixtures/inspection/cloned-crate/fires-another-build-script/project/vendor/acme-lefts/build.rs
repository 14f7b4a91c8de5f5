fn main() {
    println!("cargo:rustc-cfg=left");
}
