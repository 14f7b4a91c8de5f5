import Foundation
import MoatCommands
import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import MoatVetting
import Testing

/// The real cargo-vet on real stores: verdicts and files, on one graph.
///
/// cargo-vet asks cargo for the graph; a script that prints it takes cargo's place, so that neither
/// sources nor a network are needed.
@Suite(
  .waits, .tags(.corpus, .oracle),
  .enabled(if: SharedData.isPresent && CargoVet.tool != nil))
struct `Beside cargo-vet` {
  private static let projects = [
    "Ortham__esplugin", "Ortham__libloadorder", "divviup__libprio-rs", "mozilla__cargo-vet",
    "mozilla__firefox-esr-140", "mozilla__glean", "zcash__librustzcash",
  ]

  @Test(arguments: projects)
  func `gives the same verdict`(_ project: String) async throws {
    for flags in [
      [], ["--filter-graph", "exclude(is_dev_only(true))"],
      ["--filter-graph", "exclude(not(any(is_root(true), name(serde), name(memchr))))"],
    ] {
      let both = try await CargoVet(project)
      defer { both.remove() }
      let theirs = try both.theirs(["--output-format", "json"] + flags)
      let ours = await both.ours(
        ["check", "--locked", "--like-cargo-vet", "--format", "cargo-vet-json"] + flags)
      #expect((theirs.status == 0) == (ours.status == 0), "\(theirs.error)\n\(ours.error)")
      let (one, two) = (try Self.json(theirs.output), try Self.json(ours.output))
      #expect(one == two, "\(project) \(flags)")
    }
  }

  @Test(arguments: projects)
  func `writes the same files`(_ project: String) async throws {
    for arguments in [
      ["fmt"], ["prune"], ["regenerate", "exemptions"], ["renew", "--expiring"],
      [
        "add-exemption", "serde", "1.0.0", "--force", "--criteria", "safe-to-run", "--notes",
        #"a "b" \"#,
      ],
      [
        "record-violation", "serde", "<1", "--force", "--criteria", "safe-to-run", "--who",
        "A <a@b>",
      ],
      [
        "certify", "serde", "1.0.0", "1.0.1", "--force", "--accept-all", "--criteria",
        "safe-to-deploy", "--who", "A <a@b>",
      ],
    ] {
      let (one, two) = (try await CargoVet(project), try await CargoVet(project))
      defer {
        one.remove()
        two.remove()
      }
      let now = ["--current-time", "2026-11-21T12:00:00Z"]
      let theirs = try one.theirs(arguments + now)
      let ours = await two.ours(arguments + now)
      #expect(theirs.status == 0 && ours.status == 0, "\(theirs.error)\n\(ours.error)")
      let (written, expected) = (try two.store(), try one.store())
      #expect(written == expected, "\(project): \(arguments)")
    }
  }

  @Test(arguments: projects)
  func `makes the same store`(_ project: String) async throws {
    let (one, two) = (try await CargoVet(project), try await CargoVet(project))
    defer {
      one.remove()
      two.remove()
    }
    try one.removeStore()
    try two.removeStore()
    let theirs = try one.theirs(["init"])
    let ours = await two.ours(["init"])
    #expect(theirs.status == 0 && ours.status == 0, "\(theirs.error)\n\(ours.error)")
    let (written, expected) = (try two.store(), try one.store())
    #expect(written == expected)
  }

  private static func json(_ text: String) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
  }
}

/// A copy of a real project's store with a graph, for both programs.
private struct CargoVet {
  static let tool = Tool(named: "cargo-vet")

  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("moat-vet-oracle-\(UInt64.random(in: 0 ... .max))")

  typealias Outcome = (status: Int32, output: String, error: String)

  init(_ project: String) async throws {
    let source = SharedData.folder.appendingPathComponent("projects/\(project)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = ["config.toml", "audits.toml", "imports.lock"]
    for file in files {
      let data = try Data(contentsOf: source.appendingPathComponent("supply-chain/\(file)"))
      try write("supply-chain/\(file)", data)
    }
    let machine = LiveMachine(variables: [:], currentDirectory: source.path)
    let graph = try await VetProject.read(
      VetProject.Request(today: TestHost.now.day), on: machine.host
    ).graph
    try write("metadata.json", try Self.metadata(graph, below: folder.path))
    try write("cargo", Data("#!/bin/sh\ncat '\(folder.path)/metadata.json'\n".utf8))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.appendingPathComponent("cargo").path)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func removeStore() throws {
    try FileManager.default.removeItem(at: folder.appendingPathComponent("supply-chain"))
  }

  private func write(_ path: String, _ data: Data) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func store() throws -> [String] {
    try ["config.toml", "audits.toml", "imports.lock"].map {
      try String(
        contentsOf: folder.appendingPathComponent("supply-chain/\($0)"), encoding: .utf8)
    }
  }

  func theirs(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    let (output, error) = (
      folder.appendingPathComponent("out"), folder.appendingPathComponent("err")
    )
    for file in [output, error] { try Data().write(to: file) }
    process.executableURL = URL(fileURLWithPath: try #require(Self.tool).path)
    process.arguments = ["vet"] + arguments + ["--locked", "--frozen"]
    process.currentDirectoryURL = folder
    process.environment = [
      "CARGO": folder.appendingPathComponent("cargo").path, "HOME": folder.path,
      "XDG_CACHE_HOME": folder.appendingPathComponent("cache").path,
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOf: output, encoding: .utf8),
      try String(contentsOf: error, encoding: .utf8)
    )
  }

  func ours(_ arguments: [String]) async -> Outcome {
    let machine = LiveMachine(
      variables: ["HOME": folder.path, "MOAT_OFFLINE": "1"], currentDirectory: folder.path)
    let status = await Moat.run(
      ["vet"] + arguments + ["--metadata", "metadata.json", "--store-path", "supply-chain"],
      in: machine.host)
    return (status, machine.standardOutput, machine.standardError)
  }

  /// What `cargo metadata` prints of a graph, as far as cargo-vet wants it.
  private static func metadata(_ graph: VetGraph, below root: String) throws -> Data {
    let ids = graph.packages.map { package -> (id: String, source: String?) in
      let source: String? =
        package.isCratesIO
        ? "registry+https://github.com/rust-lang/crates.io-index"
        : package.version.gitRevision.map { "git+https://example.org/\(package.name)#\($0)" }
      let place = source ?? "path+file://\(root)/\(package.name)"
      return ("\(place)#\(package.name)@\(package.version.semver)", source)
    }
    var packages: [[String: Any]] = []
    var nodes: [[String: Any]] = []
    for (package, (id, source)) in zip(graph.packages, ids) {
      packages.append([
        "name": package.name, "version": "\(package.version.semver)", "id": id,
        "source": source ?? NSNull(), "dependencies": [Any](), "targets": [Any](),
        "features": [String: Any](), "edition": "2021",
        "manifest_path": "\(root)/\(package.name)/Cargo.toml",
      ])
      var kinds: [Int: [Any]] = [:]
      for place in package.normalDependencies { kinds[place, default: []].append(NSNull()) }
      for place in package.buildDependencies { kinds[place, default: []].append("build") }
      for place in package.devDependencies { kinds[place, default: []].append("dev") }
      nodes.append([
        "id": id, "dependencies": kinds.keys.map { ids[$0].id }, "features": [Any](),
        "deps": kinds.map { place, kinds in
          [
            "name": graph.packages[place].name.replacing("-", with: "_"), "pkg": ids[place].id,
            "dep_kinds": kinds.map { ["kind": $0, "target": NSNull()] },
          ] as [String: Any]
        },
      ])
    }
    let members = zip(graph.packages, ids).filter { $0.0.isWorkspaceMember }.map(\.1.id)
    return try JSONSerialization.data(withJSONObject: [
      "packages": packages, "workspace_members": members, "workspace_root": root,
      "target_directory": root + "/target", "version": 1,
      "resolve": ["nodes": nodes, "root": NSNull()] as [String: Any],
    ])
  }
}
