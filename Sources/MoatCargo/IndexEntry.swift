package import MoatModel
import MoatSyntax

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

  private static let names: Set<String> = [
    "name", "vers", "cksum", "yanked", "rust_version", "pubtime", "v",
  ]

  /// Reads one line; nil where it is of a format that Cargo passes over.
  ///
  /// - Parameter expected: the version that it has to be for; nil takes the one it names.
  /// - Throws: ``IndexCacheFailure/line(_:)``, also when the line is for another crate or version.
  package static func read(
    _ line: ArraySlice<UInt8>, crate: String, version expected: String? = nil
  ) throws(IndexCacheFailure) -> IndexEntry? {
    let members: [String: JSONValue]
    do throws(JSONFailure) { members = try JSONReader.members(names, of: line) } catch {
      throw .line(error.message)
    }
    switch members["v"] {
    case nil, .null: break
    case let format:
      guard let number = format?.integer else { throw .line("`v` is not a number") }
      if number > formatLimit { return nil }
    }
    guard members["name"]?.string?.lowercased() == crate.lowercased(),
      let version = members["vers"]?.string, version == expected ?? version
    else { throw .line("the line is not for `\(crate)\(expected.map { " \($0)" } ?? "")`") }
    return IndexEntry(
      version: version, checksum: try checksum(members["cksum"]),
      yanked: try yanked(members["yanked"]),
      rustVersion: try text(members["rust_version"], "rust_version"),
      pubtime: try moment(text(members["pubtime"], "pubtime")))
  }

  private static func checksum(
    _ value: JSONValue?
  ) throws(IndexCacheFailure) -> SHA256Digest? {
    guard let hex = try text(value, "cksum") else { return nil }
    do throws(SHA256Digest.Malformed) { return try SHA256Digest(parsing: hex) } catch {
      throw .line("`cksum` is not a SHA-256 digest")
    }
  }

  private static func yanked(_ value: JSONValue?) throws(IndexCacheFailure) -> Bool {
    switch value {
    case nil, .null: return false
    case .bool(let yanked): return yanked
    default: throw .line("`yanked` is not a boolean")
    }
  }

  private static func text(
    _ value: JSONValue?, _ name: String
  ) throws(IndexCacheFailure) -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw .line("`\(name)` is not a string")
    }
  }

  private static func moment(_ text: String?) throws(IndexCacheFailure) -> Timestamp? {
    guard let text else { return nil }
    guard let moment = Timestamp(text) else { throw .line("`pubtime` is not a date") }
    return moment
  }
}
