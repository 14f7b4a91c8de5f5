import MoatStore
import Testing

@Suite struct `file group` {
  private static let old = ["p/s/a": "old a", "p/s/b": "old b", "p/s/c": "same"]
  private static let besides = ["p/s/notes/README": "kept", "p/Cargo.toml": "kept"]
  private static let changes = [
    FileGroup.Change("a", from: Array("old a".utf8), to: Array("new a".utf8)),
    FileGroup.Change("b", from: Array("old b".utf8), to: Array("new b".utf8)),
    FileGroup.Change("c", from: Array("same".utf8), to: Array("same".utf8)),
  ]
  private static let new = ["p/s/a": "new a", "p/s/b": "new b", "p/s/c": "same"]
  private static let kept = [FileGroup.Kept("notes/README", Array("kept".utf8))]

  private func start(
    failingAt operation: Int? = nil, with fault: InMemoryStoreFiles.Fault = .failure
  ) -> InMemoryStoreFiles {
    InMemoryStoreFiles(
      Self.old.merging(Self.besides) { $1 }, failingAt: operation, with: fault)
  }

  private func group(_ files: [String: String]) -> [String: String] {
    files.filter { Self.old.keys.contains($0.key) }
  }

  @Test func `replaces all of them and keeps the rest`() throws {
    let files = start()
    #expect(try FileGroup.write(Self.changes, beside: Self.kept, in: "p/s", using: files))
    #expect(files.visible == Self.new.merging(Self.besides) { $1 })
    #expect(files.openHandleCount == 0)
  }

  @Test func `writes nothing where nothing changes`() throws {
    let files = start()
    let same = Self.changes.map { FileGroup.Change($0.name, from: $0.old, to: $0.old ?? []) }
    #expect(try !FileGroup.write(same, beside: Self.kept, in: "p/s", using: files))
    #expect(files.operationCount == 0)
  }

  @Test func `makes the folder`() throws {
    let files = InMemoryStoreFiles(["p/Cargo.toml": "kept"])
    let changes = Self.changes.map { FileGroup.Change($0.name, from: nil, to: $0.new) }
    #expect(try FileGroup.write(changes, beside: [], in: "p/s", using: files))
    #expect(group(files.visible) == Self.new)
  }

  @Test(arguments: [InMemoryStoreFiles.Fault.failure, .crash], [1, 3])
  func `is old or new whichever operation fails`(
    fault: InMemoryStoreFiles.Fault, count: Int
  ) throws {
    let changes = Array(Self.changes.prefix(count))
    let new = count == 1 ? Self.old.merging(["p/s/a": "new a"]) { $1 } : Self.new
    let rehearsal = start()
    _ = try FileGroup.write(changes, beside: Self.kept, in: "p/s", using: rehearsal)
    try #require(rehearsal.operationCount > 5)
    for operation in 0..<rehearsal.operationCount {
      let files = start(failingAt: operation, with: fault)
      do throws(StoreFailure) {
        _ = try FileGroup.write(changes, beside: Self.kept, in: "p/s", using: files)
        #expect(group(files.visible) == new, "operation \(operation)")
      } catch {}
      for disk in files.afterCrash + [files.visible] {
        #expect(group(disk) == new || group(disk) == Self.old, "operation \(operation)")
        #expect(disk["p/s/notes/README"] == "kept", "operation \(operation)")
      }
    }
  }

  @Test func `beside a link the files are put back when one fails`() throws {
    let rehearsal = start()
    _ = try FileGroup.write(Self.changes, beside: nil, in: "p/s", using: rehearsal)
    #expect(rehearsal.visible == Self.new.merging(Self.besides) { $1 })
    for operation in 0..<rehearsal.operationCount {
      let files = start(failingAt: operation)
      do throws(StoreFailure) {
        _ = try FileGroup.write(Self.changes, beside: nil, in: "p/s", using: files)
      } catch {
        #expect(files.visible == Self.old.merging(Self.besides) { $1 }, "operation \(operation)")
      }
    }
  }
}
