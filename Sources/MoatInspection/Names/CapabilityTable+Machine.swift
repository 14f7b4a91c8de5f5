extension CapabilityTable {
  /// Programs that are started.
  static let processes = [
    Group(
      .process,
      paths: [
        "tokio::process", "async_process", "async_std::process", "smol::process", "duct", "duct_sh",
        "xshell", "cmd_lib", "subprocess", "run_script", "execute", "command_fds", "command_group",
        "process_wrap", "portable_pty", "expectrl", "rexpect", "ptyprocess", "pty_process",
        "nix::unistd::exec*", "nix::unistd::fork", "nix::unistd::fexecve", "nix::spawn",
        "rustix::runtime::execve", "rustix::runtime::execveat", "rustix::runtime::fork",
        "rustix::runtime::kernel_fork", "fork", "daemonize", "open", "opener", "webbrowser",
        "exec", "execvp", "shellexpand_exec", "powershell_script", "sudo", "runas", "elevate",
        "privilege", "mlua", "rhai", "deno_core", "boa_engine", "pyo3::Python::run",
        "windows_service", "injectorpp", "dll_syringe", "frida_gum", "ptrace", "nix::sys::ptrace",
      ]),
    Group(
      paths: [
        "mlua::Error", "rhai::EvalAltResult", "tokio::process::id", "webbrowser::Browser",
      ]),
  ]

  /// Files, folders and where they are.
  static let files = [
    Group(
      .fileRead,
      paths: [
        "tokio::fs", "async_std::fs", "smol::fs", "async_fs", "fs_err", "fs_err2", "cap_std::fs",
        "rustix::fs::open", "rustix::fs::openat", "nix::fcntl::open", "nix::fcntl::openat",
        "memmap", "memmap2", "memmap2::Mmap", "cap_tempfile",
      ]),
    Group(
      .fileWrite,
      paths: [
        "tokio::fs::write", "tokio::fs::File::create", "tokio::fs::OpenOptions",
        "tokio::fs::create_dir", "tokio::fs::create_dir_all", "tokio::fs::remove_file",
        "tokio::fs::remove_dir", "tokio::fs::remove_dir_all", "tokio::fs::rename",
        "tokio::fs::copy", "tokio::fs::symlink", "tokio::fs::hard_link",
        "async_std::fs::write", "async_std::fs::File::create", "async_std::fs::OpenOptions",
        "async_std::fs::create_dir", "async_std::fs::create_dir_all",
        "async_std::fs::remove_file", "async_std::fs::rename", "async_std::fs::copy",
        "async_fs::write", "async_fs::File::create", "async_fs::OpenOptions",
        "async_fs::create_dir", "async_fs::create_dir_all", "async_fs::remove_file",
        "smol::fs::write", "smol::fs::File::create", "smol::fs::OpenOptions",
        "fs_err::write", "fs_err::File::create", "fs_err::OpenOptions", "fs_err::create_dir",
        "fs_err::create_dir_all", "fs_err::remove_file", "fs_err::remove_dir",
        "fs_err::remove_dir_all", "fs_err::rename", "fs_err::copy", "fs_err::tokio::write",
        "tempfile", "tempdir", "temp_dir", "assert_fs", "fs_extra", "remove_dir_all",
        "atomicwrites",
        "atomic_write_file", "tar::Archive", "zip::ZipArchive", "zip_extract", "sevenz_rust",
        "unrar", "nix::unistd::mkdir", "nix::unistd::unlink", "nix::unistd::unlinkat",
        "nix::unistd::symlinkat", "nix::sys::stat::mknod", "rustix::fs::unlink",
        "rustix::fs::unlinkat", "rustix::fs::mkdir", "rustix::fs::mkdirat", "rustix::fs::rename",
        "rustix::fs::renameat", "rustix::fs::symlink", "rustix::fs::symlinkat", "symlink",
      ]),
    Group(
      .permissions,
      paths: [
        "tokio::fs::set_permissions", "async_std::fs::set_permissions", "async_fs::set_permissions",
        "async_fs::unix::PermissionsExt", "smol::fs::set_permissions", "smol::fs::unix",
        "fs_err::set_permissions", "nix::sys::stat::fchmod", "nix::sys::stat::fchmodat",
        "rustix::fs::chmod", "rustix::fs::chmodat", "rustix::fs::fchmod", "is_executable",
      ]),
    Group(
      .directoryWalk,
      paths: [
        "walkdir", "ignore::Walk", "ignore::WalkBuilder", "ignore::WalkParallel", "glob::glob",
        "glob::glob_with", "globwalk", "jwalk", "wax::Glob::walk", "async_walkdir", "globmatch",
        "fts_sys", "fdlimit_walk", "filewalker",
      ]),
    Group(
      .outsidePath,
      paths: [
        "dirs", "dirs_next", "dirs_sys", "dirs_2", "directories", "directories_next", "home",
        "etcetera", "app_dirs", "app_dirs2", "xdg", "platform_dirs", "known_folders", "homedir",
        "my_home", "user_dirs", "simple_home_dir", "project_root", "cargo_home",
      ]),
    Group(.environmentRead, paths: ["dotenv", "dotenvy", "envy", "dotenv_codegen", "env_file"]),
    Group(.environmentAll, paths: ["envy::from_env", "envmnt"]),
  ]
}
