/// How much of a package is held in memory to be looked through.
package enum ContentsLimit {
  /// The largest generated bindings on crates.io have some 15 MB in one file.
  package static let rustFile = 64 << 20
  /// For scanning: up to here a file that is no Rust source is read whole. Scripts and what is
  /// included as source are smaller; pictures and libraries are larger, and told by their heads.
  package static let otherFile = 256 << 10
  /// What is read of a file that is larger. Every format that is looked for shows in its first
  /// kilobyte.
  package static let head = 64 << 10
  /// For comparing: nobody reads a text of more, and each side of a comparison holds one.
  package static let comparedFile = 16 << 20
  /// All of one package. The largest that crates.io serves unpack to some 100 MB.
  package static let package = 256 << 20
  /// The files of one git checkout that are looked at for a package's manifest.
  package static let checkoutEntries = 50_000
}

/// What the contents of a package are read for.
enum ContentsDepth: Sendable {
  /// Rust source whole, of other large files the head.
  case scan
  /// Everything whole up to ``ContentsLimit/comparedFile``.
  case whole

  /// How many bytes of a file are kept.
  func kept(of path: String, size: Int) -> Int {
    let limit =
      switch self {
      case .scan: path.utf8.hasSuffix(".rs") ? ContentsLimit.rustFile : ContentsLimit.otherFile
      case .whole: path.utf8.hasSuffix(".rs") ? ContentsLimit.rustFile : ContentsLimit.comparedFile
      }
    return size <= limit ? limit : ContentsLimit.head
  }
}

extension String.UTF8View {
  fileprivate func hasSuffix(_ ending: StaticString) -> Bool {
    ending.withUTF8Buffer { suffix($0.count).elementsEqual($0) }
  }
}
