import Foundation
import MoatCommands
import MoatTestSupport
import Testing

/// The diff of real and of odd trees, given to the real programs.
@Suite struct `Diff with git and other programs` {
  private static func path(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  private static let arePresent: Bool = {
    let missing = ["git", "tar", "diff", "cp"].filter { path($0) == nil }
    if !missing.isEmpty { print("skipped: \(missing.joined(separator: ", ")) is not in PATH") }
    return missing.isEmpty
  }()

  private struct Failure: Error { let message: String }

  private func run(_ name: String, _ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path(name)))
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": folder.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(message: "\(name): \(String(decoding: output.prefix(2_000), as: UTF8.self))")
    }
  }

  private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-diff-oracle-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// Applies the patch from one folder to the other, and compares.
  private func checkPatch(_ sides: [String], old: String, new: String, in folder: URL) async throws
  {
    let machine = LiveMachine(variables: ["HOME": folder.path], currentDirectory: folder.path)
    let status = await Moat.run(
      ["diff"] + sides + ["--format", "patch", "--output", "p.patch", "--offline"], in: machine.host
    )
    #expect(status == 0, "\(machine.standardError)")
    let tree = folder.appendingPathComponent(old)
    try run("git", ["apply", "--whitespace=nowarn", "../p.patch"], in: tree)
    try run("diff", ["-r", old, new], in: folder)
  }

  @Test(
    .enabled(if: SharedData.isPresent && arePresent),
    arguments: [
      ("clap_builder", "4.5.54", "4.5.56"), ("annotate-snippets", "0.11.5", "0.12.11"),
      ("tracing-tree", "0.3.1", "0.4.0"), ("heck", "0.4.1", "0.5.0"),
      ("toml_edit", "0.19.15", "0.22.27"),
    ])
  func `git applies the patch, and has the new version`(
    name: String, old: String, new: String
  ) async throws {
    try await withFolder { folder in
      let crates = SharedData.folder.appendingPathComponent("crates")
      let archives = [old, new].map { crates.appendingPathComponent("\(name)-\($0).crate").path }
      for archive in archives { try run("tar", ["xzf", archive], in: folder) }
      try await checkPatch(archives, old: "\(name)-\(old)", new: "\(name)-\(new)", in: folder)
    }
  }

  @Test(.enabled(if: arePresent))
  func `git applies patches with odd names, binaries, modes and renames`() async throws {
    try await withFolder { folder in
      let manifest = Data("[package]\nname = \"a\"\nversion = \"1.0.0\"\n".utf8)
      let text = Data((0..<30).map { "line \($0)\n" }.joined().utf8)
      let binary = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) })
      let old: [String: Data] = [
        "Cargo.toml": manifest, "with space.txt": text, "t\tab": text, "\"quote\".c": text,
        "é/ü.rs": text, "gone": text, "empty": Data(), "image.bin": binary,
        "no-end": Data("a".utf8),
        "dir/renamed one.rs": Data((0..<40).map { "let a\($0) = \($0);\n" }.joined().utf8),
        "back\\slash": Data("\r\n\r".utf8), "binary gone": Data([0, 1, 2]),
      ]
      let new: [String: Data] = [
        "Cargo.toml": manifest + Data("# x\n".utf8), "with space.txt": text + Data("x".utf8),
        "t\tab": Data("y\n".utf8) + text, "\"quote\".c": text.dropLast(), "é/ü.rs": Data(),
        "empty": Data("\0".utf8), "image.bin": Data(binary.reversed()), "no-end": Data("a\n".utf8),
        "other/renamed two.rs": Data((0..<41).map { "let a\($0) = \($0);\n" }.joined().utf8),
        "back\\slash": Data("\n\r\n".utf8), "line\nfeed": text + text, "fresh.bin": Data([0, 255]),
        "nul.rs": Data("// \0\n".utf8), "--- a": Data("+++ b\n--- c\n".utf8),
      ]
      for (name, files) in [("old", old), ("new", new)] {
        for (path, bytes) in files {
          let file = folder.appendingPathComponent(name).appendingPathComponent(path)
          try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
          try bytes.write(to: file)
        }
      }
      let program = folder.appendingPathComponent("new/no-end").path
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      try await checkPatch(["old", "new"], old: "old", new: "new", in: folder)
      #expect(
        FileManager.default.isExecutableFile(
          atPath: folder.appendingPathComponent("old/no-end").path))
    }
  }

  @Test(.enabled(if: arePresent))
  func `a tool gets two folders that it cannot write, without active names`() async throws {
    try await withFolder { folder in
      for (name, text) in [("old", "a\n"), ("new", "b\n")] {
        let source = folder.appendingPathComponent("\(name)/.vscode")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        try Data("{}".utf8).write(to: source.appendingPathComponent("tasks.json"))
        try Data(text.utf8).write(to: folder.appendingPathComponent("\(name)/lib.rs"))
        try Data("[package]\nname = \"a\"\nversion = \"1.0.0-\(name)\"\n".utf8)
          .write(to: folder.appendingPathComponent("\(name)/Cargo.toml"))
      }
      let taken = folder.appendingPathComponent("taken")
      let temporary = folder.appendingPathComponent("tmp")
      for place in [taken, temporary] {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      }
      let machine = LiveMachine(
        variables: [
          "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "TMPDIR": temporary.path,
        ], currentDirectory: folder.path)
      let status = await Moat.run(
        ["diff", "old", "new", "--tool", "cp -r -p -t \(taken.path)"], in: machine.host)
      #expect(status == 0, "\(machine.standardError)")
      var found: [String] = []
      let walk = FileManager.default.enumerator(atPath: taken.path)
      while let path = walk?.nextObject() as? String { found.append(path) }
      #expect(
        found.sorted() == [
          "new-1.0.0-new", "new-1.0.0-new/.vscode.inert", "new-1.0.0-new/.vscode.inert/tasks.json",
          "new-1.0.0-new/Cargo.toml.inert", "new-1.0.0-new/lib.rs", "old-1.0.0-old",
          "old-1.0.0-old/.vscode.inert", "old-1.0.0-old/.vscode.inert/tasks.json",
          "old-1.0.0-old/Cargo.toml.inert", "old-1.0.0-old/lib.rs",
        ])
      let file = taken.appendingPathComponent("old-1.0.0-old/lib.rs").path
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o444)
      // Nothing is left of them.
      #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
      try run("chmod", ["-R", "u+w", taken.path], in: folder)
    }
  }
}
