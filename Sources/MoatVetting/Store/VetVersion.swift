package import MoatModel

/// A version as an audit names it: a SemVer version, and the git commit when what was read is not
/// the published crate but a commit of its repository.
///
/// Written `1.2.3` or `1.2.3@git:` and 40 hexadecimal digits. A value proves nothing about the
/// existence of either.
package struct VetVersion: Hashable, Sendable, CustomStringConvertible {
  package let semver: Version
  /// 40 hexadecimal digits in the case they were written in.
  package let gitRevision: String?

  package init(_ semver: Version, gitRevision: String? = nil) {
    self.semver = semver
    self.gitRevision = gitRevision
  }

  /// Parses what ``description`` writes. Like cargo-vet, takes white space on both sides of the `@`.
  package init(parsing text: String) throws(Malformed) {
    guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else {
      semver = try Self.semver(text)
      gitRevision = nil
      return
    }
    let revision = Trimming.start(text[text.utf8.index(after: at)...])
    guard revision.utf8.starts(with: "git:".utf8) else { throw .unknownRevision }
    let hash = revision.utf8.dropFirst(4)
    guard hash.count == 40, hash.allSatisfy(Self.isHexDigit) else { throw .gitRevision }
    semver = try Self.semver(String(Trimming.end(text[..<at])))
    gitRevision = String(Substring(hash))
  }

  private static func semver(_ text: String) throws(Malformed) -> Version {
    do { return try Version(parsing: text) } catch { throw .semver(error) }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  package var description: String {
    gitRevision.map { "\(semver)@git:\($0)" } ?? semver.description
  }

  /// Why a text is not a version.
  package enum Malformed: Error, Hashable, Sendable {
    case semver(Version.Malformed)
    /// Something other than `git:` after the `@`.
    case unknownRevision
    /// Not exactly 40 hexadecimal digits.
    case gitRevision
  }
}

extension VetVersion: Comparable {
  /// The order in which the store lists versions: precedence, then build metadata, then the
  /// published version before every commit, commits by their digits.
  package static func < (left: VetVersion, right: VetVersion) -> Bool {
    order(left, right) == .lower
  }

  /// Like `<`, with all three answers.
  package static func order(_ left: VetVersion, _ right: VetVersion) -> Precedence {
    let precedence = left.semver.precedence(over: right.semver)
    guard precedence == .same else { return precedence }
    let build = buildOrder(left.semver.build, right.semver.build)
    guard build == .same else { return build }
    return StoreOrder.optional(left.gitRevision, right.gitRevision, StoreOrder.text)
  }

  /// The order that the `semver` crate gives build metadata: identifier by identifier, numbers
  /// before words and by value, then the one with fewer zeros in front, then the shorter list.
  private static func buildOrder(_ left: String, _ right: String) -> Precedence {
    if left == right { return .same }
    let dot = UInt8(ascii: ".")
    let lefts = left.utf8.split(separator: dot, omittingEmptySubsequences: false)
    let rights = right.utf8.split(separator: dot, omittingEmptySubsequences: false)
    for (one, two) in zip(lefts, rights) {
      let order = identifierOrder(one, two)
      if order != .same { return order }
    }
    return StoreOrder.value(lefts.count, rights.count)
  }

  private static func identifierOrder(
    _ left: Substring.UTF8View, _ right: Substring.UTF8View
  ) -> Precedence {
    let leftIsNumber = left.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    let rightIsNumber = right.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    if leftIsNumber != rightIsNumber { return leftIsNumber ? .lower : .higher }
    guard leftIsNumber else { return StoreOrder.bytes(left, right) }
    let one = left.drop { $0 == 0x30 }
    let two = right.drop { $0 == 0x30 }
    let size = StoreOrder.value(one.count, two.count)
    if size != .same { return size }
    let digits = StoreOrder.bytes(one, two)
    return digits == .same ? StoreOrder.value(left.count, right.count) : digits
  }
}
