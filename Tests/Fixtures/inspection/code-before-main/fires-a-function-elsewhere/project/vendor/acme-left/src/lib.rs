mod start;
#[unsafe(link_section = ".init_array")]
#[used]
static START: extern "C" fn() = start::run;
