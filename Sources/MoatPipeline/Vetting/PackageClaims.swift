import MoatCargo
import MoatModel
import MoatSyntax

/// What a package says of itself in its manifest: its description, and where its source is kept.
///
/// Both are for anybody to write.
struct PackageClaims: Hashable {
  var description: String?
  var repository: String?

  init() {}

  /// Of a published manifest, or of one whose workspace is known.
  ///
  /// - Parameter root: the manifest of the workspace, from which both may be inherited.
  init(_ manifest: SourceText, workspace root: SourceText? = nil) {
    guard let package = Self.document(manifest)?["package"]?.table else { return }
    func value(_ key: String) -> String? {
      switch package[key] {
      case nil: nil
      case let found? where found.table == nil: found.string
      default:
        // The table is `{ workspace = true }`: Cargo takes no other.
        root.flatMap(Self.document)?["workspace"]?.table?["package"]?.table?[key]?.string
      }
    }
    description = value("description")
    repository = value("repository")
  }

  /// Of a locked package that is not from crates.io, as far as it can be known without asking: of one
  /// from git, whose manifest is not read, where it comes from.
  init(of index: Int, in locked: LockedWorkspace) {
    self.init()
    if case .git(let url, _, _) = locked.graph.packages[index].source?.kind {
      repository = url.description
    } else if let local = locked.manifests[index] {
      self = PackageClaims(
        local.manifest.source, workspace: locked.workspace.rootManifest?.source)
    }
  }

  /// Nothing of a manifest that is no TOML: whoever read it before has said so.
  private static func document(_ text: SourceText) -> TOMLTable? {
    do throws(TOMLError) { return try TOMLDocument(parsing: text).root } catch { return nil }
  }
}
