package import MoatModel
import MoatSyntax

/// What decides, in one `.cargo/config.toml`, where packages come from.
///
/// Of Cargo's keys only `source`, `registries`, `patch` and `include` are read
/// (https://doc.rust-lang.org/cargo/reference/config.html).
package struct CargoConfiguration: Sendable {
  package let source: SourceText
  package let sources: [Source]
  package let registries: [Registry]
  package let patches: [Manifest.Patch]
  /// Further files it names, relative to its own folder.
  package let includes: [Manifest.Spanned<String>]

  /// One `[source.NAME]` table.
  package struct Source: Hashable, Sendable {
    package let name: String
    package let replaceWith: String?
    package let place: Place?
    package let span: SourceSpan
  }

  package enum Place: Hashable, Sendable {
    case registry(RedactedURL)
    case localRegistry(String)
    case directory(String)
    case git(RedactedURL)
  }

  /// One `[registries.NAME]` with an index.
  package struct Registry: Hashable, Sendable {
    package let name: String
    package let index: RedactedURL
    package let span: SourceSpan
  }

  /// - Throws: ``DocumentError`` for text that is not TOML and for parts of the wrong type.
  package init(parsing source: SourceText) throws(DocumentError) {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: source)
    } catch {
      throw DocumentError(.syntax(error), path: source.path, span: error.span)
    }
    let root = document.root
    self.source = source
    patches = try Manifest.patches(in: source, root: root)
    sources =
      (root["source"]?.table).map { table in
        table.entries.compactMap(Self.source)
      } ?? []
    registries =
      (root["registries"]?.table).map { table in
        table.entries.compactMap { entry in
          entry.value.table?["index"].flatMap { index in
            index.string.map {
              Registry(name: entry.key, index: RedactedURL($0), span: index.span)
            }
          }
        }
      } ?? []
    includes = Self.includes(root["include"])
  }

  private static func source(_ entry: TOMLEntry) -> Source? {
    guard let table = entry.value.table else { return nil }
    let place: Place? =
      if let url = table["registry"]?.string {
        .registry(RedactedURL(url))
      } else if let path = table["local-registry"]?.string {
        .localRegistry(path)
      } else if let path = table["directory"]?.string {
        .directory(path)
      } else if let url = table["git"]?.string {
        .git(RedactedURL(url))
      } else {
        nil
      }
    let replacement = table["replace-with"]
    return Source(
      name: entry.key, replaceWith: replacement?.string, place: place,
      span: replacement?.span ?? entry.keySpan)
  }

  private static func includes(_ value: TOMLValue?) -> [Manifest.Spanned<String>] {
    guard let value else { return [] }
    if let path = value.string { return [Manifest.Spanned(path, value.span)] }
    guard let array = value.array else { return [] }
    return array.compactMap { element in
      (element.string ?? element.table?["path"]?.string).map {
        Manifest.Spanned($0, element.span)
      }
    }
  }
}
