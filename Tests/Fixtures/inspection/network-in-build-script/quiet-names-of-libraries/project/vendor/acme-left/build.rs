/// Finds curl, as std::net::TcpStream would.
fn main() {
    println!("cargo:rustc-link-lib=curl");
    println!("cargo:rerun-if-env-changed=LIBCURL_STATIC");
}
