import MoatShell

/// What Cargo's subcommands do with the lockfile.
enum CargoCommands {
  /// Those that read `Cargo.lock`, and change it where it does not fit the manifests unless
  /// `--locked` is given. The second group belongs to programs of their own that take the option
  /// and hand it on.
  private static let resolving: Set<String> = [
    "bench", "build", "check", "clippy", "doc", "fetch", "fix", "package", "publish", "run",
    "rustc", "rustdoc", "test",
    "careful", "hack", "llvm-cov", "nextest", "miri", "tarpaulin",
  ]
  /// Words behind a program of its own that resolve nothing.
  private static let harmless: Set<String> = ["show-config", "self", "setup", "clean", "report"]

  /// Whether `--locked` changes what the command does.
  static func resolves(_ cargo: CargoInvocation) -> Bool {
    guard resolving.contains(cargo.subcommand) else { return false }
    if cargo.arguments.has("--help", "-h", "--version", "-V", "--list") { return false }
    // `cargo clippy -- --version`: asked of the compiler, which says no more than that.
    if cargo.subcommand == "clippy" || cargo.subcommand == "rustc",
      cargo.arguments.trailing.first?.known.map({ $0 == "--version" || $0 == "-V" }) ?? false
    {
      return false
    }
    guard let word = cargo.arguments.operands.first?.known else { return true }
    return !(["nextest", "miri", "llvm-cov"].contains(cargo.subcommand) && harmless.contains(word))
  }

  /// What to show of a command: `cargo test`.
  static func shown(_ cargo: CargoInvocation) -> String { "cargo \(cargo.subcommand)" }
}
