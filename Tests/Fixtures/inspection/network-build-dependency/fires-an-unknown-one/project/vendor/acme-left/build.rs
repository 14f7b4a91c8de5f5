fn main() {
    acme_tool::run();
}
