cargo run -- --locked
