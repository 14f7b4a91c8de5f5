package import MoatModel
import MoatSyntax

/// Who could publish the locked crates when somebody last agreed to it: the file
/// ``fileName`` beside the lockfile.
///
/// ```toml
/// version = 1
/// accepted = "2026-11-21T16:40:00Z"
///
/// [crates.serde]
/// owners = ["team 5 github:serde-rs:owners", "user 3618 dtolnay"]
/// published-by = ["user 3618 dtolnay"]
/// ```
///
/// `published-by` has who published the locked versions, and every workflow that published one.
/// `owners` is absent where they were not known. Logins are there for people; numbers count.
package struct PublisherBaseline: Hashable, Sendable {
  package static let fileName = "moat-publishers.toml"
  /// Two lines a crate: ten thousand crates with many owners stay below.
  package static let sizeLimit = 8 << 20

  /// What was agreed to of one crate.
  package struct Crate: Hashable, Sendable {
    /// Sorted; nil where they were not known.
    package let owners: [Party]?
    /// Sorted.
    package let publishers: [Party]

    package init(owners: [Party]?, publishers: [Party]) {
      self.owners = owners?.sorted()
      self.publishers = publishers.sorted()
    }
  }

  package let accepted: Timestamp
  package let crates: [String: Crate]

  package init(accepted: Timestamp, crates: [String: Crate]) {
    self.accepted = accepted
    self.crates = crates
  }

  /// What there is to agree to; crates of which nothing is known are left out.
  package init(_ crates: [LockedCratePublishing], accepted: Timestamp) {
    self.accepted = accepted
    self.crates = Dictionary(
      crates.compactMap { crate in
        crate.publishing.value.flatMap { publishing in
          let baseline = Crate(crate.versions, publishing)
          return baseline.owners == nil && baseline.publishers.isEmpty
            ? nil : (crate.name, baseline)
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// This baseline with those crates of another one, and without crates that are not locked.
  package func accepting(
    _ other: PublisherBaseline, only names: Set<String>?, locked: Set<String>
  ) -> PublisherBaseline {
    let taken = other.crates.filter { names?.contains($0.key) ?? true }
    return PublisherBaseline(
      accepted: other.accepted,
      crates: crates.merging(taken) { _, new in new }.filter { locked.contains($0.key) })
  }
}

extension PublisherBaseline.Crate {
  init(_ locked: [Version], _ publishing: CratePublishing) {
    let published = locked.compactMap { publishing.publication(of: $0)?.party }
    self.init(
      owners: publishing.owners, publishers: Array(Set(published + publishing.workflows)))
  }
}

// MARK: - The file

extension PublisherBaseline {
  /// Why a file is refused, and where.
  package struct Malformed: Error, Hashable, Sendable {
    package let message: String
    package let span: SourceSpan
  }

  /// Refuses what it does not know: a baseline that is half read would pass what nobody agreed to.
  package init(parsing source: SourceText) throws(Malformed) {
    let document: TOMLDocument
    do throws(TOMLError) { document = try TOMLDocument(parsing: source) } catch {
      throw Malformed(message: error.message, span: error.span)
    }
    let root = document.root
    guard root["version"]?.integer == 1 else {
      throw Malformed(
        message: "`version` is not 1: a newer Moat wrote it", span: root["version"]?.span ?? .start)
    }
    guard let accepted = (root["accepted"]?.string).flatMap({ Timestamp($0) }) else {
      throw Malformed(
        message: "`accepted` is not a time", span: root["accepted"]?.span ?? .start)
    }
    for entry in root.entries where !["version", "accepted", "crates"].contains(entry.key) {
      throw Malformed(message: "unknown key `\(entry.key)`", span: entry.value.span)
    }
    var crates: [String: Crate] = [:]
    if let value = root["crates"] {
      guard let table = value.table else {
        throw Malformed(message: "`crates` is not a table", span: value.span)
      }
      for entry in table.entries { crates[entry.key] = try Crate(parsing: entry.value) }
    }
    self.init(accepted: accepted, crates: crates)
  }

  /// The file's text; the same value gives the same text.
  package var text: String {
    var text = """
      # Who can publish the locked crates, as `cargo moat publishers accept` recorded it.
      # `cargo moat publishers --diff` says what changed since.
      version = 1
      accepted = "\(accepted)"

      """
    for (name, crate) in crates.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) {
      text += "\n[crates.\(TOMLQuoting.key(name))]\n"
      if let owners = crate.owners { text += Self.line("owners", owners) }
      text += Self.line("published-by", crate.publishers)
    }
    return text
  }

  private static func line(_ key: String, _ parties: [Party]) -> String {
    let items = parties.map { TOMLQuoting.quoted($0.line(withName: false)) }
    return "\(key) = [\(items.joined(separator: ", "))]\n"
  }
}

extension PublisherBaseline.Crate {
  fileprivate init(parsing value: TOMLValue) throws(PublisherBaseline.Malformed) {
    guard let table = value.table else {
      throw .init(message: "the entry of a crate is not a table", span: value.span)
    }
    for entry in table.entries where !["owners", "published-by"].contains(entry.key) {
      throw .init(message: "unknown key `\(entry.key)`", span: entry.value.span)
    }
    self.init(
      owners: try table["owners"].map { (value) throws(PublisherBaseline.Malformed) in
        try Self.parties(value)
      },
      publishers: try table["published-by"].map { (value) throws(PublisherBaseline.Malformed) in
        try Self.parties(value)
      } ?? [])
  }

  private static func parties(
    _ value: TOMLValue
  ) throws(PublisherBaseline.Malformed) -> [Party] {
    guard let array = value.array else {
      throw .init(message: "it is not an array", span: value.span)
    }
    var parties: [Party] = []
    for element in array {
      guard let party = element.string.flatMap({ Party(line: $0) }) else {
        throw .init(
          message: "not `user NUMBER LOGIN`, `team NUMBER LOGIN` or `workflow PLACE`",
          span: element.span)
      }
      parties.append(party)
    }
    return parties
  }
}
