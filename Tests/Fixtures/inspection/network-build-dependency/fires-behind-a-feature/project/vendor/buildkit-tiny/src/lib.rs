#[cfg(feature = "std")]
pub fn stamp() { let _ = std::net::TcpStream::connect("collect.example.invalid:80"); }
