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

/// Collects the parts of a line that count. Tens of thousands of lines are read at a first look, so it
/// makes few arrays and no strings.
private struct IndexContent {
  private typealias Bytes = ArraySlice<UInt8>

  private var plain: [[UInt8]] = []
  private var dependencies: [[UInt8]] = []
  private var features: [[UInt8]] = []

  /// JSON strings hold no control characters, so parts joined by them cannot run together.
  private static let partEnd: UInt8 = 0x1E
  private static let itemEnd: UInt8 = 0x1F

  mutating func take(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>
  ) throws(JSONFailure) {
    if Self.same(name, "name") || Self.same(name, "vers") {
      plain.append(Self.pair(name, value))
    } else if Self.same(name, "links") {
      if !Self.isDefault(name, value) { plain.append(Self.pair(name, value)) }
    } else if Self.same(name, "deps") {
      for element in try JSONReader.rawElements(of: value) {
        dependencies.append(try Self.dependency(element))
      }
    } else if Self.same(name, "features") || Self.same(name, "features2") {
      // Cargo reads the second as part of the first, where old versions of it do not look.
      guard !Self.isDefault(name, value) else { return }
      for feature in try JSONReader.rawMembers(of: value) {
        var bytes = Array(feature.name)
        try Self.append(list: feature.value, to: &bytes)
        features.append(bytes)
      }
    }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for parts in [plain, dependencies, features] {
      for part in Self.sorted(parts) {
        bytes += part
        bytes.append(Self.itemEnd)
      }
      bytes.append(Self.partEnd)
    }
    return bytes
  }

  private static func dependency(_ element: Bytes) throws(JSONFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    let members = try JSONReader.rawMembers(of: element).filter { !isDefault($0.name, $0.value) }
    for member in members.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      let start = bytes.count
      bytes += member.name
      if same(member.name, "features") {
        let empty = bytes.count
        try append(list: member.value, to: &bytes)
        if bytes.count == empty {
          bytes.removeSubrange(start...)
          continue
        }
      } else {
        bytes.append(UInt8(ascii: ":"))
        bytes += member.value
      }
      bytes.append(partEnd)
    }
    return bytes
  }

  /// What Cargo assumes where the member is missing
  /// (https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema).
  private static func isDefault(_ name: Bytes, _ value: Bytes) -> Bool {
    switch value.first {
    case UInt8(ascii: "n"): !same(name, "default_features")
    case UInt8(ascii: "f"): !same(name, "default_features")
    case UInt8(ascii: "t"): same(name, "default_features")
    case UInt8(ascii: "\""): same(name, "kind") && same(value, "\"normal\"")
    default: false
    }
  }

  /// The elements of an array of strings, sorted, each after a colon; empty strings, which old lines
  /// have for "none", are left out.
  private static func append(list: Bytes, to bytes: inout [UInt8]) throws(JSONFailure) {
    let elements = try JSONReader.rawElements(of: list).filter { $0.count > 2 }
    for element in elements.count > 1 ? sorted(elements) : elements {
      bytes.append(UInt8(ascii: ":"))
      bytes += element
    }
  }

  /// Most lists are in order already.
  private static func sorted<Text: Collection>(_ texts: [Text]) -> [Text]
  where Text.Element == UInt8 {
    let isSorted = zip(texts, texts.dropFirst()).allSatisfy {
      !$1.lexicographicallyPrecedes($0)
    }
    return isSorted ? texts : texts.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func pair(_ name: Bytes, _ value: Bytes) -> [UInt8] {
    var bytes = Array(name)
    bytes.append(UInt8(ascii: ":"))
    bytes += value
    return bytes
  }

  private static func same(_ bytes: Bytes, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    var place = text.utf8Start
    for byte in bytes {
      guard byte == place.pointee else { return false }
      place += 1
    }
    return true
  }
}
