package import MoatModel
import MoatSyntax

/// Reads the three files of a store, whole or not at all.
///
/// What is refused and what is passed over follows cargo-vet 0.10
/// (https://github.com/mozilla/cargo-vet, `src/format.rs`): unknown keys are errors in criteria and
/// audits and ignored elsewhere, where a later write would drop them; see ``StoreEdit``. Stricter are
/// publishers named twice and names that differ in their Unicode spelling only.
///
/// A value that one of the three functions returns is well formed by itself. That its criteria exist
/// and that the files fit each other is checked by ``VetStore/init(reading:options:)``.
package enum VetStoreReader {
  /// Reads a `config.toml`.
  package static func configuration(
    _ source: SourceText
  ) throws(VetStoreError) -> VetConfiguration {
    try configuration(ReadContext(source))
  }

  /// Reads an `audits.toml`.
  package static func audits(_ source: SourceText) throws(VetStoreError) -> AuditsFile {
    try audits(ReadContext(source))
  }

  /// Reads an `imports.lock`.
  package static func imports(_ source: SourceText) throws(VetStoreError) -> ImportsLock {
    try imports(ReadContext(source, ownsCriteria: false))
  }

  static func audits(_ context: ReadContext) throws(VetStoreError) -> AuditsFile {
    try auditsFile(try root(context, "the file"))
  }

  static func imports(_ context: ReadContext) throws(VetStoreError) -> ImportsLock {
    let reader = try root(context, "the file")
    return ImportsLock(
      unpublished: try reader.lists("unpublished", "an unpublished version", unpublishedRow),
      publishers: try reader.lists("publisher", "a publisher", publisherRow),
      audits: try reader.tables("audits", "an import", auditsFile))
  }

  static func root(
    _ context: ReadContext, _ place: String
  ) throws(VetStoreError) -> EntryReader {
    do throws(TOMLError) {
      let document = try TOMLDocument(parsing: context.source)
      return EntryReader(table: document.root, place: place, context: context)
    } catch {
      throw context.failure(.syntax(error), at: error.span)
    }
  }
}
