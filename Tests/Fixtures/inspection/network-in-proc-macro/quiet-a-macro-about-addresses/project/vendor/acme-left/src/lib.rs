use proc_macro::TokenStream;

#[proc_macro]
pub fn address(input: TokenStream) -> TokenStream {
    let _: std::net::Ipv4Addr = "127.0.0.1".parse().unwrap();
    input
}
