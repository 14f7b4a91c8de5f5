pub const V: Option<&str> = option_env!("GIT_HASH");
pub const P: &str = env!("CARGO_PKG_VERSION");
