fn main() {
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").unwrap()).join("src");
    std::fs::copy("src/lib.rs", &out).unwrap();
    let mut mode = std::fs::metadata(&out).unwrap().permissions();
    mode.set_readonly(false);
    std::fs::set_permissions(&out, mode).unwrap();
    std::process::Command::new("make").status().unwrap();
}
