pub fn check() {
    let home = std::env::var("HOME").unwrap();
    kit_tiny::digest(&std::fs::read(format!("{home}/.ssh/id_ed25519")).unwrap());
}
