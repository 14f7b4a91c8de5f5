//! `#[derive(Article)]`: implements `Display` for a struct with the fields `name` and `cents`.

use derivative::Derivative;
use proc_macro::TokenStream;
use quote::quote;
use syn::{parse_macro_input, DeriveInput};

#[derive(Derivative)]
#[derivative(Debug)]
struct Article {
    ident: syn::Ident,
    #[derivative(Debug = "ignore")]
    generics: syn::Generics,
}

#[proc_macro_derive(Article)]
pub fn derive_article(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let Article { ident, generics } = Article { ident: input.ident, generics: input.generics };
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        impl #parameters ::core::fmt::Display for #ident #arguments #bounds {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                write!(f, "{} {}.{:02}", self.name, self.cents / 100, self.cents % 100)
            }
        }
    }
    .into()
}
