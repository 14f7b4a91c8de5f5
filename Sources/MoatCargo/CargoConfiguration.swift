package import MoatModel
import MoatSyntax

/// What decides, in one `.cargo/config.toml`, where packages come from.
///
/// Of Cargo's keys only `source`, `registries`, `registry`, `credential-alias`, `http`, `net`,
/// `patch`, `include` and `rustflags` are read
/// (https://doc.rust-lang.org/cargo/reference/config.html). The credentials file has the same form.
package struct CargoConfiguration: Sendable {
  package let source: SourceText
  package let sources: [Source]
  package let registries: [Registry]
  package let patches: [Manifest.Patch]
  /// `rustflags` of `[build]` and `[target.…]`.
  package let compilerFlags: [TargetFlags]
  /// What is said of how to log in, and how to reach the network.
  package let access: Access
  /// Further files it names, relative to its own folder.
  package let includes: [Manifest.Spanned<String>]

  /// One `[source.NAME]` table.
  package struct Source: Hashable, Sendable {
    package let name: String
    package let replaceWith: String?
    /// Every place it names; Cargo takes exactly one.
    package let places: [Place]
    /// What a git place asks for.
    package let reference: PackageSource.GitReference
    package let span: SourceSpan

    package var place: Place? { places.first }
  }

  package enum Place: Hashable, Sendable {
    case registry(RedactedURL)
    case localRegistry(String)
    case directory(String)
    case git(RedactedURL)
  }

  /// `rustflags` in one table.
  package struct TargetFlags: Hashable, Sendable {
    /// The target or `cfg(…)` of the table; nil for `[build]`.
    package let target: String?
    package let flags: [String]
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
    access = Access(root)
    includes = Self.includes(root["include"])
    compilerFlags = Self.compilerFlags(root)
  }

  private static func compilerFlags(_ root: TOMLTable) -> [TargetFlags] {
    func flags(_ table: TOMLTable?) -> [String] {
      guard let value = table?["rustflags"] else { return [] }
      if let text = value.string { return text.split(separator: " ").map(String.init) }
      return value.array?.compactMap(\.string) ?? []
    }
    var all = [TargetFlags(target: nil, flags: flags(root["build"]?.table))]
    for entry in root["target"]?.table.map({ Array($0.entries) }) ?? [] {
      all.append(TargetFlags(target: entry.key, flags: flags(entry.value.table)))
    }
    return all.filter { !$0.flags.isEmpty }
  }

  private static func source(_ entry: TOMLEntry) -> Source? {
    guard let table = entry.value.table else { return nil }
    let places: [Place?] = [
      table["registry"]?.string.map { .registry(RedactedURL($0)) },
      table["local-registry"]?.string.map { .localRegistry($0) },
      table["directory"]?.string.map { .directory($0) },
      table["git"]?.string.map { .git(RedactedURL($0)) },
    ]
    let replacement = table["replace-with"]
    return Source(
      name: entry.key, replaceWith: replacement?.string, places: places.compactMap { $0 },
      reference: reference(table), span: replacement?.span ?? entry.keySpan)
  }

  private static func reference(_ table: TOMLTable) -> PackageSource.GitReference {
    if let branch = table["branch"]?.string { return .branch(branch) }
    if let tag = table["tag"]?.string { return .tag(tag) }
    if let revision = table["rev"]?.string { return .revision(revision) }
    return .defaultBranch
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
