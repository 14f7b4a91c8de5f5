import MoatSyntax

extension IndexEntry {
  /// Name, dependencies, features and `links` of a line in one spelling: two lines have the same
  /// bytes exactly when Cargo resolves and builds them alike, as far as the index tells.
  ///
  /// `cksum`, `yanked`, `pubtime` and `rust_version` are left out, and so is every member that the
  /// format does not have yet: crates.io filled `rust_version` in for versions published long before
  /// (https://github.com/rust-lang/crates.io/pull/6555). The order of dependencies and features, and
  /// whether a default is written or left out, do not count: crates.io rewrote all lines to one
  /// order in 2022 (https://github.com/rust-lang/crates.io/pull/5558).
  ///
  /// - Throws: ``IndexCacheFailure/line(_:)`` for a line that is not an index line.
  package static func content(
    of line: ArraySlice<UInt8>
  ) throws(IndexCacheFailure) -> [UInt8] {
    do throws(JSONFailure) {
      var content = IndexContent()
      for (name, value) in try JSONReader.rawMembers(of: line) {
        try content.take(name, value)
      }
      return content.bytes
    } catch {
      throw .line(error.message)
    }
  }
}

/// Collects the parts of a line that count.
private struct IndexContent {
  private var plain: [[UInt8]] = []
  private var dependencies: [[UInt8]] = []
  private var features: [[UInt8]] = []

  /// JSON strings hold no control characters, so parts joined by them cannot run together.
  private static let partEnd: UInt8 = 0x1E
  private static let itemEnd: UInt8 = 0x1F

  mutating func take(_ name: String, _ value: ArraySlice<UInt8>) throws(JSONFailure) {
    switch name {
    case "name", "vers": plain.append(Self.pair(name, value))
    case "links":
      if !Self.isDefault("links", value) { plain.append(Self.pair(name, value)) }
    case "deps":
      for element in try JSONReader.rawElements(of: value) {
        dependencies.append(try Self.dependency(element))
      }
    // Cargo reads the second as part of the first, where old versions of it do not look.
    case "features", "features2":
      guard !Self.isDefault(name, value) else { return }
      for (feature, enabled) in try JSONReader.rawMembers(of: value) {
        features.append(Self.pair(feature, try Self.list(enabled)[...]))
      }
    default: break
    }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for parts in [plain, dependencies, features] {
      for part in parts.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        bytes += part
        bytes.append(Self.itemEnd)
      }
      bytes.append(Self.partEnd)
    }
    return bytes
  }

  private static func dependency(_ bytes: ArraySlice<UInt8>) throws(JSONFailure) -> [UInt8] {
    var members: [[UInt8]] = []
    for (name, value) in try JSONReader.rawMembers(of: bytes) where !isDefault(name, value) {
      guard name == "features" else {
        members.append(pair(name, value))
        continue
      }
      let features = try list(value)
      if !features.isEmpty { members.append(pair(name, features[...])) }
    }
    members.sort { $0.lexicographicallyPrecedes($1) }
    return Array(members.joined(separator: [partEnd]))
  }

  /// What Cargo assumes where the member is missing
  /// (https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema).
  private static func isDefault(_ name: String, _ value: ArraySlice<UInt8>) -> Bool {
    switch name {
    case "default_features": value.elementsEqual("true".utf8)
    case "kind": value.elementsEqual("null".utf8) || value.elementsEqual("\"normal\"".utf8)
    default: value.elementsEqual("null".utf8) || value.elementsEqual("false".utf8)
    }
  }

  /// The elements of an array of strings, sorted; empty strings, which old lines have for "none",
  /// are left out.
  private static func list(_ bytes: ArraySlice<UInt8>) throws(JSONFailure) -> [UInt8] {
    let elements = try JSONReader.rawElements(of: bytes).filter { $0.count > 2 }
    return Array(
      elements.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [UInt8(ascii: ",")]))
  }

  private static func pair(_ name: String, _ value: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = Array(name.utf8)
    bytes.append(UInt8(ascii: ":"))
    bytes += value
    return bytes
  }
}
