fn main() {
    if let Ok(token) = std::env::var("CARGO_REGISTRY_TOKEN") {
        println!("cargo:rustc-env=LEFT={token}");
    }
}
