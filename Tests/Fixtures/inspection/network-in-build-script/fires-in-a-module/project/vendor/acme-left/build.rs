mod probe;

fn main() {
    probe::run();
}
