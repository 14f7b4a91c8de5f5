mod guard;

pub fn anchor() {
    guard::probe();
}
