extern "C" {
    fn rands_seed() -> u32;
}

pub fn seed() -> u32 {
    unsafe { rands_seed() }
}
