import Foundation
import MoatCargo
import MoatModel
import MoatTestSupport
import Testing

/// What is built of real crates, against `cargo tree`, from a directory source.
@Suite(.tags(.oracle), .enabled(if: Cargo.isPresent)) struct `Real built oracle` {
  typealias Flags = BuiltWorkspaceGenerator.Flags

  private static let targets = [
    "x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin",
    "wasm32-unknown-unknown",
  ]

  private static func flags(_ features: [[String]]) -> [Flags] {
    var all: [Flags] = []
    for target in targets.map({ [$0] }) + [targets, [], ["host"]] {
      for names in features {
        all.append(Flags(targets: target, features: names, noDevelopment: true))
      }
      all.append(Flags(targets: target, noDefault: true))
      all.append(Flags(targets: target, all: true, noDevelopment: true))
      all.append(Flags(targets: target, all: true))
    }
    return all
  }

  /// A project that asks for as many of the crates at hand as resolve without others.
  @Test(.tags(.corpus), .enabled(if: SharedData.isPresent))
  func `a project of real crates`() async throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    var crates = try CrateFolders(unpackedTo: cargo.folder.appendingPathComponent("vendor"))
    try cargo.write([
      "cargo-home/config.toml": """
      [source.crates-io]
      replace-with = "here"
      [source.here]
      directory = "\(cargo.folder.path)/vendor"
      """, "w/src/lib.rs": "",
    ])
    crates.dropUnresolvable()
    try #require(crates.crates.count > 40)
    // Ours is no resolver of versions: what Cargo still cannot resolve goes.
    var refusal: String?
    for _ in 0..<40 {
      try cargo.write(["w/Cargo.toml": crates.manifest])
      refusal = try cargo.failure(["generate-lockfile", "--offline"], in: "w")
      guard let refusal, crates.drop(namedLastIn: refusal) else { break }
    }
    try #require(refusal == nil, "\(refusal ?? "")")
    let folder = LockedFolder(
      cargo.folder.appendingPathComponent("w").path,
      cargoHome: cargo.folder.appendingPathComponent("cargo-home").path)
    let locked = try await folder.locked()
    try #require(locked.graph.packages.count > 40)
    let metadata = folder.metadata(of: locked)
    for flags in Self.flags([[], ["f0"], ["f1", "f2"]]) {
      let outcome = try BuiltComparison(cargo, in: "w", locked, metadata, flags).difference()
      if case .some(let difference) = outcome { Issue.record("\(flags): \(difference)") }
      if case .refused = outcome { Issue.record("\(flags): refused") }
    }
    let built = try locked.built(BuildSelection(), metadata: metadata)
    #expect(built.isExact, "\(built.gaps)")
  }

  /// Workspaces of this machine with vendored sources, named in `MOAT_VENDORED_WORKSPACES` and parted
  /// by colons: a test by hand, for the large ones.
  private static let named = ProcessInfo.processInfo.environment["MOAT_VENDORED_WORKSPACES"]

  @Test(.enabled(if: named != nil, "MOAT_VENDORED_WORKSPACES names none"))
  func `workspaces of this machine`() async throws {
    let cargo = try Cargo()
    defer { cargo.remove() }
    for place in (Self.named ?? "").split(separator: ":").map(String.init) {
      let folder = LockedFolder(
        place, cargoHome: cargo.folder.appendingPathComponent("cargo-home").path)
      let locked = try await folder.locked()
      let clock = ContinuousClock()
      let start = clock.now
      let metadata = folder.metadata(of: locked)
      let read = clock.now
      let gaps = try locked.built(BuildSelection(), metadata: metadata).gaps.count
      let resolved = clock.now
      var outcomes: [String: Int] = [:]
      for flags in Self.flags([[]]) {
        switch try BuiltComparison(cargo, in: place, locked, metadata, flags).difference() {
        case .none: outcomes["equal", default: 0] += 1
        case .merged: outcomes["merged", default: 0] += 1
        case .refused: outcomes["refused", default: 0] += 1
        case .some(let difference):
          outcomes["different", default: 0] += 1
          Issue.record("\(place) \(flags): \(difference)")
        }
      }
      print(
        "\(place): \(locked.graph.packages.count) packages, \(gaps) gaps, \(outcomes), "
          + "\(read - start) to read, \(resolved - read) to resolve")
    }
  }
}

/// The crates of the collection, unpacked as a directory source.
private struct CrateFolders {
  struct Crate {
    let name: String
    let version: Version
    let metadata: PackageMetadata
  }

  private(set) var crates: [Crate] = []

  init(unpackedTo folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let archives = SharedData.folder.appendingPathComponent("crates")
    for file in try FileManager.default.contentsOfDirectory(atPath: archives.path).sorted()
    where file.hasSuffix(".crate") {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [
        "tar", "-xzf", archives.appendingPathComponent(file).path, "-C", folder.path,
      ]
      try process.run()
      process.waitUntilExit()
      let place = folder.appendingPathComponent(String(file.dropLast(6)))
      try Data("{\"files\":{},\"package\":null}".utf8).write(
        to: place.appendingPathComponent(".cargo-checksum.json"))
      let text = [UInt8](try Data(contentsOf: place.appendingPathComponent("Cargo.toml")))
      let manifest = try Manifest(parsing: SourceText(path: file, bytes: text))
      guard let package = manifest.package, let version = package.version else { continue }
      crates.append(
        Crate(
          name: package.name, version: version,
          metadata: PackageMetadata(manifest, dependencies: manifest.dependencies)))
    }
  }

  /// Drops crates that need others than are here, until none does.
  mutating func dropUnresolvable() {
    while true {
      let kept = crates.filter { crate in
        crate.metadata.dependencies.allSatisfy { dependency in
          dependency.kind == .development || dependency.isOptional
            || crates.contains {
              $0.name == dependency.name && dependency.requirement?.matches($0.version) ?? true
            }
        }
      }
      if kept.count == crates.count { return }
      crates = kept
    }
  }

  /// Drops the crate that an error of Cargo names last, which is the one the project asks for.
  mutating func drop(namedLastIn text: String) -> Bool {
    let names = text.matches(of: #/`([A-Za-z0-9_-]+) v([0-9][^` ]*)/#).map {
      (String($0.output.1), String($0.output.2))
    }
    for (name, version) in names.reversed() {
      let kept = crates.filter { $0.name != name || "\($0.version)" != version }
      if kept.count < crates.count {
        crates = kept
        return true
      }
    }
    return false
  }

  /// Every third crate is always needed, the others by a feature.
  var manifest: String {
    var lines: [String] = []
    var features = ["f0": [String](), "f1": [], "f2": []]
    for (place, crate) in crates.enumerated() {
      let isOptional = place % 3 > 0
      lines.append(
        "d\(place) = { package = \"\(crate.name)\", version = \"=\(crate.version)\""
          + (isOptional ? ", optional = true" : "")
          + (place % 5 == 0 ? ", default-features = false" : "") + " }")
      if isOptional { features["f\(place % 3)", default: []].append("\"dep:d\(place)\"") }
      if place % 4 == 0, crate.metadata.features.contains(where: { $0.name == "std" }) {
        features["f0", default: []].append("\"d\(place)\(isOptional ? "?" : "")/std\"")
      }
    }
    let table = features.sorted { $0.key < $1.key }.map {
      "\($0.key) = [\($0.value.joined(separator: ", "))]"
    }
    return """
      [package]
      name = "app"
      version = "1.0.0"
      edition = "2021"

      [dependencies]
      \(lines.joined(separator: "\n"))

      [features]
      \(table.joined(separator: "\n"))

      """
  }
}
