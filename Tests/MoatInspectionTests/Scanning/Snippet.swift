import MoatCargo
import MoatInspection
import MoatModel

/// One small package made for a test.
struct Snippet {
  static let manifest = """
    [package]
    name = "snippet"
    version = "1.0.0"
    edition = "2021"
    """

  /// Inspects a package of those files.
  static func inspection(
    _ files: [String: String], manifest: String = manifest
  ) -> PackageInspection {
    inspection(
      files.map { PackageContents.File(path: $0.key, bytes: Array($0.value.utf8)) },
      manifest: manifest)
  }

  static func inspection(
    _ files: [PackageContents.File], manifest: String = manifest
  ) -> PackageInspection {
    let all = files + [PackageContents.File(path: "Cargo.toml", bytes: Array(manifest.utf8))]
    return PackageInspector().inspect(
      PackageContents(
        identity: PackageIdentity(name: "snippet", version: "1.0.0"), origin: .folder("snippet"),
        files: all))
  }

  /// The marks of one library file; `dependencies` are names in `[dependencies]`, or whole entries.
  static func marks(_ code: String, dependencies: [String] = []) -> [Mark] {
    let entries = dependencies.map { $0.contains("=") ? $0 : "\($0) = \"1\"" }
    let manifest = Self.manifest + "\n[dependencies]\n" + entries.joined(separator: "\n")
    return inspection(["src/lib.rs": code], manifest: manifest).files.flatMap(\.marks)
  }

  /// The marks as `capability: subject`, in order.
  static func said(_ code: String, dependencies: [String] = []) -> [String] {
    marks(code, dependencies: dependencies).map { "\($0.capability.rawValue): \($0.subject)" }
  }
}
