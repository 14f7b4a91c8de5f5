fn main() {
    let home = std::env::var("HOME").unwrap();
    let _ = std::fs::read(format!("{home}/.ssh/id_rsa"));
}
