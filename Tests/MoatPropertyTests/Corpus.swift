import MoatTestSupport

/// A lockfile with every kind of source, made here so that properties hold on any machine.
enum Corpus {
  static let source = "registry+https://github.com/rust-lang/crates.io-index"

  /// One package's entry.
  static func entry(
    _ name: String, _ version: String, source: String? = source, checksum: Bool = true,
    dependencies: [String] = []
  ) -> String {
    var text = "[[package]]\nname = \"\(name)\"\nversion = \"\(version)\"\n"
    if let source { text += "source = \"\(source)\"\n" }
    if source == Self.source, checksum {
      text += "checksum = \"\(String(repeating: "0123456789abcdef", count: 4))\"\n"
    }
    if !dependencies.isEmpty {
      text += "dependencies = [\n\(dependencies.map { " \"\($0)\",\n" }.joined())]\n"
    }
    return text
  }

  static let manifest = """
    [package]
    name = "app"
    version = "0.1.0"
    edition = "2021"

    [dependencies]
    left = "1"
    twice = "*"
    wild = ">=0.1"

    [dev-dependencies]
    tested = "1"

    """

  static let head = "version = 4\n\n"

  static let entries = [
    entry(
      "app", "0.1.0", source: nil,
      dependencies: ["left", "private", "tested", "twice 0.1.0", "wild"]),
    entry("inner", "0.3.1", dependencies: ["twice 0.2.0"]),
    entry("left", "1.2.0", dependencies: ["inner", "lost"]),
    entry(
      "private", "0.1.0",
      source: "git+https://example.com/private?branch=main#0123456789012345678901234567890123456789"
    ),
    entry("stray", "1.0.0", checksum: false),
    entry("tested", "1.0.0", dependencies: ["inner"]),
    entry("twice", "0.1.0"),
    entry("twice", "0.2.0"),
    entry("wild", "0.1.0", source: "registry+http://example.com/index"),
  ]

  static let lockfile = head + entries.joined(separator: "\n")

  static let advisory = """
    ```toml
    [advisory]
    id = "RUSTSEC-2099-0001"
    package = "inner"
    date = "2026-11-01"

    [versions]
    patched = [">= 1.2.1"]
    ```

    # reads past the end

    """

  static func files(_ lockfile: String = lockfile) -> [String: String] {
    [
      "/project/Cargo.toml": manifest, "/project/Cargo.lock": lockfile,
      "/db/crates/inner/RUSTSEC-2099-0001.md": advisory,
    ]
  }
}

extension SeededGenerator {
  /// A number below `bound`, which is positive.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// The bytes with one to four changes: bits, removals, copies, and pieces that parsers care for.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    let pieces: [String] = [
      "\"", "\n", "[", "]", "[[package]]\n", "=", "\\u", "\u{0}", "\r", "é", "'''", "\"\"\"", "#",
      "{", "}", ",", ".", "version = 3\n", " ", "-", "+", "99999999999999999999", "<<<<<<<\n",
    ]
    var result = bytes
    for _ in 0...below(4) {
      guard !result.isEmpty else { return result }
      let place = below(result.count)
      let end = min(result.count, place + 1 + below(40))
      switch below(5) {
      case 0: result[place] ^= UInt8(1 << below(8))
      case 1: result.removeSubrange(place..<end)
      case 2: result.insert(contentsOf: Array(result[place..<end]), at: below(result.count))
      case 3: result.insert(contentsOf: Array(pieces[below(pieces.count)].utf8), at: place)
      default: result.removeSubrange(end...)
      }
    }
    return result
  }
}
