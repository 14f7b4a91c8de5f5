import Glibc
import MoatHost
import Testing

@Suite struct `live file system` {
  private let files = LiveFileSystem()

  @Test func `reads a file up to its limit`() async throws {
    try await inTemporaryFolder { folder in
      try put("hello", at: "\(folder)/f")
      #expect(try files.read("\(folder)/f", limit: 5) == Array("hello".utf8))
      #expect(throws: FileFailure.tooLarge(limit: 4)) { try files.read("\(folder)/f", limit: 4) }
      try put("", at: "\(folder)/empty")
      #expect(try files.read("\(folder)/empty", limit: 0) == [])
    }
  }

  @Test func `limits files whose size the system does not say`() throws {
    #expect(try !files.read("/proc/self/status", limit: 1 << 20).isEmpty)
    #expect(throws: FileFailure.tooLarge(limit: 3)) {
      try files.read("/proc/self/status", limit: 3)
    }
  }

  @Test func `refuses what is not a regular file, without waiting`() async throws {
    try await inTemporaryFolder { folder in
      try #require(mkfifo("\(folder)/fifo", 0o600) == 0)
      symlink("loop", "\(folder)/loop")
      symlink("fifo", "\(folder)/link")
      try put("", at: "\(folder)/f")
      func failure(_ name: String) -> FileFailure? {
        do throws(FileFailure) {
          _ = try files.read("\(folder)/\(name)", limit: 9)
          return nil
        } catch { return error }
      }
      #expect(failure("fifo") == .notRegular)
      #expect(failure("link") == .notRegular)
      #expect(failure("loop") == .symlinkLoop)
      #expect(failure("") == .isDirectory)
      #expect(failure("none") == .notFound)
      #expect(failure("f/g") == .notADirectory)
      #expect(failure("f\0g") == .invalidPath)
      #expect(throws: FileFailure.notRegular) { try files.read("/dev/zero", limit: 9) }
    }
  }

  @Test func `tells kinds with and without following links`() async throws {
    try await inTemporaryFolder { folder in
      try put("", at: "\(folder)/f")
      symlink("f", "\(folder)/link")
      symlink("none", "\(folder)/broken")
      #expect(try files.kind(of: "\(folder)/link") == .symlink)
      #expect(try files.kind(of: "\(folder)/link", followingLinks: true) == .regular)
      #expect(try files.kind(of: "\(folder)/broken", followingLinks: true) == nil)
      #expect(try files.kind(of: folder) == .directory)
      #expect(try files.kind(of: "\(folder)/f/g") == nil)
    }
  }

  @Test func `lists in the order of bytes, and names that are not UTF-8`() async throws {
    try await inTemporaryFolder { folder in
      for name in ["b", "a", "Z", "é"] { try put("", at: "\(folder)/\(name)") }
      try files.createDirectories("\(folder)/d/e")
      var odd = Array("\(folder)/".utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
      try #require(mkdir(&odd, 0o700) == 0)
      defer { rmdir(&odd) }
      let listing = try files.entries(of: folder)
      #expect(listing.entries.map(\.name) == ["Z", "a", "b", "d", "é"])
      #expect(listing.entries.map(\.kind) == [.regular, .regular, .regular, .directory, .regular])
      #expect(listing.undecodable == ["\u{FFFD}"])
      #expect(throws: FileFailure.notADirectory) { try files.entries(of: "\(folder)/a") }
    }
  }

  @Test func `changes its stamp with the file`() async throws {
    try await inTemporaryFolder { folder in
      try put("1", at: "\(folder)/f")
      let before = try files.stamp(of: "\(folder)/f")
      try put("12", at: "\(folder)/f")
      let after = try files.stamp(of: "\(folder)/f")
      #expect(before != after)
      #expect(after.size == 2)
      #expect(before.inode == after.inode)
    }
  }

  @Test func `removes a folder without following links`() async throws {
    try await inTemporaryFolder { folder in
      try put("kept", at: "\(folder)/outside/f")
      try put("", at: "\(folder)/tree/a/b")
      symlink("../outside", "\(folder)/tree/link")
      try files.remove("\(folder)/tree")
      try files.remove("\(folder)/tree")
      #expect(try files.kind(of: "\(folder)/tree") == nil)
      #expect(try files.read("\(folder)/outside/f", limit: 9) == Array("kept".utf8))
    }
  }

  @Test func `reads the beginning of a file`() async throws {
    try await inTemporaryFolder { folder in
      try put("hello", at: "\(folder)/f")
      symlink("f", "\(folder)/link")
      mkfifo("\(folder)/fifo", 0o600)
      for (count, text) in [(0, ""), (2, "he"), (5, "hello"), (9, "hello"), (-1, "")] {
        #expect(try files.head(of: "\(folder)/link", count: count) == Array(text.utf8))
      }
      #expect(throws: FileFailure.isDirectory) { try files.head(of: folder, count: 2) }
      #expect(throws: FileFailure.notRegular) { try files.head(of: "\(folder)/fifo", count: 2) }
      #expect(throws: FileFailure.notFound) { try files.head(of: "\(folder)/none", count: 2) }
    }
  }

  @Test func `makes folders where there is room`() async throws {
    try await inTemporaryFolder { folder in
      try files.createDirectories("\(folder)/a/b/c")
      try files.createDirectories("\(folder)/a/b/c/")
      try put("", at: "\(folder)/f")
      #expect(throws: FileFailure.notADirectory) { try files.createDirectories("\(folder)/f") }
      #expect(throws: FileFailure.notADirectory) { try files.createDirectories("\(folder)/f/g") }
    }
  }
}

@Suite struct `in-memory file system` {
  @Test func `answers as the live one does`() throws {
    let files = InMemoryFileSystem(["/a/f": "hello"])
    files.set("/a/link", .symlink(to: "f"))
    files.set("/l", .symlink(to: "/a"))
    files.set("/loop", .symlink(to: "loop"))
    files.set("/secret", .failing(.permissionDenied))
    files.set("/fifo", .fifo)
    #expect(try files.read("/l/link", limit: 5) == Array("hello".utf8))
    #expect(throws: FileFailure.tooLarge(limit: 4)) { try files.read("/a/f", limit: 4) }
    #expect(try files.head(of: "/l/link", count: 2) == Array("he".utf8))
    #expect(throws: FileFailure.notRegular) { try files.head(of: "/fifo", count: 2) }
    #expect(throws: FileFailure.isDirectory) { try files.read("/a", limit: 4) }
    #expect(throws: FileFailure.notADirectory) { try files.read("/a/f/g", limit: 4) }
    #expect(throws: FileFailure.symlinkLoop) { try files.read("/loop", limit: 4) }
    #expect(throws: FileFailure.permissionDenied) { try files.entries(of: "/secret") }
    #expect(throws: FileFailure.permissionDenied) { try files.read("/secret/f", limit: 4) }
    #expect(throws: FileFailure.notRegular) { try files.read("/fifo", limit: 4) }
    #expect(try files.kind(of: "/l") == .symlink)
    #expect(try files.kind(of: "/l", followingLinks: true) == .directory)
    #expect(try files.entries(of: "/a").entries.map(\.name) == ["f", "link"])
    try files.remove("/a")
    #expect(try files.kind(of: "/a/f") == nil)
  }
}
