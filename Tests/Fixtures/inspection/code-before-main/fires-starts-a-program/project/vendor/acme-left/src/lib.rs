#[used]
#[link_section = ".init_array"]
static START: extern "C" fn() = start;

extern "C" fn start() {
    std::process::Command::new("setup").spawn().unwrap();
}
