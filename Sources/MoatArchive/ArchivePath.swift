/// The path of an entry, as safe as it can be known from the path alone.
///
/// By the rules of crates.io (UTF-8, below NAME-VERSION, no `..`), of Cargo's packer (no
/// `\ < > : " | ? *`) and of Windows, where other names mean something else.
/// https://github.com/rust-lang/crates.io/blob/main/crates/crates_io_tarball/src/lib.rs,
/// https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
struct ArchivePath {
  /// Below the root folder; empty for the root folder itself.
  let text: String
  /// The names of `text`, none for the root folder.
  let names: [Substring]

  /// - Parameter root: NAME-VERSION.
  init(_ bytes: [UInt8], kind: ArchiveEntry.Kind, root: String) throws(ArchiveFailure) {
    guard let whole = String(validating: bytes, as: UTF8.self) else {
      throw .path(String(decoding: bytes, as: UTF8.self), .notUTF8)
    }
    guard bytes.count <= ArchiveLimit.pathBytes else { throw .path(whole, .tooLong) }
    if let problem = Self.characterProblem(whole) { throw .path(whole, problem) }
    guard bytes.first != UInt8(ascii: "/") else { throw .path(whole, .absolute) }
    var path = whole[...]
    if path.utf8.last == UInt8(ascii: "/") {
      guard kind == .directory else { throw .path(whole, .trailingSlash) }
      path = Substring(whole.utf8.dropLast())
    }
    let all = path.utf8.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).map(Substring.init)
    guard all.count <= ArchiveLimit.depth + 1 else { throw .path(whole, .tooDeep) }
    for name in all {
      if let problem = Self.problem(name) { throw .path(whole, problem) }
    }
    // Byte by byte: equal strings may differ in their normalisation.
    guard let first = all.first, first.utf8.elementsEqual(root.utf8) else {
      throw .path(whole, .outsideRoot)
    }
    names = Array(all.dropFirst())
    guard !names.isEmpty else {
      guard kind == .directory else { throw .path(whole, .outsideRoot) }
      text = ""
      return
    }
    text = String(Substring(path.utf8.dropFirst(root.utf8.count + 1)))
    for (index, name) in names.enumerated() {
      guard name.utf8.first == UInt8(ascii: "."), name.lowercased() == Self.cargoMarker else {
        continue
      }
      let isMarker = name == Self.cargoMarker && index == names.count - 1 && kind == .file
      guard isMarker else { throw .path(whole, .cargoMarker) }
    }
  }

  /// Cargo writes it beside what it unpacked, and passes over files of that name at any depth.
  static let cargoMarker = ".cargo-ok"

  /// Whether it is a file that Cargo does not unpack, and that nobody gets to see here either.
  var isCargoMarker: Bool { names.last.map { $0 == Self.cargoMarker } ?? false }

  private static func characterProblem(_ path: String) -> ArchiveFailure.PathProblem? {
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\u{0}"..<"\u{20}", "\u{7f}"..."\u{9f}": return .controlCharacter
      case "\\", "<", ">", ":", "\"", "|", "?", "*": return .character(String(scalar))
      default: continue
      }
    }
    return nil
  }

  private static func problem(_ name: Substring) -> ArchiveFailure.PathProblem? {
    if name.isEmpty { return .emptyName }
    if name == "." || name == ".." { return .dots }
    if name.utf8.count > ArchiveLimit.nameBytes { return .nameTooLong }
    if name.utf8.last == UInt8(ascii: ".") || name.utf8.last == UInt8(ascii: " ") {
      return .trailingDotOrSpace
    }
    // Up to the first dot, without spaces before it: `aux.rs` and `aux .rs` are both `aux`.
    var stem = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    while stem.last == 0x20 { stem = stem.dropLast() }
    guard (3...8).contains(stem.count), reserved.contains(Substring(stem).lowercased()) else {
      return nil
    }
    return .reservedName(String(name))
  }

  /// Cargo's list, the digits that Windows takes for 1 to 3, and the console's names.
  private static let reserved: Set<String> = {
    var names: Set<String> = ["con", "prn", "aux", "nul", "conin$", "conout$"]
    for digit in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"] {
      names.formUnion(["com\(digit)", "lpt\(digit)"])
    }
    return names
  }()
}
