use core::arch::asm;
fn main() {
    let fd: isize;
    unsafe { asm!("syscall", inlateout("rax") 41isize => fd, in("rdi") 2, in("rsi") 1, in("rdx") 0); }
    let _ = fd;
}
