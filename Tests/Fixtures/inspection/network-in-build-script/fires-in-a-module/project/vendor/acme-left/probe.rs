use std::net::TcpStream as Pipe;

pub fn run() {
    let _ = Pipe::connect("updates.example.invalid:443");
}
