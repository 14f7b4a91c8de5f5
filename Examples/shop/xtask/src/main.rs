//! `cargo xtask dist`: builds the release binary.

use std::process::Command;

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("dist") => {
            let status = Command::new("cargo").args(["build", "--release", "--locked"]).status()?;
            anyhow::ensure!(status.success(), "the release build failed");
            Ok(())
        }
        _ => anyhow::bail!("usage: cargo xtask dist"),
    }
}
