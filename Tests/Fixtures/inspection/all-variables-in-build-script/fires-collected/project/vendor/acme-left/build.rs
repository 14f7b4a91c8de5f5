use std::env;

fn main() {
    for (name, value) in env::vars() {
        println!("cargo:rustc-env={name}={value}");
    }
}
