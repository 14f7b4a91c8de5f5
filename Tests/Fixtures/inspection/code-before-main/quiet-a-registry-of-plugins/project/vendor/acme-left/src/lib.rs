#[used]
#[link_section = ".init_array"]
static START: extern "C" fn() = start;

static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

extern "C" fn start() {
    COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
}
