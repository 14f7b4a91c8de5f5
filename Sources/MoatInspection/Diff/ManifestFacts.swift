package import MoatCargo
import MoatModel
import MoatSyntax

/// What a package's `Cargo.toml` says that a reader of an update asks for.
package struct ManifestFacts: Sendable {
  package let manifest: Manifest
  package let authors: [String]
  package let repository: String?
  package let license: String?
  package let licenseFile: String?
  package let edition: String?
  package let rustVersion: String?
  package let links: String?
  /// The build scripts by path, also one that is there without being named.
  package let buildScripts: Set<String>
  package let isProcMacro: Bool
  /// `[lib] crate-type`; empty where the manifest says nothing.
  package let crateTypes: [String]
  /// Names of programs, also of those found by their place.
  package let binaries: Set<String>

  /// - Throws: a phrase that says why there is no manifest to be read.
  package init(of contents: PackageContents) throws(Unreadable) {
    try self.init(file: contents["Cargo.toml"], in: contents)
  }

  /// Why a manifest tells nothing.
  package struct Unreadable: Error, Hashable { package let reason: String }

  /// - Parameter file: the manifest itself, or the one it was made from.
  init(file: PackageContents.File?, in contents: PackageContents) throws(Unreadable) {
    guard let file else { throw Unreadable(reason: "there is no `Cargo.toml`") }
    guard file.isWhole else { throw Unreadable(reason: "`\(file.path)` is too large") }
    let source = SourceText(path: file.path, bytes: file.bytes)
    let root: TOMLTable
    do throws(DocumentError) { manifest = try Manifest(parsing: source) } catch {
      throw Unreadable(reason: "`\(file.path)` is refused: \(error.message)")
    }
    do throws(TOMLError) { root = try TOMLDocument(parsing: source).root } catch {
      throw Unreadable(reason: "`\(file.path)` is refused: \(error.message)")
    }
    let package = root["package"]?.table ?? root["project"]?.table
    authors = Self.strings(package?["authors"])
    repository = package?["repository"]?.string
    license = package?["license"]?.string
    licenseFile = package?["license-file"]?.string
    edition = package?["edition"]?.string
    rustVersion = package?["rust-version"]?.string
    links = package?["links"]?.string
    isProcMacro = manifest.isProcMacro
    let library = root["lib"]?.table
    crateTypes = Self.strings(library?["crate-type"] ?? library?["crate_type"])
    binaries = Self.binaries(root, package, contents)
    buildScripts = Self.buildScripts(source, manifest, contents)
  }

  private static func strings(_ value: TOMLValue?) -> [String] {
    (value?.array).map { $0.compactMap(\.string) } ?? []
  }

  private static func buildScripts(
    _ source: SourceText, _ manifest: Manifest, _ contents: PackageContents
  ) -> Set<String> {
    guard manifest.package?.hasBuildScript != false else { return [] }
    let named = Manifest.buildScripts(of: source)
    if !named.isEmpty { return named }
    return contents["build.rs"] == nil ? [] : ["build.rs"]
  }

  private static func binaries(
    _ root: TOMLTable, _ package: TOMLTable?, _ contents: PackageContents
  ) -> Set<String> {
    var names = Set((root["bin"]?.array).map { $0.compactMap { $0.table?["name"]?.string } } ?? [])
    guard package?["autobins"]?.boolean != false else { return names }
    if contents["src/main.rs"] != nil, let name = package?["name"]?.string { names.insert(name) }
    for file in contents.files where file.path.hasPrefix("src/bin/") {
      let rest = file.path.dropFirst("src/bin/".count)
      if rest.hasSuffix(".rs"), !rest.contains("/") {
        names.insert(String(rest.dropLast(3)))
      } else if rest.hasSuffix("/main.rs") {
        names.insert(String(rest.prefix { $0 != "/" }))
      }
    }
    return names
  }
}
