import MoatCargo
import MoatHost
package import MoatModel
package import MoatSyntax

/// Where a project keeps its store of audits.
///
/// `supply-chain` beside the lockfile, unless `[workspace.metadata.vet]` or `[package.metadata.vet]`
/// of the root manifest names another `store.path`. Unlike cargo-vet, which takes the path as seen
/// from wherever it was started, it is taken from the manifest's folder; started there, both are the
/// same (https://mozilla.github.io/cargo-vet/config.html).
package enum VetStorePlace {
  package static let defaultName = "supply-chain"

  /// Why the manifest does not say where the store is.
  package enum Malformed: Error, Hashable, Sendable {
    case syntax(TOMLError, SourceText)
    case wrongType(key: String, expected: String, SourceText, SourceSpan)
    /// Both tables are there.
    case twice(SourceText, SourceSpan)
  }

  /// - Parameters:
  ///   - root: the absolute folder of the lockfile.
  ///   - manifest: the text of the root manifest; nil where there is none.
  /// - Returns: an absolute path.
  package static func folder(
    below root: String, manifest: SourceText?
  ) throws(Malformed) -> String {
    let path = try manifest.flatMap { text throws(Malformed) in try named(in: text) }
    return PathText.absolute(path ?? defaultName, in: root)
  }

  private static func named(in text: SourceText) throws(Malformed) -> String? {
    // Most manifests say nothing, and need not be read again.
    guard text.text(at: SourceSpan(0, text.bytes.count)).contains("vet") else { return nil }
    let document: TOMLDocument
    do throws(TOMLError) { document = try TOMLDocument(parsing: text) } catch {
      throw .syntax(error, text)
    }
    var found: TOMLValue?
    for key in ["workspace", "package"] {
      guard let table = document.root[key]?.table?["metadata"]?.table?["vet"] else { continue }
      guard found == nil else { throw .twice(text, table.span) }
      found = table
    }
    guard let found else { return nil }
    guard let table = found.table else {
      throw .wrongType(key: "metadata.vet", expected: "a table", text, found.span)
    }
    guard let store = table["store"] else { return nil }
    guard let path = store.table?["path"] else {
      guard store.table == nil else { return nil }
      throw .wrongType(key: "metadata.vet.store", expected: "a table", text, store.span)
    }
    guard let named = path.string else {
      throw .wrongType(key: "metadata.vet.store.path", expected: "a string", text, path.span)
    }
    return named
  }
}
