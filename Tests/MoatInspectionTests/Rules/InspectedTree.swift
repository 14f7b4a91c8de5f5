import Foundation
import MoatCargo
import MoatFindings
import MoatInspection
import MoatModel
import MoatTestSupport

/// A package made of files, inspected as the pipeline would.
enum InspectedTree {
  static let lockfile = Label("Cargo.lock")

  /// - Parameter files: paths and texts; `Cargo.toml` is made up where it is not among them.
  static func package(
    _ name: String, _ version: String = "1.0.0", _ files: [(String, String)],
    context: PackageContext = .normal
  ) -> InspectedPackage {
    package(name, version, files.map { ($0.0, Array($0.1.utf8)) }, context: context)
  }

  static func package(
    _ name: String, _ version: String, _ files: [(String, [UInt8])],
    context: PackageContext = .normal
  ) -> InspectedPackage {
    var files = files
    if !files.contains(where: { $0.0 == "Cargo.toml" }) {
      let manifest = "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\nedition = \"2021\"\n"
      files.append(("Cargo.toml", Array(manifest.utf8)))
    }
    let identity = PackageIdentity(name: name, version: version)
    let contents = PackageContents(
      identity: identity, origin: .folder(name),
      files: files.map { PackageContents.File(path: $0.0, bytes: $0.1) })
    return package(contents, context: context)
  }

  static func package(
    _ contents: PackageContents, context: PackageContext = .normal
  ) -> InspectedPackage {
    InspectedPackage(
      identity: contents.identity, context: context, reach: .shipped, label: lockfile,
      inspection: .known(PackageInspector().inspect(contents)),
      dependencies: dependencies(of: contents))
  }

  private static func dependencies(
    of contents: PackageContents
  ) -> Evidence<[DeclaredDependency]> {
    guard let file = contents["Cargo.toml"],
      let manifest = try? Manifest(parsing: SourceText(path: "Cargo.toml", bytes: file.bytes))
    else { return .unavailable("no manifest") }
    return .known(
      manifest.dependencies.map {
        DeclaredDependency(name: $0.name, kind: $0.kind, isOptional: $0.isOptional)
      })
  }

  /// Every finding of every rule about the packages.
  static func findings(
    in packages: [InspectedPackage], updates: [PackageUpdate]? = nil,
    acceptance: BuildAcceptance = BuildAcceptance()
  ) -> [Finding] {
    let facts = InspectionFacts(
      packages: packages, lockfile: lockfile, updates: updates, acceptance: acceptance)
    return InspectionRules.all.flatMap { $0.init().findings(in: facts) }
  }

  /// The files below a folder, with paths relative to it.
  static func files(below folder: URL) throws -> [(String, [UInt8])] {
    guard let walk = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    var files: [(String, [UInt8])] = []
    for case let path as String in walk {
      let url = folder.appendingPathComponent(path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      files.append((path, [UInt8](try Data(contentsOf: url))))
    }
    return files.sorted { $0.0 < $1.0 }
  }
}
