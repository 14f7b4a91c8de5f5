package import MoatModel

/// One version of a crate as an index line describes it; only what Moat asks about is kept.
/// https://doc.rust-lang.org/cargo/reference/registry-index.html
package struct IndexEntry: Hashable, Sendable {
  /// As written, with build metadata.
  package let version: String
  /// `cksum`; nil where the line has none.
  package let checksum: SHA256Digest?
  package let yanked: Bool
  package let rustVersion: String?
  /// When it was published, where the index says so (crates.io since 2026).
  package let pubtime: Timestamp?

  package init(
    version: String, checksum: SHA256Digest?, yanked: Bool = false, rustVersion: String? = nil,
    pubtime: Timestamp? = nil
  ) {
    self.version = version
    self.checksum = checksum
    self.yanked = yanked
    self.rustVersion = rustVersion
    self.pubtime = pubtime
  }
}

extension IndexEntry {
  /// The newest line format Cargo reads (`INDEX_V_MAX`); it passes over lines of later ones.
  package static let formatLimit = 2

  private static let names: Set<String> = ["cksum", "yanked", "rust_version", "pubtime"]

  /// Reads one line; nil where it is of a format that Cargo passes over.
  ///
  /// - Parameter expected: the version that it has to be for; nil takes the one it names.
  /// - Throws: ``IndexCacheFailure/line(_:)``, also when the line is for another crate or version.
  package static func read(
    _ line: ArraySlice<UInt8>, crate: String, version expected: String? = nil
  ) throws(IndexCacheFailure) -> IndexEntry? {
    guard
      let (line, version) = try IndexLine.read(names, of: line, crate: crate, version: expected)
    else { return nil }
    return IndexEntry(
      version: version, checksum: try checksum(line.text("cksum")),
      yanked: try line.flag("yanked") ?? false, rustVersion: try line.text("rust_version"),
      pubtime: try moment(line.text("pubtime")))
  }

  private static func checksum(_ hex: String?) throws(IndexCacheFailure) -> SHA256Digest? {
    guard let hex else { return nil }
    do throws(SHA256Digest.Malformed) { return try SHA256Digest(parsing: hex) } catch {
      throw .line("`cksum` is not a SHA-256 digest")
    }
  }

  private static func moment(_ text: String?) throws(IndexCacheFailure) -> Timestamp? {
    guard let text else { return nil }
    guard let moment = Timestamp(text) else { throw .line("`pubtime` is not a date") }
    return moment
  }
}
