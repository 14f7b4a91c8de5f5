import Glibc
import MoatStore
import Testing

@Suite struct `tree writer` {
  private static let old = ["p/vendor/a/lib.rs": "old a", "p/vendor/gone.rs": "old"]
  private static let new = ["p/vendor/a/lib.rs": "new a", "p/vendor/b/deep/x.rs": "new b"]
  private static let besides = ["p/Cargo.toml": "kept"]

  /// Whether a tree was there before.
  private static let starts: [[String: String]] = [[:], old]
  private static let faults: [InMemoryStoreFiles.Fault] = [.failure, .crash]

  private func write(_ files: InMemoryStoreFiles) throws(StoreFailure) -> String? {
    let writer = try TreeWriter("p/vendor", isReplacing: true, using: files)
    try writer.addFolder("a")
    try writer.addFile("a/lib.rs", Array("new a".utf8))
    try writer.beginFile("b/deep/x.rs", isExecutable: true)
    for piece in ["new", " ", "b"] {
      let result = Array(piece.utf8).withUnsafeBytes { bytes in
        Result { () throws(StoreFailure) in try writer.write(bytes) }
      }
      try result.get()
    }
    try writer.endFile(modified: 1)
    return try writer.commit()
  }

  private func tree(_ files: [String: String]) -> [String: String] {
    files.filter { $0.key.hasPrefix("p/vendor/") }
  }

  @Test(arguments: starts, [[], [.exchange]] as [Set<InMemoryStoreFiles.Missing>])
  func `replaces a whole tree and leaves nothing beside it`(
    before: [String: String], missing: Set<InMemoryStoreFiles.Missing>
  ) throws {
    let files = InMemoryStoreFiles(
      before.merging(Self.besides) { $1 }, missing: missing)
    #expect(try write(files) == nil)
    #expect(files.visible == Self.new.merging(Self.besides) { $1 })
    #expect(tree(files.afterCrash[0]) == Self.new)
    #expect(files.folders == ["p/vendor", "p/vendor/a", "p/vendor/b", "p/vendor/b/deep"])
    #expect(files.openHandleCount == 0)
  }

  @Test(arguments: starts, faults)
  func `is old or new whichever operation fails`(
    before: [String: String], fault: InMemoryStoreFiles.Fault
  ) throws {
    let rehearsal = InMemoryStoreFiles(before.merging(Self.besides) { $1 })
    _ = try write(rehearsal)
    try #require(rehearsal.operationCount > 25)
    for operation in 0..<rehearsal.operationCount {
      let files = InMemoryStoreFiles(
        before.merging(Self.besides) { $1 }, failingAt: operation, with: fault)
      var isWritten = false
      var leftover: String?
      do throws(StoreFailure) {
        leftover = try write(files)
        isWritten = true
      } catch {}
      let state = tree(files.visible)
      #expect(state == Self.new || (!isWritten && state == before), "operation \(operation)")
      for disk in files.afterCrash {
        #expect(tree(disk) == Self.new || tree(disk) == before, "operation \(operation)")
        #expect(disk["p/Cargo.toml"] == "kept")
      }
      #expect(files.openHandleCount == 0, "operation \(operation)")
      if fault == .failure {
        // A tree that is new for who wrote it, or old and without a trace of the attempt.
        #expect(isWritten || state == before, "operation \(operation)")
        let rest = files.visible.keys.filter { $0.contains(".moat-") }
        #expect(rest.allSatisfy { $0.hasPrefix(leftover ?? "none") }, "operation \(operation)")
      }
    }
  }

  @Test(arguments: faults)
  func `without a swap nothing is lost, and the next run puts it right`(
    fault: InMemoryStoreFiles.Fault
  ) throws {
    let rehearsal = InMemoryStoreFiles(Self.old, missing: [.exchange])
    _ = try write(rehearsal)
    for operation in 0..<rehearsal.operationCount {
      let files = InMemoryStoreFiles(
        Self.old, missing: [.exchange], failingAt: operation, with: fault)
      do throws(StoreFailure) { _ = try write(files) } catch {}
      for disk in files.afterCrash + [files.visible] {
        let restarted = InMemoryStoreFiles(disk, missing: [.exchange])
        #expect(throws: StoreFailure.exists) {
          try TreeWriter("p/vendor", isReplacing: false, using: restarted)
        }
        let state = tree(restarted.visible)
        #expect(state == Self.new || state == Self.old, "operation \(operation)")
        #expect(restarted.visible == state, "operation \(operation)")
      }
    }
  }

  @Test func `removes what a killed run left`() throws {
    let files = InMemoryStoreFiles(
      Self.old.merging(["p/.vendor.moat-new/half": "x", "p/.vendor.moat-old/y": "z"]) { $1 })
    _ = try write(files)
    #expect(files.visible == Self.new)
  }

  @Test func `does not touch a leftover that could be in use`() {
    let before = Self.old.merging(["p/.vendor.moat-new/half": "x"]) { $1 }
    let files = InMemoryStoreFiles(before, missing: [.locks])
    #expect(throws: StoreFailure.leftover("p/.vendor.moat-new")) { try write(files) }
    #expect(files.visible == before)
  }

  @Test func `waits for nobody`() {
    let files = InMemoryStoreFiles(Self.old, locked: ["p/"])
    #expect(throws: StoreFailure.busy) { try write(files) }
    #expect(files.visible == Self.old)
  }

  @Test func `keeps a tree it was not told to replace`() {
    let files = InMemoryStoreFiles(Self.old)
    #expect(throws: StoreFailure.exists) {
      try TreeWriter("p/vendor", isReplacing: false, using: files)
    }
    #expect(files.visible == Self.old)
    #expect(files.openHandleCount == 0)
  }

  @Test func `refuses a link and a file in its place`() {
    #expect(throws: StoreFailure.symbolicLink) {
      try write(InMemoryStoreFiles(["p/x": ""], links: ["p/vendor"]))
    }
    #expect(throws: StoreFailure.notAFolder) { try write(InMemoryStoreFiles(["p/vendor": ""])) }
  }

  @Test(arguments: ["", "/", "a/", "/a", "..", "a/../b", "./a", "a//b", "a\0b"])
  func `refuses as a path inside`(path: String) throws {
    let writer = try TreeWriter("p/vendor", isReplacing: true, using: InMemoryStoreFiles())
    #expect(throws: StoreFailure.invalidPath) { try writer.addFile(path, []) }
    #expect(throws: StoreFailure.invalidPath) { try writer.addFolder(path) }
  }

  @Test(arguments: ["", "a/", "/", "a/..", "."])
  func `refuses as a destination`(path: String) {
    #expect(throws: StoreFailure.invalidPath) {
      try TreeWriter(path, isReplacing: true, using: InMemoryStoreFiles())
    }
  }

  @Test func `refuses a second file of one name`() throws {
    let writer = try TreeWriter("p/vendor", isReplacing: true, using: InMemoryStoreFiles())
    try writer.addFile("a/x", [])
    #expect(throws: StoreFailure.exists) { try writer.addFile("a/x", []) }
    #expect(throws: StoreFailure.exists) { try writer.addFile("a/x/y", []) }
    #expect(throws: StoreFailure.exists) { try writer.addFile("a", []) }
  }

  @Test func `a writer that goes away leaves nothing`() throws {
    let files = InMemoryStoreFiles(Self.old)
    do {
      let writer = try TreeWriter("p/vendor", isReplacing: true, using: files)
      try writer.addFile("x", [])
      try writer.beginFile("y")
    }
    #expect(files.visible == Self.old)
    #expect(files.openHandleCount == 0)
  }
}
