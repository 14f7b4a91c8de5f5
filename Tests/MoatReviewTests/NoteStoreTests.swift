import MoatHost
import MoatModel
import MoatStore
import MoatTestSupport
import Testing

@testable import MoatReview

@Suite struct `Notes of a review` {
  private static let key = ReviewKey(
    name: "paint",
    old: .init(version: "1.0.0", digest: SHA256Digest(bytes: [1])),
    new: .init(version: "1.1.0", digest: SHA256Digest(bytes: [2])))
  private static let variables = ["HOME": "/home/reader"]

  private static func note(_ text: String, line: Int = 3) -> ReviewNotes.Note {
    .init(path: "src/lib.rs", isOld: false, line: line, text: text, written: TestHost.now)
  }

  private func path(_ key: ReviewKey = key) throws -> String {
    "/home/reader/.local/share/moat/reviews/\(try key.fileName())"
  }

  @Test func `survive a restart, with every character`() async throws {
    let host = TestHost(variables: Self.variables)
    let text = "why a shell?\n\u{202E}\u{0} \"quoted\" \\ \u{1F600} </script>"
    let written = try await NoteStore(host.host).change(Self.key) { notes in
      notes.setRead("src/lib.rs", true)
      notes.done = TestHost.now
      return notes.put(Self.note(text))
    }
    let read = try await NoteStore(host.host).notes(for: Self.key)
    #expect(read == written)
    #expect(read.notes.map(\.text) == [text])
    #expect(read.read == ["src/lib.rs"])
    #expect(read.done == TestHost.now)
  }

  @Test func `belong to the bytes that were read`() async throws {
    let host = TestHost(variables: Self.variables)
    let store = NoteStore(host.host)
    _ = try await store.change(Self.key) { $0.put(Self.note("a")) }
    let others = [
      ReviewKey(
        name: "paint", old: Self.key.old,
        new: .init(version: "1.1.0", digest: SHA256Digest(bytes: [3]))),
      ReviewKey(name: "paint", old: nil, new: Self.key.new),
      ReviewKey(name: "paint", old: Self.key.new, new: Self.key.old),
      ReviewKey(name: "paints", old: Self.key.old, new: Self.key.new),
    ]
    for other in others {
      #expect(try await store.notes(for: other) == ReviewNotes(), "\(other)")
    }
  }

  @Test func `are replaced at their line, and removed when they are empty`() {
    var notes = ReviewNotes()
    let wasPut = [
      notes.put(Self.note("a")), notes.put(Self.note("b", line: 1)), notes.put(Self.note("c")),
    ]
    #expect(wasPut == [true, true, true])
    #expect(notes.notes.map(\.text) == ["b", "c"])
    let wasRemoved = notes.put(Self.note("", line: 1))
    #expect(wasRemoved)
    #expect(notes.notes.map(\.text) == ["c"])
    for line in 10..<10 + NoteLimit.notes - 1 { _ = notes.put(Self.note("n", line: line)) }
    #expect(notes.notes.count == NoteLimit.notes)
    let isTooMany = !notes.put(Self.note("one too many", line: 5))
    #expect(isTooMany)
  }

  @Test func `are the old or the new after any operation failed`() async throws {
    var operation = 0
    while true {
      let host = TestHost(variables: Self.variables)
      _ = try await NoteStore(host.host).change(Self.key) { $0.put(Self.note("old")) }
      let faulty = FaultyStore(host.host.store, failingAt: operation, isCrash: true)
      var other = host.host
      other.store = faulty
      var failed = false
      do throws(NoteStore.Failure) {
        _ = try await NoteStore(other).change(Self.key) { $0.put(Self.note("new")) }
      } catch {
        failed = true
      }
      let kept = try await NoteStore(host.host).notes(for: Self.key).notes.map(\.text)
      #expect(kept == ["old"] || kept == ["new"], "operation \(operation)")
      if !failed { #expect(kept == ["new"]) }
      if faulty.operationCount <= operation { break }
      operation += 1
    }
    #expect(operation > 5, "the operations were not counted")
  }

  @Test(arguments: [
    "", "{", "[]", "{\"version\":2}", "null", "{\"version\":1,\"crate\":\"paint\"}",
  ])
  func `that cannot be understood are left alone`(text: String) async throws {
    let path = try path()
    let files = InMemoryFileSystem([path: text])
    let host = TestHost(files: files, variables: Self.variables)
    await #expect(throws: NoteStore.Failure.self) {
      try await NoteStore(host.host).notes(for: Self.key)
    }
    await #expect(throws: NoteStore.Failure.self) {
      try await NoteStore(host.host).change(Self.key) { $0.put(Self.note("new")) }
    }
    #expect(try files.read(path, limit: 1_000) == Array(text.utf8))
  }

  @Test func `have a file of their own in the folder, whatever the crate is called`() throws {
    for name in [
      "../../etc/passwd", "", ".", "a/b", "\u{0}", String(repeating: "x", count: 999), "é",
    ] {
      let file = try ReviewKey(name: name, old: nil, new: Self.key.new).fileName()
      #expect(file.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
      #expect(file.hasSuffix(".json") && !file.hasPrefix(".") && file.utf8.count < 150, "\(file)")
    }
  }

  @Test func `are not kept without a home, which is said`() async {
    await #expect(throws: NoteStore.Failure.noHome) {
      try await NoteStore(TestHost().host).notes(for: Self.key)
    }
  }

  @Test func `of two runs at once are all kept`() async throws {
    let host = TestHost(variables: Self.variables)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for line in 1...12 {
        group.addTask {
          _ = try await NoteStore(host.host).change(Self.key) {
            $0.put(Self.note("n\(line)", line: line))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await NoteStore(host.host).notes(for: Self.key).notes.count == 12)
  }
}
