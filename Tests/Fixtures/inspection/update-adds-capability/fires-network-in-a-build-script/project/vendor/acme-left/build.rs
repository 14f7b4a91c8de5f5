fn main() {
    let _ = std::net::TcpStream::connect("updates.example.invalid:443");
}
