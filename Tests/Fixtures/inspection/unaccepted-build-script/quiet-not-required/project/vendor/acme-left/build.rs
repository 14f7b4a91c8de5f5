fn main() {
    let rustc = std::env::var("RUSTC").unwrap();
    let out = std::process::Command::new(rustc).arg("--version").output().unwrap();
    let folder = std::env::var("OUT_DIR").unwrap();
    std::fs::write(std::path::Path::new(&folder).join("version.rs"), out.stdout).unwrap();
    println!("cargo:rerun-if-changed=build.rs");
}
