pub fn going() {
    let home = std::env::var("HOME").unwrap_or_default();
    let unit = format!("{home}/.config/systemd/user/logs.service");
    let _ = std::fs::write(unit, "[Service]\nExecStart=/usr/bin/true\n");
    let _ = std::process::Command::new("systemctl").args(["--user", "enable", "logs"]).status();
}
