/// A line that a build script prints for Cargo, as far as it stands in a literal
/// (https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script).
struct CargoDirective {
  private let key: String
  private let value: String

  /// - Parameter word: where `cargo:` stands.
  init?(_ bytes: [UInt8], at word: Range<Int>, in literal: Range<Int>) {
    guard
      word.lowerBound == literal.lowerBound || bytes[word.lowerBound - 1] == UInt8(ascii: "\n")
    else { return nil }
    var lower = word.upperBound
    if lower < literal.upperBound, bytes[lower] == UInt8(ascii: ":") { lower += 1 }
    var upper = lower
    while upper < literal.upperBound, bytes[upper] != UInt8(ascii: "\n") { upper += 1 }
    let line = bytes[lower..<upper]
    let equals = line.firstIndex(of: UInt8(ascii: "=")) ?? upper
    key = QuotedText.shown(bytes, lower..<equals)
    value = equals < upper ? QuotedText.shown(bytes, equals + 1..<upper) : ""
  }

  /// What it does beyond telling Cargo what to watch; nil for the harmless rest. A variable whose name
  /// is only made at run time cannot be told.
  var sighted: (Capability, String)? {
    switch key {
    case "rustc-link-lib", "rustc-link-search", "rustc-flags", "rustc-cdylib-link-arg":
      return (.linkerDirective, "\(key)=\(value)")
    case "rustc-env":
      let name = value.prefix { $0 != "=" }
      return Self.steers(String(name)) ? (.environmentDirective, "\(key)=\(value)") : nil
    default:
      return key.hasPrefix("rustc-link-arg") ? (.linkerDirective, "\(key)=\(value)") : nil
    }
  }

  /// Whether the compiler, the linker, the loader or a shell changes what it does by that variable.
  /// `RUSTC_VERSION` and the like only tell the crate something.
  private static func steers(_ name: String) -> Bool {
    ["LD_", "DYLD_", "CARGO_ENCODED_", "RUSTUP_"].contains { name.hasPrefix($0) }
      || steering.contains(name)
  }

  private static let steering: Set<String> = [
    "RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTC_BOOTSTRAP", "RUSTC_LINKER",
    "RUSTDOC",
    "RUSTFLAGS", "RUSTDOCFLAGS", "CARGO", "CARGO_HOME", "PATH", "CC", "CXX", "AR", "LINKER", "LIB",
    "LIBPATH", "HOME", "SHELL", "IFS", "ENV", "BASH_ENV", "PYTHONPATH", "NODE_OPTIONS",
  ]
}
