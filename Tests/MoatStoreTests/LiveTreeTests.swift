import Foundation
import Glibc
import MoatStore
import Testing

@Suite struct `live trees` {
  private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-tree-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false)
    defer { try? LiveStoreFiles().removeFolder(folder) }
    try body(folder)
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func write(
    _ text: String, to path: String, permissions: TreeWriter.Permissions = .writable
  ) throws {
    let writer = try TreeWriter(
      path, isReplacing: true, permissions: permissions, using: LiveStoreFiles())
    try writer.addFile("a/b/file", Array(text.utf8))
    try writer.addFile("run", [], isExecutable: true)
    try writer.addFolder("empty")
    #expect(try writer.commit() == nil)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func `writes, and replaces`() throws {
    try inTemporaryFolder { folder in
      try write("one", to: "\(folder)/vendor")
      try write("two", to: "\(folder)/vendor")
      #expect(try text("\(folder)/vendor/a/b/file") == "two")
      #expect(
        try names(folder) == [
          "vendor", "vendor/a", "vendor/a/b", "vendor/a/b/file", "vendor/empty", "vendor/run",
        ])
      for (path, expected) in [
        ("vendor", 0o755), ("vendor/a", 0o755), ("vendor/a/b/file", 0o644), ("vendor/run", 0o755),
      ] {
        #expect(try mode("\(folder)/\(path)") == expected, "\(path)")
      }
    }
  }

  @Test func `writes a tree that cannot be written, and replaces that too`() throws {
    try inTemporaryFolder { folder in
      for text in ["one", "two"] {
        try write(text, to: "\(folder)/crate", permissions: .readOnly)
      }
      #expect(try text("\(folder)/crate/a/b/file") == "two")
      #expect(try mode("\(folder)/crate/a/b") == 0o555)
      #expect(try mode("\(folder)/crate/a/b/file") == 0o444)
      #expect(try names(folder).filter { $0.contains("moat") } == [])
    }
  }

  @Test func `one writer at a time`() throws {
    try inTemporaryFolder { folder in
      let first = try TreeWriter(
        "\(folder)/vendor", isReplacing: true, using: LiveStoreFiles())
      #expect(throws: StoreFailure.busy) {
        try TreeWriter("\(folder)/vendor", isReplacing: true, using: LiveStoreFiles())
      }
      first.abandon()
      try write("one", to: "\(folder)/vendor")
    }
  }

  @Test func `removes links, and never what they lead to`() throws {
    try inTemporaryFolder { folder in
      try write("kept", to: "\(folder)/outside")
      try write("one", to: "\(folder)/vendor")
      symlink("\(folder)/outside", "\(folder)/vendor/a/link")
      symlink("nowhere", "\(folder)/vendor/dangling")
      // A name that is not UTF-8.
      close(open("\(folder)/vendor/", O_RDONLY))
      var name = Array("\(folder)/vendor/".utf8CString.dropLast())
      name += [CChar(bitPattern: 0xFF), 0]
      close(open(name, O_CREAT | O_WRONLY, 0o600))
      try write("two", to: "\(folder)/vendor")
      #expect(try text("\(folder)/outside/a/b/file") == "kept")
      #expect(try text("\(folder)/vendor/a/b/file") == "two")
      #expect(try names(folder).filter { $0.contains("moat") } == [])
    }
  }

  @Test func `refuses a link in its place, and keeps both`() throws {
    try inTemporaryFolder { folder in
      try write("kept", to: "\(folder)/outside")
      symlink("outside", "\(folder)/vendor")
      #expect(throws: StoreFailure.symbolicLink) {
        try TreeWriter("\(folder)/vendor", isReplacing: true, using: LiveStoreFiles())
      }
      #expect(try text("\(folder)/vendor/a/b/file") == "kept")
    }
  }

  @Test func `places only where nothing is, and swaps folders`() throws {
    try inTemporaryFolder { folder in
      let files = LiveStoreFiles()
      try write("one", to: "\(folder)/one")
      try write("two", to: "\(folder)/two")
      #expect(try !files.place("\(folder)/one", at: "\(folder)/two"))
      #expect(try files.exchange("\(folder)/one", "\(folder)/two"))
      #expect(try text("\(folder)/one/a/b/file") == "two")
      #expect(try files.place("\(folder)/one", at: "\(folder)/three"))
      #expect(try files.target("\(folder)/one") == .nothing)
    }
  }
}
