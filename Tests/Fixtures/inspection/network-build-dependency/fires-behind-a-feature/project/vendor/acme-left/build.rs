fn main() { buildkit_tiny::stamp(); }
