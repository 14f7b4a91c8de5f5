import Glibc
import MoatStore
import Testing

@Suite struct `atomic file` {
  private static let path = "a/moat.toml"

  private func write(_ text: String, _ files: InMemoryStoreFiles) throws(StoreFailure) {
    try AtomicFile.write(Array(text.utf8), to: Self.path, using: files)
  }

  @Test func `replaces a file and leaves nothing beside it`() throws {
    let files = InMemoryStoreFiles([Self.path: "old"])
    try write("new", files)
    #expect(files.visible == [Self.path: "new"])
    #expect(files.afterCrash == [[Self.path: "new"], [Self.path: "new"]])
    #expect(files.openHandleCount == 0)
  }

  @Test(arguments: [["a/moat.toml": "old"], [:]], [InMemoryStoreFiles.Fault.failure, .crash])
  func `is whole whichever operation fails`(
    before: [String: String], fault: InMemoryStoreFiles.Fault
  ) throws {
    let rehearsal = InMemoryStoreFiles(before)
    try write("new", rehearsal)
    try #require(rehearsal.operationCount == 8)
    for operation in 0..<rehearsal.operationCount {
      let files = InMemoryStoreFiles(before, failingAt: operation, with: fault)
      #expect(throws: StoreFailure.self) { try write("new", files) }
      let allowed: [String?] = [before[Self.path], "new"]
      #expect(allowed.contains(files.visible[Self.path]))
      for disk in files.afterCrash { #expect(allowed.contains(disk[Self.path])) }
      #expect(files.openHandleCount == 0)
      if fault == .failure {
        #expect(files.visible.keys.allSatisfy { $0 == Self.path }, "operation \(operation)")
      }
    }
  }

  @Test func `refuses a symbolic link`() {
    let files = InMemoryStoreFiles(links: [Self.path])
    #expect(throws: StoreFailure.symbolicLink) { try write("new", files) }
    #expect(files.visible.isEmpty)
  }

  @Test func `steps over the leftovers of a crash`() throws {
    let files = InMemoryStoreFiles(
      ["a/.moat.toml.moat-0.tmp": "half"], links: ["a/.moat.toml.moat-1.tmp"])
    try write("new", files)
    #expect(files.visible == ["a/.moat.toml.moat-0.tmp": "half", Self.path: "new"])
  }

  @Test func `keeps the mode of the old file, or takes the one asked for`() throws {
    let files = InMemoryStoreFiles([Self.path: "old"])
    try AtomicFile.write([], to: Self.path, mode: 0o600, using: files)
    #expect(files.mode(of: Self.path) == 0o600)
    try write("new", files)
    #expect(files.mode(of: Self.path) == 0o600)
  }

  @Test(arguments: ["", "a/", "..", "a/.", "a\0b"])
  func `refuses as a path`(path: String) {
    #expect(throws: StoreFailure.invalidPath) {
      try AtomicFile.write([], to: path, using: InMemoryStoreFiles())
    }
  }
}

@Suite struct `live store files` {
  private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/moat-store-XXXXXX\0".utf8CString.map { UInt8(bitPattern: $0) })
    let folder = template.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { chars in
        chars.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
      }
    }
    let path = try #require(folder)
    defer {
      for name in ["file", "link", "folder"] {
        unlink("\(path)/\(name)")
        rmdir("\(path)/\(name)")
      }
      rmdir(path)
    }
    try body(path)
  }

  private func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  @Test func `writes, replaces and keeps the mode`() throws {
    try inTemporaryFolder { folder in
      let path = "\(folder)/file"
      try AtomicFile.write(Array("one".utf8), to: path, mode: 0o640, using: LiveStoreFiles())
      try AtomicFile.write(Array("two".utf8), to: path, using: LiveStoreFiles())
      #expect(read(path) == "two")
      #expect(try LiveStoreFiles().target(path) == .file(mode: 0o640))
      // Only the file is left, so the folder can go once it has.
      unlink(path)
      #expect(rmdir(folder) == 0)
    }
  }

  @Test func `neither follows nor replaces a symbolic link`() throws {
    try inTemporaryFolder { folder in
      let file = "\(folder)/file"
      try AtomicFile.write(Array("kept".utf8), to: file, using: LiveStoreFiles())
      symlink("file", "\(folder)/link")
      #expect(throws: StoreFailure.symbolicLink) {
        try AtomicFile.write([], to: "\(folder)/link", using: LiveStoreFiles())
      }
      #expect(read("\(folder)/link") == "kept")
    }
  }

  @Test func `refuses a folder, and a missing one above`() throws {
    try inTemporaryFolder { folder in
      mkdir("\(folder)/folder", 0o755)
      #expect(throws: StoreFailure.notAFile) {
        try AtomicFile.write([], to: "\(folder)/folder", using: LiveStoreFiles())
      }
      #expect(throws: StoreFailure.system(step: .create, errno: ENOENT)) {
        try AtomicFile.write([], to: "\(folder)/no/file", using: LiveStoreFiles())
      }
    }
  }
}
