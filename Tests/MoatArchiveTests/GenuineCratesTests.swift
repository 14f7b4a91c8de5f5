import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

/// Real crates, as crates.io has them.
@Suite(.enabled(if: SharedData.isPresent)) struct `Genuine crates` {
  private static let folder = SharedData.folder.appendingPathComponent("crates")

  /// Name and digest of every crate there is.
  private static let recorded: [(file: String, digest: String)] = {
    let sums = try? String(contentsOf: folder.appendingPathComponent("SHA256SUMS"), encoding: .utf8)
    return (sums ?? "").split(separator: "\n").map { line in
      let parts = line.split(separator: " ", omittingEmptySubsequences: true)
      return (String(parts[1]), String(parts[0]))
    }
  }()

  /// `name-1.2.3.crate`: the version starts after the first hyphen that a digit and a dot follow.
  private static func identity(_ file: String) throws -> PackageIdentity {
    let stem = String(file.dropLast(".crate".count))
    let match = try #require(stem.firstMatch(of: #/^(.+?)-(\d+\.\d+\.\d+.*)$/#))
    return PackageIdentity(name: String(match.1), version: String(match.2))
  }

  private static func archive(_ file: String, _ digest: String) throws -> VerifiedArchive {
    let data = try Data(contentsOf: folder.appendingPathComponent(file))
    return try VerifiedArchive(
      [UInt8](data), of: identity(file), expecting: SHA256Digest(parsing: digest))
  }

  @Test func `verify and are read to the end`() throws {
    #expect(Self.recorded.count == 248)
    var files = 0
    for (file, digest) in Self.recorded {
      let archive = try Self.archive(file, digest)
      do {
        let listed = try archive.files()
        #expect(listed.contains { $0.path == "Cargo.toml" }, "\(file)")
        files += listed.count
      } catch {
        Issue.record("\(file): \(error.message)")
      }
    }
    print("read \(files) files of \(Self.recorded.count) crates")
  }

  /// Against the system's tar, for a few of each kind: long names, executables, many files.
  @Test(arguments: [
    "adler2-2.0.1", "clap-4.5.54", "borsh-1.5.7", "camino-1.2.2", "elliptic-curve-0.13.8",
    "dbus-0.9.9",
  ])
  func `hold what tar finds in them`(stem: String) throws {
    let file = "\(stem).crate"
    let digest = try #require(Self.recorded.first { $0.file == file }).digest
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-tar-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = [
      "tar", "-xzf", Self.folder.appendingPathComponent(file).path, "-C", folder.path,
    ]
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)

    let root = folder.appendingPathComponent(stem)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    var expected: [String: SHA256Digest] = [:]
    for path in paths {
      let url = root.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { expected[path] = try SHA256Hasher.digest(of: Data(contentsOf: url)) }
    }
    let files = try Self.archive(file, digest).files()
    #expect(files.count == expected.count)
    #expect(Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.digest) }) == expected)
  }
}
