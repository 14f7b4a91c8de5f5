/// A SemVer 2.0 version, as crates.io and `Cargo.lock` write it.
///
/// Parsing accepts exactly what the `semver` crate accepts: three numeric parts without leading
/// zeros that fit 64 bits, then optional pre-release and build identifiers
/// (https://semver.org/spec/v2.0.0.html). Equality and hashing include build metadata, as Cargo's
/// package identity does; ``precedence(over:)`` ignores it.
package struct Version: Hashable, Sendable, CustomStringConvertible {
  package let major: UInt64
  package let minor: UInt64
  package let patch: UInt64
  /// The identifiers after `-`, joined by dots; empty for a release.
  package let prerelease: String
  /// The identifiers after `+`, joined by dots; empty for none.
  package let build: String

  package init(
    _ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: String = "", build: String = ""
  ) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    self.build = build
  }

  /// - Throws: ``Malformed``, at the offset where the text stops being a version.
  package init(parsing text: String) throws(Malformed) {
    var reader = VersionReader(text)
    let major = try reader.number()
    try reader.expect(UInt8(ascii: "."))
    let minor = try reader.number()
    try reader.expect(UInt8(ascii: "."))
    let patch = try reader.number()
    let prerelease =
      reader.take(UInt8(ascii: "-")) ? try reader.identifiers(numericLeadingZeros: false) : ""
    let build =
      reader.take(UInt8(ascii: "+")) ? try reader.identifiers(numericLeadingZeros: true) : ""
    guard reader.isAtEnd else { throw .unexpected(offset: reader.offset) }
    self.init(major, minor, patch, prerelease: prerelease, build: build)
  }

  package var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prerelease.isEmpty { text += "-\(prerelease)" }
    if !build.isEmpty { text += "+\(build)" }
    return text
  }

  package var isPrerelease: Bool { !prerelease.isEmpty }

  /// Why a text is not a version.
  package enum Malformed: Error, Hashable, Sendable {
    case unexpected(offset: Int)
    case leadingZero(offset: Int)
    case emptyIdentifier(offset: Int)
    /// A numeric part above 2⁶⁴ − 1.
    case tooLarge(offset: Int)
    /// More than ``VersionRequirement/comparatorLimit`` comparators.
    case tooManyComparators
    /// `*` beside other comparators.
    case wildcardNotAlone
  }
}

/// How two versions order.
package enum Precedence: Hashable, Sendable {
  case lower, same, higher
}

extension Version {
  /// SemVer 2.0 precedence (section 11): build metadata does not count.
  package func precedence(over other: Version) -> Precedence {
    if major != other.major { return major < other.major ? .lower : .higher }
    if minor != other.minor { return minor < other.minor ? .lower : .higher }
    if patch != other.patch { return patch < other.patch ? .lower : .higher }
    return Version.prereleasePrecedence(prerelease, over: other.prerelease)
  }

  static func prereleasePrecedence(_ left: String, over right: String) -> Precedence {
    if left == right { return .same }
    if left.isEmpty { return .higher }
    if right.isEmpty { return .lower }
    let lefts = left.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let rights = right.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    for (one, two) in zip(lefts, rights) {
      let order = identifierPrecedence(one, over: two)
      if order != .same { return order }
    }
    if lefts.count == rights.count { return .same }
    return lefts.count < rights.count ? .lower : .higher
  }

  private static func identifierPrecedence(
    _ left: Substring.UTF8View, over right: Substring.UTF8View
  ) -> Precedence {
    let leftIsNumber = left.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    let rightIsNumber = right.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    switch (leftIsNumber, rightIsNumber) {
    case (true, false): return .lower
    case (false, true): return .higher
    case (true, true) where left.count != right.count:
      // Without leading zeros the longer number is the larger one, whatever its size.
      return left.count < right.count ? .lower : .higher
    default:
      if left.elementsEqual(right) { return .same }
      return left.lexicographicallyPrecedes(right) ? .lower : .higher
    }
  }
}

extension Version: Comparable {
  /// Precedence first, then build metadata, so that sorting is stable across runs.
  package static func < (left: Version, right: Version) -> Bool {
    switch left.precedence(over: right) {
    case .lower: true
    case .higher: false
    case .same: left.build < right.build
    }
  }
}

extension Version {
  /// Whether Cargo's default requirement treats an update from `self` to `other` as compatible:
  /// the leftmost non-zero part stays.
  package func isCompatible(with other: Version) -> Bool {
    if major != 0 || other.major != 0 { return major == other.major }
    if minor != 0 || other.minor != 0 { return minor == other.minor }
    return patch == other.patch
  }
}

/// Reads the parts of versions and requirements from UTF-8 bytes.
struct VersionReader {
  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { offset == bytes.count }
  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws(Version.Malformed) {
    guard take(byte) else { throw .unexpected(offset: offset) }
  }

  mutating func skipSpaces() {
    while take(UInt8(ascii: " ")) {}
  }

  mutating func wildcard() -> Bool {
    guard let byte = next, byte == 0x2A || byte == 0x78 || byte == 0x58 else { return false }
    offset += 1
    return true
  }

  mutating func number() throws(Version.Malformed) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    while let byte = next, byte >= 0x30, byte <= 0x39 {
      if offset > start, bytes[start] == 0x30 { throw .leadingZero(offset: start) }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = product.addingReportingOverflow(UInt64(byte - 0x30))
      if overflow || overflow2 { throw .tooLarge(offset: start) }
      value = sum
      offset += 1
    }
    guard offset > start else { throw .unexpected(offset: offset) }
    return value
  }

  /// Dot-separated identifiers of `[0-9A-Za-z-]`; numeric ones in a pre-release have no leading
  /// zeros.
  mutating func identifiers(numericLeadingZeros: Bool) throws(Version.Malformed) -> String {
    let start = offset
    while true {
      let first = offset
      var isNumber = true
      while let byte = next, Self.isIdentifier(byte) {
        if byte < 0x30 || byte > 0x39 { isNumber = false }
        offset += 1
      }
      if offset == first { throw .emptyIdentifier(offset: offset) }
      if isNumber, !numericLeadingZeros, bytes[first] == 0x30, offset - first > 1 {
        throw .leadingZero(offset: first)
      }
      if !take(UInt8(ascii: ".")) { break }
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }
}
