import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

/// Real crates, as crates.io has them.
@Suite(.enabled(if: SharedData.isPresent)) struct `Genuine crates` {
  @Test func `verify and are read to the end`() throws {
    let crates = SharedCrates.all
    #expect(crates.count == 248)
    var files = 0
    for crate in crates {
      let archive = try crate.archive()
      do {
        let listed = try archive.files()
        #expect(listed.contains { $0.path == "Cargo.toml" }, "\(crate.identity)")
        files += listed.count
      } catch {
        Issue.record("\(crate.identity): \(error.message)")
      }
    }
    print("read \(files) files of \(crates.count) crates")
  }

  /// Against the system's tar, for a few of each kind: long names, executables, many files.
  @Test(arguments: [
    "adler2-2.0.1", "clap-4.5.54", "borsh-1.5.7", "camino-1.2.2", "elliptic-curve-0.13.8",
    "dbus-0.9.9",
  ])
  func `hold what tar finds in them`(stem: String) throws {
    let crate = try #require(
      SharedCrates.all.first { $0.file.lastPathComponent == "\(stem).crate" })
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-tar-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = [
      "tar", "-xzf", crate.file.path, "-C", folder.path,
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
    let files = try crate.archive().files()
    #expect(files.count == expected.count)
    #expect(Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.digest) }) == expected)
  }
}
