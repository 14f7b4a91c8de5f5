/// The names that give something away, by what they give away.
///
/// A name stands for everything below it, `exec*` for every name with that beginning, and a group
/// without capabilities for names that are harmless below one that is not. `-` in a crate's name is
/// written `_`. Methods are not here: without its type, `.spawn()` means nothing.
enum CapabilityTable {
  struct Group: Sendable {
    let capabilities: [Capability]
    let paths: [String]

    init(_ capabilities: Capability..., paths: [String]) {
      self.capabilities = capabilities
      self.paths = paths
    }
  }

  /// The standard library.
  static let standard = [
    Group(
      .network,
      paths: [
        "std::net::TcpStream", "std::net::TcpListener", "std::net::UdpSocket",
        "std::net::ToSocketAddrs", "std::os::unix::net", "std::os::linux::net",
        "std::os::android::net", "std::os::windows::net",
      ]),
    Group(
      .process,
      paths: [
        "std::process::Command", "std::process::Child", "std::os::unix::process",
        "std::os::linux::process", "std::os::windows::process",
      ]),
    // How a process of its own ends, and how it is told apart, starts nothing.
    Group(
      paths: [
        "std::os::unix::process::ExitStatusExt", "std::os::windows::process::ExitStatusExt",
        "std::os::unix::process::ExitStatusError", "std::os::unix::process::parent_id",
      ]),
    Group(
      .fileRead,
      paths: [
        "std::fs::File", "std::fs::read", "std::fs::read_to_string", "std::fs::read_dir",
        "std::fs::read_link", "std::fs::metadata", "std::fs::symlink_metadata",
        "std::fs::canonicalize", "std::fs::exists", "std::fs::ReadDir",
      ]),
    Group(
      .fileWrite,
      paths: [
        "std::fs::write", "std::fs::File::create", "std::fs::File::create_new",
        "std::fs::File::options", "std::fs::OpenOptions", "std::fs::DirBuilder",
        "std::fs::create_dir", "std::fs::create_dir_all", "std::fs::remove_dir",
        "std::fs::remove_dir_all", "std::fs::remove_file", "std::fs::rename", "std::fs::copy",
        "std::fs::hard_link", "std::fs::soft_link", "std::os::unix::fs::symlink",
        "std::os::windows::fs::symlink_file", "std::os::windows::fs::symlink_dir",
      ]),
    Group(
      .permissions,
      paths: [
        "std::fs::set_permissions", "std::os::unix::fs::PermissionsExt",
        "std::os::unix::fs::chown", "std::os::unix::fs::fchown", "std::os::unix::fs::lchown",
      ]),
    Group(.environmentRead, paths: ["std::env::var", "std::env::var_os"]),
    Group(
      .environmentAll,
      paths: ["std::env::vars", "std::env::vars_os", "std::env::Vars", "std::env::VarsOs"]),
    Group(.environmentWrite, paths: ["std::env::set_var", "std::env::remove_var"]),
    Group(.outsidePath, paths: ["std::env::home_dir", "std::env::temp_dir"]),
  ]

  static let machine = [
    Group(
      .dynamicLoading, paths: ["libloading", "dlopen", "dlopen2", "dlopen_derive", "sharedlib"]),
    Group(
      .dynamicLoading, paths: ["memexec", "memfd_exec", "region", "memmap2::MmapOptions::map_exec"]),
    Group(
      .beforeMain,
      paths: [
        "ctor", "dtor", "inventory", "linkme", "startup", "life_before_main",
        "small_ctor", "static_init", "rctor",
      ]),
    Group(
      .hostTrigger,
      paths: [
        "whoami", "sysinfo", "hostname", "gethostname", "sys_info", "systemstat", "machine_uid",
        "mac_address", "mac_address2", "local_ip_address", "os_info", "sys_locale", "locale_config",
        "raw_cpuid", "public_ip", "if_addrs", "users", "uzers", "nix::unistd::gethostname",
        "nix::sys::utsname", "rustix::system::uname",
      ]),
    Group(
      .clipboard,
      paths: [
        "arboard", "clipboard", "copypasta", "clipboard_win", "cli_clipboard", "wl_clipboard_rs",
        "x11_clipboard", "clipboard_rs",
      ]),
  ]

  static let hiding = [
    Group(
      .encodedPayload,
      paths: [
        "obfstr", "litcrypt", "litcrypt2", "cryptify", "goldberg", "obfuscate", "include_crypt",
        "muddy", "str_crypter", "const_obf", "rust_obfuscator", "obfuscator",
      ]),
    Group(
      .decoding,
      paths: [
        "base64", "base64ct", "base64_simd", "base64_url", "base85", "radix64", "hex", "faster_hex",
        "hex_simd", "const_hex", "data_encoding", "bs58", "base32",
      ]),
    Group(paths: ["base64ct::Error", "hex::FromHexError", "base64::DecodeError"]),
    // `include!`d files, as whole folders.
    Group(.embeddedFile, paths: ["rust_embed", "include_dir", "include_flate", "includedir"]),
  ]
}
