/// Where a locked package comes from, parsed from a `source` field of `Cargo.lock`.
///
/// The kinds are those of Cargo's `SourceId`
/// (https://doc.rust-lang.org/cargo/reference/pkgid-spec.html). A value proves the shape of the
/// text, not that the place exists.
package struct PackageSource: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case cratesIO
    /// `registry+…` (a git index) or `sparse+…`.
    case registry(RedactedURL, isSparse: Bool)
    case git(RedactedURL, reference: GitReference, commit: String?)
    case path(String)
    case localRegistry(String)
    case directory(String)
  }

  /// What a git dependency asks for.
  package enum GitReference: Hashable, Sendable {
    case defaultBranch
    case branch(String)
    case tag(String)
    case revision(String)
  }

  package let kind: Kind
  /// The text as written, which may hold credentials: never print it, see ``description``.
  package let raw: String

  /// The two spellings of crates.io in lockfiles and index caches.
  package static let cratesIOIndexes: Set<String> = [
    "registry+https://github.com/rust-lang/crates.io-index",
    "sparse+https://index.crates.io/",
  ]

  package static let cratesIO = PackageSource(
    kind: .cratesIO, raw: "registry+https://github.com/rust-lang/crates.io-index")

  private init(kind: Kind, raw: String) {
    self.kind = kind
    self.raw = raw
  }

  /// - Throws: ``Malformed`` for an unknown kind or an empty address.
  package init(parsing text: String) throws(Malformed) {
    raw = text
    if Self.cratesIOIndexes.contains(text) {
      kind = .cratesIO
      return
    }
    guard let plus = text.utf8.firstIndex(of: UInt8(ascii: "+")) else { throw .noKind }
    let scheme = text[..<plus]
    let address = String(text[text.index(after: plus)...])
    guard !address.isEmpty else { throw .noAddress }
    switch scheme {
    case "registry": kind = .registry(RedactedURL(address), isSparse: false)
    case "sparse": kind = .registry(RedactedURL(address), isSparse: true)
    case "git": kind = Self.git(address)
    case "path": kind = .path(address)
    case "local-registry": kind = .localRegistry(address)
    case "directory": kind = .directory(address)
    default: throw .unknownKind(String(scheme))
    }
  }

  private static func git(_ address: String) -> Kind {
    var url = Substring(address)
    var commit: String?
    if let hash = url.lastIndex(of: "#") {
      commit = String(url[url.index(after: hash)...])
      url = url[..<hash]
    }
    var reference = GitReference.defaultBranch
    if let question = url.firstIndex(of: "?") {
      for pair in url[url.index(after: question)...].split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count == 2 ? decodedQuery(parts[1]) : ""
        switch parts[0] {
        case "branch", "ref": reference = .branch(value)
        case "tag": reference = .tag(value)
        case "rev": reference = .revision(value)
        default: break
        }
      }
      url = url[..<question]
    }
    return .git(RedactedURL(String(url)), reference: reference, commit: commit)
  }

  /// Decodes `+` and `%XX` of a form-encoded query value (lockfile version 4).
  private static func decodedQuery(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(hexDigit),
        let low = rest.dropFirst().first.flatMap(hexDigit)
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  package var isCratesIO: Bool { kind == .cratesIO }

  /// Whether Cargo checks a checksum for packages of this source.
  package var isRegistry: Bool {
    switch kind {
    case .cratesIO, .registry, .localRegistry: true
    case .git, .path, .directory: false
    }
  }

  package var isGit: Bool {
    if case .git = kind { true } else { false }
  }

  /// The source for people: `crates.io`, or the address without credentials.
  package var description: String {
    switch kind {
    case .cratesIO: "crates.io"
    case .registry(let url, let isSparse): isSparse ? "sparse+\(url)" : url.description
    case .git(let url, _, let commit):
      commit.map { "\(url)#\($0.prefix(12))" } ?? url.description
    case .path(let path), .localRegistry(let path), .directory(let path): path
    }
  }

  /// Why a text is not a source.
  package enum Malformed: Error, Hashable, Sendable {
    case noKind
    case noAddress
    case unknownKind(String)
  }
}
