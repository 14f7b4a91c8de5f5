import MoatCargo
import MoatInspection
import MoatModel
import MoatSyntax

/// Which package some files are of, by their manifest.
enum PackageManifest {
  /// That among files that were read.
  static func manifest(of files: [PackageContents.File]) -> ContentsManifest {
    ContentsManifest(files.first { $0.path == "Cargo.toml" })
  }

  /// Of files that were read.
  static func identity(of files: [PackageContents.File]) -> Evidence<PackageIdentity> {
    identity(of: manifest(of: files))
  }

  static func identity(of manifest: ContentsManifest) -> Evidence<PackageIdentity> {
    switch manifest {
    case .missing: .unavailable("there is no `Cargo.toml` in it")
    case .notTOML(let error): .unavailable("its `Cargo.toml` is refused: \(error.message)")
    case .document(let document, _): identity(of: document)
    }
  }

  /// Of a manifest.
  static func identity(of manifest: [UInt8]) -> Evidence<PackageIdentity> {
    do throws(TOMLError) {
      return identity(
        of: try TOMLDocument(parsing: SourceText(path: "Cargo.toml", bytes: manifest)))
    } catch {
      return .unavailable("its `Cargo.toml` is refused: \(error.message)")
    }
  }

  /// A version that is inherited from a workspace, or absent, is `0.0.0`.
  private static func identity(of document: TOMLDocument) -> Evidence<PackageIdentity> {
    let package = document.root["package"]?.table ?? document.root["project"]?.table
    guard let name = package?["name"]?.string else {
      return .unavailable("its `Cargo.toml` names no package")
    }
    return .known(PackageIdentity(name: name, version: package?["version"]?.string ?? "0.0.0"))
  }

  /// What the manifest of a package asks for, everything that other platforms need included.
  static func dependencies(of manifest: ContentsManifest) -> Evidence<[DeclaredDependency]> {
    switch manifest {
    case .missing: return .unavailable("there is no `Cargo.toml` in it")
    case .notTOML(let error):
      return .unavailable("its `Cargo.toml` is refused: \(error.message)")
    case .document(_, .failure(let error)):
      return .unavailable("its `Cargo.toml` is refused: \(error.message)")
    case .document(_, .success(let manifest)):
      return .known(
        manifest.dependencies.map {
          DeclaredDependency(name: $0.name, kind: $0.kind, isOptional: $0.isOptional)
        })
    }
  }
}
