package import MoatModel
package import MoatSyntax

extension VendorConfiguration {
  /// Why a configuration cannot take the tables.
  package enum Conflict: Error, Hashable, Sendable {
    /// The file is not TOML.
    case unreadable(TOMLError)
    /// `[source.NAME]` is there and says something else, in these keys.
    case differs(source: String, span: SourceSpan)
    /// `source` is written in a form that nothing can be added to.
    case notExtensible(span: SourceSpan)

    /// Where in the file.
    package var span: SourceSpan {
      switch self {
      case .unreadable(let error): error.span
      case .differs(_, let span), .notExtensible(let span): span
      }
    }

    /// A phrase to put after the place.
    package var message: String {
      switch self {
      case .unreadable(let error): error.message
      case .differs(let source, _):
        "`[source.\(source)]` is there already and says something else"
      case .notExtensible: "`source` is not written as tables, and cannot be added to"
      }
    }
  }

  /// The text of a configuration with the tables in it; nil where it has all of them already.
  ///
  /// What is there stays as it is, byte for byte: missing tables are added at the end.
  ///
  /// - Parameter existing: the file; empty where there is none.
  package func merged(into existing: SourceText) throws(Conflict) -> [UInt8]? {
    let present = try Self.sources(in: existing)
    var missing: [Table] = []
    for table in tables {
      guard let entry = present?.entries.first(where: { $0.key == table.name }) else {
        missing.append(table)
        continue
      }
      guard let there = entry.value.table, Self.agrees(there, with: table) else {
        throw .differs(source: TOMLQuoting.key(table.name), span: entry.keySpan)
      }
    }
    guard !missing.isEmpty else { return nil }
    var bytes = existing.bytes
    if let last = bytes.last {
      if last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes += Self.text(of: missing).utf8
    // An inline table or a dotted key for `source` takes no header after it.
    do throws(Conflict) {
      _ = try Self.sources(in: SourceText(path: existing.path, bytes: bytes))
    } catch {
      throw .notExtensible(span: present?.entries.first { _ in true }?.keySpan ?? .start)
    }
    return bytes
  }

  private static func sources(in text: SourceText) throws(Conflict) -> TOMLTable? {
    let document: TOMLDocument
    do throws(TOMLError) { document = try TOMLDocument(parsing: text) } catch {
      throw .unreadable(error)
    }
    guard let sources = document.root["source"] else { return nil }
    guard let table = sources.table else { throw .notExtensible(span: sources.span) }
    return table
  }

  private static func agrees(_ table: TOMLTable, with expected: Table) -> Bool {
    table.entries.count == expected.values.count
      && expected.values.allSatisfy { table[$0.key]?.string == $0.text }
  }
}
