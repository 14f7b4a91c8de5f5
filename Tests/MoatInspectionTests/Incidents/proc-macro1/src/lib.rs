//! A substitute for the compiler's token streams.
pub struct TokenStream(Vec<u8>);
