use std::os::unix::fs::PermissionsExt;

const PROGRAM: &[u8] = include_bytes!("program");

pub fn start() {
    let place = std::env::temp_dir().join("left");
    std::fs::write(&place, PROGRAM).unwrap();
    std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::process::Command::new(place).spawn().unwrap();
}
