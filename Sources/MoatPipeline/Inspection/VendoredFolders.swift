import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry
import Synchronization

/// Which folder of a vendored tree holds a crate.
///
/// Cargo goes by the manifests and not by the names of the folders
/// (https://github.com/rust-lang/cargo/blob/master/src/cargo/sources/directory.rs). The names that
/// `cargo vendor` gives are tried first; only a crate that has neither has the others' manifests read.
///
/// Each tree is looked at once, for all lockfiles of a run whose crates lie in it.
final class VendoredFolders: Sendable {
  private let files: any FileSystem
  private let names: Mutex<[String: Set<String>]> = Mutex([:])
  private let others: Mutex<[String: [PackageIdentity: String]]> = Mutex([:])

  init(files: any FileSystem) { self.files = files }

  /// The folders of a tree; none of one that cannot be listed, as the provenance rules say.
  private func names(in tree: String) -> Set<String> {
    names.withLock { known in
      if let names = known[tree] { return names }
      let names = Set((try? VendoredTree.list(tree, files: files).folders) ?? [])
      known[tree] = names
      return names
    }
  }

  /// The folder that should hold a crate, its manifest not read; nil where none has a usual name.
  func likelyFolder(of identity: PackageIdentity, in tree: String) -> String? {
    let names = names(in: tree)
    return ["\(identity.name)-\(identity.version)", identity.name].first(where: names.contains)
      .map { PathText.join(tree, $0) }
  }

  /// The absolute folder of a crate in an absolute tree; nil where the tree has no such crate.
  func folder(of identity: PackageIdentity, in tree: String) -> String? {
    let names = names(in: tree)
    for name in ["\(identity.name)-\(identity.version)", identity.name] where names.contains(name) {
      let folder = PathText.join(tree, name)
      if self.identity(in: folder) == identity { return folder }
    }
    return others.withLock { known in
      let found = known[tree] ?? readAll(tree, names)
      known[tree] = found
      return found[identity]
    }
  }

  /// Every crate whose folder has neither of the usual names.
  private func readAll(_ tree: String, _ names: Set<String>) -> [PackageIdentity: String] {
    var found: [PackageIdentity: String] = [:]
    for name in names.sorted(by: { $0.bytesPrecede($1) }) {
      let folder = PathText.join(tree, name)
      guard let identity = identity(in: folder), found[identity] == nil,
        name != identity.name, name != "\(identity.name)-\(identity.version)"
      else { continue }
      found[identity] = folder
    }
    return found
  }

  private func identity(in folder: String) -> PackageIdentity? {
    do throws(FileFailure) {
      let bytes = try files.read(
        PathText.join(folder, "Cargo.toml"), limit: InputLimit.manifest)
      return PackageManifest.identity(of: bytes).value
    } catch {
      return nil
    }
  }
}
