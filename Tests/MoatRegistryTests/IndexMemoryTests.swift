import Foundation
import MoatArchive
import MoatHost
import MoatModel
import MoatRegistry
import MoatStore
import MoatTestSupport
import Testing

private let path = "/cache/index-entries"
private let cargoFile = "/cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache/3/f/fnv"

private func day(_ number: Int) -> Timestamp {
  Timestamp(secondsSinceEpoch: 1_780_000_000).adding(days: number)
}

/// A machine with Cargo's index cache of one crate, which changes from look to look.
private struct Machine {
  let files = InMemoryFileSystem()
  var store: InMemoryFileStore { InMemoryFileStore(files) }

  init() { files.set("/cache", .directory) }

  func cargo(_ lines: [(String, String)]) { files.set(cargoFile, .file(cacheFile(lines))) }

  var memory: IndexMemory { IndexMemory(in: "/cache", files: files) }

  var crate: IndexedCrate? {
    LocalIndex(cargoHome: "/cargo", files: files).crate("fnv").value
  }

  /// What a run sees that opened the memory some time ago.
  func seen(by memory: IndexMemory, on moment: Timestamp) throws -> RememberedCrate {
    let crate = try #require(crate)
    let look = memory.look(at: crate, now: moment)
    return try #require(look.value).crate
  }

  /// One run: reads, looks and writes.
  @discardableResult
  func look(on moment: Timestamp) async throws -> (crate: RememberedCrate, isNew: Bool) {
    let memory = memory
    let crate = try #require(crate)
    let seen = memory.look(at: crate, now: moment)
    let look = try #require(seen.value)
    if look.isNew { try await memory.write(["fnv": look.crate], using: store) }
    return look
  }
}

@Suite(.computes) struct `Memory of the index` {
  @Test func `keeps the first look at each version`() async throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0"), indexLine("1.0.1", more: #","yanked":true"#)])
    try await machine.look(on: day(0))
    machine.cargo([
      indexLine("1.0.0", more: #","pubtime":"2026-01-02T03:04:05Z""#), indexLine("1.0.2"),
    ])
    let crate = try await machine.look(on: day(3)).crate
    #expect(crate.firstSeen == day(0))
    #expect(crate.versions.map(\.version) == ["1.0.0", "1.0.1", "1.0.2"])
    #expect(crate.versions.map(\.firstSeen) == [day(0), day(0), day(3)])
    #expect(crate.versions.map(\.isPresent) == [true, false, true])
    #expect(crate.versions[0].published == Timestamp("2026-01-02T03:04:05Z"))
    #expect(crate.versions.allSatisfy { $0.difference.isEmpty })
    #expect(machine.memory.crate("fnv") == crate)
    #expect(machine.memory.crate("other") == nil)
  }

  @Test func `knows when a yank was seen, if it was not there before`() async throws {
    let machine = Machine()
    let yanked = #","yanked":true"#
    machine.cargo([indexLine("1.0.0"), indexLine("1.0.1", more: yanked)])
    try await machine.look(on: day(0))
    machine.cargo([indexLine("1.0.0", more: yanked), indexLine("1.0.1", more: yanked)])
    #expect(try await machine.look(on: day(1)).crate.versions.map(\.yankSeen) == [day(1), nil])
    machine.cargo([indexLine("1.0.0", more: yanked), indexLine("1.0.1")])
    #expect(try await machine.look(on: day(2)).crate.versions.map(\.yankSeen) == [day(1), nil])
    machine.cargo([indexLine("1.0.0"), indexLine("1.0.1", more: yanked)])
    #expect(try await machine.look(on: day(3)).crate.versions.map(\.yankSeen) == [nil, day(3)])
  }

  @Test(
    arguments: [
      (indexLine("1.0.0", checksum: "2"), .checksum),
      (indexLine("1.0.0", more: #","links":"z""#), .content),
      (indexLine("1.0.0", more: #","pubtime":"2026-01-03T00:00:00Z""#), .published),
      (
        indexLine("1.0.0", more: #","rust_version":"1.70","yanked":true"#),
        RememberedVersion.Difference()
      ),
    ] as [((String, String), RememberedVersion.Difference)])
  func `sees a change, and goes on seeing it`(
    line: (String, String), difference: RememberedVersion.Difference
  ) async throws {
    let machine = Machine()
    let before = indexLine("1.0.0", more: #","pubtime":"2026-01-02T00:00:00Z""#)
    machine.cargo([before])
    try await machine.look(on: day(0))
    machine.cargo([line])
    for number in 1...3 {
      let version = try await machine.look(on: day(number)).crate.versions[0]
      #expect(version.difference == difference)
      #expect(version.differenceSeen == (difference.isEmpty ? nil : day(1)))
      #expect(version.firstSeen == day(0))
    }
    machine.cargo([before])
    #expect(try await machine.look(on: day(4)).crate.versions[0].difference == [])
  }

  @Test func `reads nothing again, and writes nothing, while the files are the same`() async throws
  {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0")])
    #expect(try await machine.look(on: day(0)).isNew)
    #expect(try await !machine.look(on: day(7)).isNew)
    #expect(
      try await machine.look(on: day(8)).isNew, "that somebody looks is worth a note at times")
    #expect(try await !machine.look(on: day(9)).isNew)
  }

  @Test func `knows nothing of a crate that cannot be read`() throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0"), ("1.0.1", "{}")])
    let crate = try #require(machine.crate)
    let look = machine.memory.look(at: crate, now: day(0))
    guard case .unavailable = look else {
      Issue.record("it was read")
      return
    }
  }

  @Test func `begins anew after damage, and says so until then`() async throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0")])
    try await machine.look(on: day(0))
    var bytes = try machine.files.read(path, limit: 1 << 20)
    bytes[bytes.count - 1] ^= 1
    machine.files.set(path, .file(bytes))
    #expect(machine.memory.problem == "its bytes are not those that were written")
    #expect(machine.memory.crate("fnv") == nil)
    try await machine.look(on: day(5))
    #expect(machine.memory.problem == nil)
    #expect(machine.memory.crate("fnv")?.firstSeen == day(5))
  }

  @Test(arguments: [
    ("", "it is not a record of the index"), ("MOATINDX", "it is malformed at offset 8"),
    ("MOATINDX\u{9}\0\0\0", "format 9 is not known"),
    ("MOATINDX\u{1}\0\0\0", "its bytes are not those that were written"),
  ]) func `says what is wrong with`(text: String, problem: String) {
    let machine = Machine()
    machine.files.set(path, .file(Array(text.utf8)))
    #expect(machine.memory.problem == problem)
  }

  @Test(arguments: UInt64(1)...6) func `never traps on a damaged record`(seed: UInt64) async throws
  {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0"), indexLine("1.0.1", more: #","yanked":true"#)])
    try await machine.look(on: day(0))
    let whole = try machine.files.read(path, limit: 1 << 20)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let bytes = random.damaged(whole)
      machine.files.set(path, .file(bytes))
      #expect(bytes == whole || machine.memory.problem != nil)
    }
  }

  @Test(arguments: UInt64(1)...6)
  func `never traps on a record that somebody sealed anew`(seed: UInt64) async throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0"), indexLine("1.0.1", more: #","yanked":true"#)])
    try await machine.look(on: day(0))
    let whole = try machine.files.read(path, limit: 1 << 20)
    var random = SeededGenerator(seed: seed)
    var readable = 0
    for _ in 0..<500 {
      let body = random.damaged(Array(whole[44...]))
      let digest = try SHA256Hasher.digest(of: body).bytes
      do throws(IndexRecordFailure) {
        let record = try IndexRecord(decoding: Array(whole[..<12]) + digest + body)
        for name in record.names { _ = try record.crate(name) }
        _ = try record.replacing([:], limit: 1 << 20)
        readable += 1
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
    #expect(readable > 0, "most of it is digests")
  }

  @Test func `forgets a crate when asked`() async throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0")])
    try await machine.look(on: day(0))
    try await machine.memory.forget("fnv", using: machine.store)
    #expect(machine.memory.crate("fnv") == nil)
    #expect(machine.memory.problem == nil)
  }

  @Test func `joins two runs that did not know of each other, in either order`() async throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0"), indexLine("1.0.1")])
    let early = machine.memory
    let first = try machine.seen(by: early, on: day(0))
    machine.cargo([indexLine("1.0.0", checksum: "2", more: #","yanked":true"#), indexLine("1.0.2")])
    let late = machine.memory
    let second = try machine.seen(by: late, on: day(1))
    var results: [RememberedCrate] = []
    for order in [[(early, first), (late, second)], [(late, second), (early, first)]] {
      try machine.files.remove(path)
      for (memory, crate) in order {
        try await memory.write(["fnv": crate], using: machine.store)
      }
      results.append(try #require(machine.memory.crate("fnv")))
    }
    #expect(results[0] == results[1])
    let versions = results[0].versions
    #expect(results[0].firstSeen == day(0))
    #expect(versions.map(\.version) == ["1.0.0", "1.0.1", "1.0.2"])
    #expect(versions[0].difference == .checksum)
    #expect(versions[0].differenceSeen == day(1))
    #expect(versions[0].yankSeen == day(1))
    #expect(versions.map(\.firstSeen) == [day(0), day(0), day(1)])
  }

  @Test func `drops what nobody looked at for longest when it is full`() async throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0")])
    let crate = try await machine.look(on: day(0)).crate
    var record = IndexRecord()
    let crates = Dictionary(
      uniqueKeysWithValues: (0..<100).map { number in
        var crate = crate
        crate.lastSeen = day(number)
        return ("crate\(number)", RememberedCrate?.some(crate))
      })
    let bytes = try record.replacing(crates, limit: 6_000)
    #expect(bytes.count <= 6_000)
    record = try IndexRecord(decoding: bytes)
    #expect(record.names.count > 20)
    let oldest = 100 - record.names.count
    #expect(Set(record.names) == Set((oldest..<100).map { "crate\($0)" }))
    #expect(try record.replacing([:], limit: 6_000) == bytes)
  }

  @Test func `is the old one or the new one, whichever operation fails`() async throws {
    let machine = Machine()
    machine.cargo([indexLine("1.0.0")])
    try await machine.look(on: day(0))
    let old = String(decoding: try machine.files.read(path, limit: 1 << 20), as: UTF8.self)
    machine.cargo([indexLine("1.0.0"), indexLine("1.0.1")])
    let memory = machine.memory
    let look = try machine.seen(by: memory, on: day(1))
    try await memory.write(["fnv": look], using: machine.store)
    let new = String(decoding: try machine.files.read(path, limit: 1 << 20), as: UTF8.self)
    machine.files.set(path, .file(Array(old.utf8)))
    for fault in [InMemoryStoreFiles.Fault.failure, .crash] {
      for number in 0..<20 {
        let store = InMemoryStoreFiles([path: old], failingAt: number, with: fault)
        var failure: IndexMemory.Failure?
        do throws(IndexMemory.Failure) {
          try await memory.write(["fnv": look], using: store)
        } catch {
          failure = error
        }
        if failure == nil { #expect(store.operationCount <= number) }
        #expect(store.openHandleCount == 0)
        for files in store.afterCrash + [store.visible] {
          #expect([old, new].contains(files[path]))
        }
      }
    }
  }

  @Test func `loses nothing when many write at once`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-memory-\(UInt64.random(in: 0 ... .max))").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let machine = Machine()
    machine.cargo([indexLine("1.0.0")])
    let crate = try await machine.look(on: day(0)).crate
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        group.addTask {
          let memory = IndexMemory(in: folder, files: LiveFileSystem())
          try await memory.write(["crate\(number)": crate], using: LiveStoreFiles())
        }
      }
      try await group.waitForAll()
    }
    let memory = IndexMemory(in: folder, files: LiveFileSystem())
    #expect((0..<24).allSatisfy { memory.crate("crate\($0)") == crate })
  }
}
