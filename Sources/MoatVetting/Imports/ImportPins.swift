package import MoatModel
import MoatSyntax

/// What was accepted of each imported list: the file ``fileName`` in the store's folder, which
/// cargo-vet does not look at.
///
/// cargo-vet's own `imports.lock` keeps the entries that are needed. This keeps the digest of the
/// whole list, so that a later version of it can be compared entry by entry before it is believed.
///
/// ```toml
/// version = 1
///
/// [[imports.google]]
/// url = "https://example.org/audits.toml"
/// sha256 = "…"
/// bytes = 12345
/// accepted = "2026-11-21T16:40:00Z"
/// from = "https://mirror.example/audits.toml"    # where it was read, if elsewhere
/// commit = "…"                                   # of git
/// ```
package struct ImportPins: Hashable, Sendable {
  package static let fileName = "moat-imports.lock"
  /// Some lines a list: thousands of lists stay below.
  package static let sizeLimit = 1 << 20

  /// One accepted list.
  package struct Pin: Hashable, Sendable {
    /// As `config.toml` writes it; for a part that came with it, see `ImportSource`.
    package let url: String
    package let digest: SHA256Digest
    package let size: Int
    package let accepted: Timestamp
    /// Where it was read, without credentials; nil where that is ``url``.
    package let from: String?
    package let commit: String?

    package init(
      url: String, digest: SHA256Digest, size: Int, accepted: Timestamp, from: String? = nil,
      commit: String? = nil
    ) {
      self.url = url
      self.digest = digest
      self.size = size
      self.accepted = accepted
      self.from = from
      self.commit = commit
    }
  }

  /// By the name of the import, in the order of its addresses.
  package var pins: [String: [Pin]]

  package init(_ pins: [String: [Pin]] = [:]) { self.pins = pins }

  package func pin(_ name: String, _ url: String) -> Pin? {
    pins[name]?.first { $0.url == url }
  }

  /// Why a file is refused, and where.
  package struct Malformed: Error, Hashable, Sendable {
    package let message: String
    package let span: SourceSpan
  }

  /// Refuses what it does not know.
  package init(parsing source: SourceText) throws(Malformed) {
    let root: TOMLTable
    do throws(TOMLError) { root = try TOMLDocument(parsing: source).root } catch {
      throw Malformed(message: error.message, span: error.span)
    }
    guard root["version"]?.integer == 1 else {
      throw Malformed(
        message: "`version` is not 1: a newer Moat wrote it", span: root["version"]?.span ?? .start)
    }
    for entry in root.entries where !["version", "imports"].contains(entry.key) {
      throw Malformed(message: "unknown key `\(entry.key)`", span: entry.value.span)
    }
    var pins: [String: [Pin]] = [:]
    if let value = root["imports"] {
      guard let table = value.table else {
        throw Malformed(message: "`imports` is not a table", span: value.span)
      }
      for entry in table.entries {
        guard let array = entry.value.array else {
          throw Malformed(message: "an import is not an array of tables", span: entry.value.span)
        }
        for element in array { pins[entry.key, default: []].append(try Pin(parsing: element)) }
      }
    }
    self.init(pins)
  }

  /// The file's text; the same value gives the same text.
  package var text: String {
    var text = """
      # The lists of audits that `cargo moat vet imports` accepted; cargo-vet does not read this.
      version = 1

      """
    for name in StoreOrder.keys(pins) {
      for pin in pins[name] ?? [] {
        text += "\n[[imports.\(TOMLQuoting.key(name))]]\n"
        text += "url = \(TOMLQuoting.quoted(pin.url))\n"
        text += "sha256 = \"\(pin.digest.hex)\"\nbytes = \(pin.size)\n"
        text += "accepted = \"\(pin.accepted)\"\n"
        if let from = pin.from { text += "from = \(TOMLQuoting.quoted(from))\n" }
        if let commit = pin.commit { text += "commit = \(TOMLQuoting.quoted(commit))\n" }
      }
    }
    return text
  }
}

extension ImportPins.Pin {
  private static let keys = ["url", "sha256", "bytes", "accepted", "from", "commit"]

  fileprivate init(parsing value: TOMLValue) throws(ImportPins.Malformed) {
    guard let table = value.table else {
      throw .init(message: "an import is not a table", span: value.span)
    }
    for entry in table.entries where !Self.keys.contains(entry.key) {
      throw .init(message: "unknown key `\(entry.key)`", span: entry.value.span)
    }
    let span = table.headerSpan ?? table.span
    guard let url = table["url"]?.string else {
      throw .init(message: "`url` is not a string", span: span)
    }
    guard let hex = table["sha256"]?.string, let digest = try? SHA256Digest(parsing: hex) else {
      throw .init(message: "`sha256` is not a digest", span: table["sha256"]?.span ?? span)
    }
    guard let size = (table["bytes"]?.integer).flatMap({ Int(exactly: $0) }), size >= 0 else {
      throw .init(message: "`bytes` is not a size", span: table["bytes"]?.span ?? span)
    }
    guard let accepted = (table["accepted"]?.string).flatMap({ Timestamp($0) }) else {
      throw .init(message: "`accepted` is not a time", span: table["accepted"]?.span ?? span)
    }
    self.init(
      url: url, digest: digest, size: size, accepted: accepted, from: table["from"]?.string,
      commit: table["commit"]?.string)
  }
}
