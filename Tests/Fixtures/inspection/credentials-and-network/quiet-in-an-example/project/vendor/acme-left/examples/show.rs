fn main() {
    println!("{:?}", [".ssh/id_rsa", ".aws/credentials"]);
}
