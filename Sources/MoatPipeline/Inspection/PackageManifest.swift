import MoatCargo
import MoatInspection
import MoatModel
import MoatSyntax

/// Which package some files are of, by their manifest.
enum PackageManifest {
  /// Of files that were read.
  static func identity(of files: [PackageContents.File]) -> Evidence<PackageIdentity> {
    guard let manifest = files.first(where: { $0.path == "Cargo.toml" }) else {
      return .unavailable("there is no `Cargo.toml` in it")
    }
    return identity(of: manifest.bytes)
  }

  /// Of a manifest. A version that is inherited from a workspace, or absent, is `0.0.0`.
  static func identity(of manifest: [UInt8]) -> Evidence<PackageIdentity> {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: SourceText(path: "Cargo.toml", bytes: manifest))
    } catch {
      return .unavailable("its `Cargo.toml` is refused: \(error.message)")
    }
    let package = document.root["package"]?.table ?? document.root["project"]?.table
    guard let name = package?["name"]?.string else {
      return .unavailable("its `Cargo.toml` names no package")
    }
    return .known(PackageIdentity(name: name, version: package?["version"]?.string ?? "0.0.0"))
  }

  /// What the manifest of a package asks for, everything that other platforms need included.
  static func dependencies(of contents: PackageContents) -> Evidence<[DeclaredDependency]> {
    guard let manifest = contents["Cargo.toml"] else {
      return .unavailable("there is no `Cargo.toml` in it")
    }
    do throws(DocumentError) {
      let parsed = try Manifest(parsing: SourceText(path: "Cargo.toml", bytes: manifest.bytes))
      return .known(
        parsed.dependencies.map {
          DeclaredDependency(name: $0.name, kind: $0.kind, isOptional: $0.isOptional)
        })
    } catch {
      return .unavailable("its `Cargo.toml` is refused: \(error.message)")
    }
  }
}
