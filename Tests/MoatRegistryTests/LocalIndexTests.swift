import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry
import MoatTestSupport
import Testing

private let one = String(repeating: "1", count: 64)
private let two = String(repeating: "2", count: 64)

private func cache(
  _ lines: [(String, String)], format: UInt8 = 2, revision: String = "etag: \"abc\""
) -> [UInt8] {
  cacheFile(lines, format: format, revision: revision)
}

private func line(
  _ version: String, checksum: String = one, name: String = "fnv", more: String = ""
) -> (String, String) {
  let (version, line) = indexLine(version, name: name, more: more)
  return (version, line.replacing(one, with: checksum))
}

@Suite(.computes) struct `local index` {
  private static let sparse =
    "/cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache/3/f/fnv"
  private static let git = "/cargo/registry/index/github.com-1ecc6299db9ec823/.cache/3/f/fnv"

  /// The caches in the order they were written, the oldest first.
  private func index(_ caches: [(path: String, bytes: [UInt8])]) -> LocalIndex {
    let files = InMemoryFileSystem()
    for cache in caches { files.set(cache.path, .file(cache.bytes)) }
    return LocalIndex(cargoHome: "/cargo", files: files)
  }

  @Test func `reads versions, checksums, yanks and dates`() throws {
    let bytes = cache([
      line("1.0.6", more: #","yanked":true"#),
      line(
        "1.0.7", checksum: two,
        more: #","yanked":false,"rust_version":"1.60","pubtime":"2026-01-02T03:04:05Z","v":2"#),
      line("1.0.8", more: #","v":3"#),
    ])
    let entries = index([(Self.sparse, bytes)]).entries(for: "FNV")
    #expect(
      entries
        == .known([
          IndexEntry(version: "1.0.6", checksum: try SHA256Digest(parsing: one), yanked: true),
          IndexEntry(
            version: "1.0.7", checksum: try SHA256Digest(parsing: two), rustVersion: "1.60",
            pubtime: Timestamp("2026-01-02T03:04:05Z")),
        ]))
  }

  @Test func `joins caches, the newest deciding what is yanked`() {
    let index = index([
      (Self.git, cache([line("1.0.0"), line("1.0.1")])),
      (Self.sparse, cache([line("1.0.0", more: #","yanked":true"#)])),
    ])
    let entries = index.entries(for: "fnv").value ?? []
    #expect(entries.map(\.version) == ["1.0.0", "1.0.1"])
    #expect(entries.map(\.yanked) == [true, false])
  }

  @Test func `knows nothing when caches disagree about a checksum`() {
    let index = index([
      (Self.git, cache([line("1.0.0")])),
      (Self.sparse, cache([line("1.0.0", checksum: two)])),
    ])
    #expect(
      index.entries(for: "fnv")
        == .unavailable("Cargo's index caches have two checksums for `fnv 1.0.0`"))
  }

  @Test func `does not ask other registries`() {
    let index = index([
      (
        "/cargo/registry/index/example.com-0123456789abcdef/.cache/3/f/fnv",
        cache([line("1.0.0")])
      )
    ])
    #expect(index.entries(for: "fnv") == .unavailable("Cargo's index cache has no `fnv`"))
  }

  @Test func `reads one line of many`() {
    let bytes = cache([("0.9.0", "not JSON"), line("1.0.0")])
    let index = index([(Self.sparse, bytes)])
    #expect(index.entry(for: "fnv", version: "1.0.0").value?.version == "1.0.0")
    #expect(index.entries(for: "fnv").value == nil)
    #expect(
      index.entry(for: "fnv", version: "2.0.0")
        == .unavailable("Cargo's index cache has no version 2.0.0 of `fnv`"))
  }

  @Test(
    arguments: [
      ([], "the file ends early"),
      ([3, 2, 0], "the file ends early"),
      ([1, 2, 0, 0, 0, 0], "cache format 1 is not known"),
      ([3, 9, 0, 0, 0, 0], "index format 9 is not known"),
      ([3, 2, 0, 0, 0, 0x41], "the file ends early"),
      (cache([line("1.0.0")]).dropLast(), "the file ends early"),
      (cache([line("1.0.0"), line("1.0.0")]), "two lines for version 1.0.0"),
      (cache([("1.0.1", line("1.0.0").1)]), "the line is not for `fnv 1.0.1`"),
      (cache([line("1.0.0", name: "other")]), "the line is not for `fnv 1.0.0`"),
      (cache([line("1.0.0", checksum: "ABC")]), "`cksum` is not a SHA-256 digest"),
      (cache([line("1.0.0", more: #","yanked":"no""#)]), "`yanked` is not a boolean"),
      (cache([line("1.0.0", more: #","pubtime":"now""#)]), "`pubtime` is not a date"),
    ] as [([UInt8], String)])
  func `says what is wrong with`(bytes: [UInt8], reason: String) {
    let index = index([(Self.sparse, bytes)])
    #expect(index.entries(for: "fnv") == .unavailable("\(Self.sparse): \(reason)"))
  }

  @Test func `passes on why a file or the folder cannot be read`() {
    for path in [Self.sparse, "/cargo/registry/index"] {
      let files = InMemoryFileSystem()
      files.set(path, .failing(.permissionDenied))
      #expect(
        LocalIndex(cargoHome: "/cargo", files: files).entries(for: "fnv")
          == .unavailable("\(path): permission denied"))
    }
  }

  @Test(arguments: [
    ("a", "1/a"), ("ab", "2/ab"), ("abc", "3/a/abc"), ("Serde_JSON", "se/rd/serde_json"),
  ])
  func `finds the file of`(name: String, path: String) {
    #expect(LocalIndex.path(for: name) == path)
  }

  @Test(arguments: [
    "", "..", "a/b", "../../etc/passwd", "a\0", "é", String(repeating: "a", count: 65),
  ])
  func `has no file for`(name: String) {
    #expect(LocalIndex.path(for: name) == nil)
    #expect(index([]).entries(for: name).value == nil)
  }

  @Test(arguments: UInt64(1)...8)
  func `never traps on a damaged cache`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let whole = cache([
      line("1.0.0", more: #","yanked":true,"v":2"#),
      line("1.0.1", more: #","rust_version":null,"pubtime":"2026-01-02T03:04:05Z""#),
    ])
    for _ in 0..<2_000 {
      let index = index([(Self.sparse, random.damaged(whole))])
      // Known or refused; whichever, every entry is one that was asked for.
      let all = index.entries(for: "fnv").value?.map(\.version) ?? []
      #expect(Set(all).count == all.count)
      _ = index.entry(for: "fnv", version: "1.0.1")
    }
  }
}
