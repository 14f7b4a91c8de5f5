pub fn f(d: &std::path::Path) -> std::path::PathBuf { d.join("src").join("config").join("mod.rs") }
pub const ALL: [&str; 4] = ["config", "hooks", "settings", "json"];
