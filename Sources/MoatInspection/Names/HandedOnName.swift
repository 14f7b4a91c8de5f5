import MoatRust

/// A name that another file of the package, or another crate, has imported and hands on:
/// `crate::prelude::process::Command`, `nix::libc::system`.
///
/// Imports of other files are not followed. Within the package the names of the standard library's
/// modules count, so a module of the package's own that is called `process` and has a `Command` is
/// taken for it.
struct HandedOnName {
  /// With `std` or the name of a C library's crate first.
  let components: [String]
  /// What hands it on: `crate::prelude`.
  let giver: String

  /// The modules of the standard library that lead to something.
  private static let modules = Set(CapabilityPaths.all.names(below: "std"))

  /// - Parameter path: resolved as far as the file tells.
  init?(_ path: String) {
    let parts = path.utf8.split(separator: UInt8(ascii: ":")).map { String(Substring($0)) }
    guard parts.count > 1 else { return nil }
    for index in 1..<parts.count {
      let part = parts[index]
      if part == "std" || ForeignFunctions.crates.contains(part), index + 1 < parts.count {
        self.init(parts, from: index, prefix: [])
        return
      }
      if Self.isOwn(parts[0]), Self.modules.contains(part),
        CapabilityPaths.all.meaning(of: ["std"] + parts[index...]) != nil
      {
        self.init(parts, from: index, prefix: ["std"])
        return
      }
    }
    return nil
  }

  private init(_ parts: [String], from index: Int, prefix: [String]) {
    components = prefix + parts[index...]
    giver = parts[..<index].joined(separator: "::")
  }

  private static func isOwn(_ root: String) -> Bool {
    root == "crate" || root == "self" || root == "super"
  }

  /// Names of which a path must have one to be handed on.
  static let names = modules.sorted() + ForeignFunctions.crates.sorted()
  private static let words = WordTable((names + ["std"]).map { ($0, 0) })
  /// The same to pass over tokens, without `std`, with which most paths that have it begin.
  static let filter = TokenFilter(names: names)

  /// Whether a resolved path has one of those names; most have none, and need no further look.
  static func hasWord(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    var lower = 0
    while lower < bytes.count {
      let upper = bytes[lower...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
      if words.value(of: bytes, lower, upper) != nil { return true }
      lower = upper + 1
    }
    return false
  }

  /// Whether the path at some tokens has one as it is written.
  static func hasWord(_ path: ClosedRange<Int>, in tokens: ScannedTokens) -> Bool {
    path.contains { index in
      guard tokens.isName(index) else { return false }
      let range = tokens.nameRange(index)
      return words.value(of: tokens.bytes, range.lowerBound, range.upperBound) != nil
    }
  }

  /// Whether a path is worth a look, as it is written: most are of types, or of crates that hand on nothing.
  static func mayBegin(_ path: ClosedRange<Int>, in tokens: ScannedTokens) -> Bool {
    guard path.count > 1 else { return false }
    if tokens.isWord(path.lowerBound, "crate") || tokens.isWord(path.lowerBound, "super")
      || tokens.isWord(path.lowerBound, "self")
    {
      return true
    }
    return path.dropFirst().contains {
      tokens.kind($0) == .identifier && (tokens.isWord($0, "std") || tokens.isWord($0, "libc"))
    }
  }
}
