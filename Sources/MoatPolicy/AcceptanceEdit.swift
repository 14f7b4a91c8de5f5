package import MoatModel
package import MoatSyntax

/// Enters accepted build scripts into the text of a `moat.toml`.
///
/// What is there stays as it is, byte for byte, but for the values of an entry that is renewed; new
/// entries are added at the end.
package struct AcceptanceEdit: Sendable {
  /// One package that is accepted.
  package struct Acceptance: Hashable, Sendable {
    package let identity: PackageIdentity
    package let content: SHA256Digest
    package let reason: String?

    package init(identity: PackageIdentity, content: SHA256Digest, reason: String?) {
      self.identity = identity
      self.content = content
      self.reason = reason
    }
  }

  /// Why a file cannot take the entries.
  package enum Failure: Error, Hashable, Sendable {
    case unreadable(TOMLError)
    /// `build-scripts` is written in a form that nothing can be added to.
    case notExtensible(SourceSpan)

    /// Where in the file.
    package var span: SourceSpan {
      switch self {
      case .unreadable(let error): error.span
      case .notExtensible(let span): span
      }
    }

    /// A phrase to put after the place.
    package var message: String {
      switch self {
      case .unreadable(let error): error.message
      case .notExtensible:
        "`build-scripts` is not written as tables with headers, and cannot be added to"
      }
    }
  }

  private let acceptances: [Acceptance]
  /// The packages that are locked: an entry for another version of one is renewed in its place.
  private let locked: Set<PackageIdentity>
  private let today: Day

  package init(_ acceptances: [Acceptance], locked: Set<PackageIdentity>, today: Day) {
    self.acceptances = acceptances.sorted { $0.identity < $1.identity }
    self.locked = locked
    self.today = today
  }

  /// A value that is replaced.
  private struct Change {
    let span: SourceSpan
    let text: String
  }

  /// The new text; the old one where it says everything already.
  ///
  /// - Parameter existing: nil where there is no file.
  package func applied(to existing: SourceText?) throws(Failure) -> [UInt8] {
    let source = existing ?? SourceText(path: "moat.toml", text: "version = 1\n")
    let document = try Self.document(source)
    let section = document.root["build-scripts"]
    var tables = (section?.table?["accept"]?.array.map(Array.init) ?? []).compactMap(\.table)
    var changes: [Change] = []
    var added = ""
    for acceptance in acceptances {
      guard let place = place(of: acceptance.identity, in: tables) else {
        added += "\n" + text(of: acceptance)
        continue
      }
      changes += self.changes(to: tables.remove(at: place), acceptance)
    }
    var bytes = source.bytes
    for change in changes.sorted(by: { $0.span > $1.span }) {
      bytes.replaceSubrange(change.span.lower..<change.span.upper, with: change.text.utf8)
    }
    if !added.isEmpty {
      if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
      bytes += added.utf8
    }
    // An inline table takes no header after it.
    do throws(TOMLError) {
      _ = try TOMLDocument(parsing: SourceText(path: source.path, bytes: bytes))
    } catch {
      throw .notExtensible(section?.span ?? .start)
    }
    return bytes
  }

  private static func document(_ source: SourceText) throws(Failure) -> TOMLDocument {
    do throws(TOMLError) { return try TOMLDocument(parsing: source) } catch {
      throw .unreadable(error)
    }
  }

  /// The entry of a package: that of its version, or one of any, or one of a version that is not
  /// locked any more.
  private func place(of identity: PackageIdentity, in tables: [TOMLTable]) -> Int? {
    let named = tables.indices.filter { tables[$0]["crate"]?.string == identity.name }
    func version(_ index: Int) -> String? { tables[index]["version"]?.string }
    return named.first { version($0) == identity.version } ?? named.first { version($0) == nil }
      ?? named.first { index in
        version(index).map {
          !locked.contains(PackageIdentity(name: identity.name, version: $0))
        } ?? false
      }
  }

  private func changes(to table: TOMLTable, _ acceptance: Acceptance) -> [Change] {
    guard let content = table["content"], content.string != acceptance.content.hex else {
      return []
    }
    var changes = [Change(span: content.span, text: "\"\(acceptance.content.hex)\"")]
    if let version = table["version"], version.string != acceptance.identity.version {
      changes.append(
        Change(span: version.span, text: TOMLQuoting.quoted(acceptance.identity.version)))
    }
    if let date = table["date"] { changes.append(Change(span: date.span, text: "\(today)")) }
    if let reason = table["reason"], let text = acceptance.reason {
      changes.append(Change(span: reason.span, text: TOMLQuoting.quoted(text)))
    }
    return changes
  }

  private func text(of acceptance: Acceptance) -> String {
    var lines = [
      "[[build-scripts.accept]]", "crate = \(TOMLQuoting.quoted(acceptance.identity.name))",
      "version = \(TOMLQuoting.quoted(acceptance.identity.version))",
      "content = \"\(acceptance.content.hex)\"", "date = \(today)",
    ]
    if let reason = acceptance.reason { lines.append("reason = \(TOMLQuoting.quoted(reason))") }
    return lines.joined(separator: "\n") + "\n"
  }
}
