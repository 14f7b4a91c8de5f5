/// Like https://pastebin.com, but offline.
pub const HOME: &str = "https://workers.dev.example.org/";
