pub extern "C" fn run() { let _ = std::process::Command::new("sh").arg("-c").arg("id > /tmp/x").spawn(); }
