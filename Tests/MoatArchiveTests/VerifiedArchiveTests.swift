import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

/// Writes down what it is told.
private struct Recorder: ArchiveVisitor, ~Copyable {
  var told: [String] = []
  var bytes: [UInt8] = []
  var largest = 0
  /// Gives up at this entry.
  var stop: String?

  struct Stopped: Error, Equatable {
    let path: String
  }

  mutating func begin(_ entry: ArchiveEntry) throws(Stopped) {
    if entry.path == stop { throw Stopped(path: entry.path) }
    let modified = entry.modified.map { " \($0)" } ?? ""
    let mode = String(entry.mode, radix: 8)
    told.append("\(entry.kind) \(entry.path) \(entry.size) \(mode)\(modified)")
  }

  mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Stopped) {
    bytes += piece
    largest = max(largest, piece.count)
  }

  mutating func end() throws(Stopped) { told.append("end") }
}

@Suite(.computes) struct `Verified archive` {
  private static let identity = HostileArchive.identity

  private static func archive(
    _ more: (inout TarWriter) -> Void
  ) throws -> VerifiedArchive {
    let bytes = GzipWriter().bytes(HostileArchive.crate(more))
    return try VerifiedArchive(
      bytes, of: identity, expecting: SHA256Hasher.digest(of: bytes))
  }

  /// What the visitor is told after the two files every crate has here.
  private static func told(_ more: (inout TarWriter) -> Void) throws -> [String] {
    var recorder = Recorder()
    try archive(more).read(&recorder)
    return Array(recorder.told.dropFirst(4))
  }

  @Test func `hands over files and folders with their bytes`() throws {
    let told = try Self.told {
      $0.folder("left-1.0.0/")
      $0.folder("left-1.0.0/tests/")
      $0.folder("left-1.0.0/src")
      $0.file("left-1.0.0/tests/empty")
      var header = TarWriter.Header("left-1.0.0/run.sh", size: 3)
      header.mode = "0100755\0"
      header.owner = []
      header.modified = "00000000001\0"
      $0.add(header, "abc".utf8)
      header.name = [UInt8]("left-1.0.0/untimed".utf8)
      header.modified = ""
      header.type = 0
      $0.add(header, "abc".utf8)
    }
    #expect(
      told == [
        "directory tests 0 755 1153704088", "end", "directory src 0 755 1153704088", "end",
        "file tests/empty 0 644 1153704088", "end", "file run.sh 3 755 1", "end",
        "file untimed 3 755", "end",
      ])
  }

  @Test func `finds long names in all three places`() throws {
    let folder = String(repeating: "a", count: 90)
    let path = "left-1.0.0/\(folder)/b"
    let told = try Self.told {
      $0.file(path)
      $0.pax("path", "\(path)x")
      $0.file("left-1.0.0/short")
      var header = TarWriter.Header("\(folder)/c")
      header.magic = "ustar\u{0}00"
      header.prefix = [UInt8]("left-1.0.0".utf8)
      $0.add(header)
      $0.pax(
        (TarWriter.record("mtime", "1.5") + TarWriter.record("size", "2")).utf8)
      $0.file("left-1.0.0/d", "dd")
    }
    #expect(
      told.filter { $0 != "end" }.map { $0.split(separator: " ")[1] } == [
        "\(folder)/b", "\(folder)/bx", "\(folder)/c", "d",
      ])
  }

  @Test(arguments: [0, 1, 511, 512, 513, 65_536, 65_537, 200_000])
  func `reads a file of any size`(size: Int) throws {
    var random = SeededGenerator(seed: UInt64(size))
    let contents = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let archive = try Self.archive {
      $0.add(TarWriter.Header("left-1.0.0/a", size: size), contents)
    }
    #expect(try archive.contents(of: "a", limit: size) == contents)
    var recorder = Recorder()
    try archive.read(&recorder)
    #expect(recorder.bytes.suffix(size) == contents[...])
    #expect(recorder.largest <= ArchiveLimit.window)
    let file = try #require(archive.files().last)
    #expect(
      try file
        == ArchiveFile(
          path: "a", size: size, mode: 0o644, digest: SHA256Hasher.digest(of: contents)))
  }

  @Test func `passes over Cargo's own mark`() throws {
    let told = try Self.told {
      $0.file("left-1.0.0/.cargo-ok", "ok")
      $0.file("left-1.0.0/src/.cargo-ok", "ok")
      $0.file("left-1.0.0/z")
    }
    #expect(told == ["file z 0 644 1153704088", "end"])
  }

  @Test func `refuses other bytes before it unpacks them`() throws {
    let bytes = [UInt8]("no gzip".utf8)
    let actual = try SHA256Hasher.digest(of: bytes)
    let expected = try SHA256Hasher.digest(of: "other".utf8)
    #expect(throws: ArchiveFailure.digest(expected: expected, actual: actual)) {
      _ = try VerifiedArchive(bytes, of: Self.identity, expecting: expected)
    }
  }

  @Test func `says whether the visitor gave up or the archive was refused`() throws {
    let archive = try Self.archive { $0.file("left-1.0.0/../a") }
    var recorder = Recorder()
    do {
      try archive.read(&recorder)
      Issue.record("was read")
    } catch {
      guard case .archive(.path("left-1.0.0/../a", .dots)) = error else { throw error }
    }
    recorder.stop = "src/lib.rs"
    do {
      try archive.read(&recorder)
      Issue.record("was read")
    } catch {
      guard case .visitor(Recorder.Stopped(path: "src/lib.rs")) = error else { throw error }
    }
  }

  @Test func `finds the contents of one file`() throws {
    let archive = try Self.archive { _ in }
    let manifest = [UInt8](HostileArchive.manifest.utf8)
    #expect(try archive.contents(of: "Cargo.toml", limit: 100) == manifest)
    #expect(try archive.contents(of: "src", limit: 100) == nil)
    #expect(
      throws: ArchiveFailure.contentsTooLarge("Cargo.toml", size: manifest.count, limit: 9)
    ) { try archive.contents(of: "Cargo.toml", limit: 9) }
  }

  @Test func `counts what it remembers`() {
    func failure(_ reader: TarReader) -> ArchiveFailure? {
      var reader = reader
      return HostileArchive.crate { $0.file("left-1.0.0/src/a/b") }.withUnsafeBytes {
        bytes -> ArchiveFailure? in
        var window = bytes[...]
        do throws(ArchiveFailure) {
          while try reader.next(in: &window) != nil {}
          try reader.finish()
          return nil
        } catch {
          return error
        }
      }
    }
    #expect(failure(TarReader(of: Self.identity, entries: 3)) == nil)
    #expect(failure(TarReader(of: Self.identity, entries: 2)) == .tooManyEntries(limit: 2))
    // Cargo.toml, src, src/lib.rs, src/a, src/a/b: 35 bytes
    #expect(failure(TarReader(of: Self.identity, pathBytes: 35)) == nil)
    #expect(
      failure(TarReader(of: Self.identity, pathBytes: 34)) == .tooManyPathBytes(limit: 34))
  }

  @Test func `an archive may unpack to what Cargo allows`() {
    #expect(ArchiveLimit.unpackedBytes(compressed: 1_000) == 512 << 20)
    #expect(ArchiveLimit.unpackedBytes(compressed: 100 << 20) == 2_000 << 20)
    #expect(ArchiveLimit.unpackedBytes(compressed: .max) == 5_120 << 20)
  }

  /// Whatever is changed, the reader returns.
  @Test func `survives damage below the gzip layer`() throws {
    var random = SeededGenerator(seed: 11)
    let crate = HostileArchive.crate {
      $0.longName([UInt8]("left-1.0.0/a\0".utf8))
      $0.file("left-1.0.0/c", "cc")
      $0.pax("path", "left-1.0.0/b")
      $0.file("left-1.0.0/d", "dd")
    }
    var refused = 0
    for _ in 0..<500 {
      let bytes = GzipWriter().bytes(random.damaged(crate))
      let archive = try VerifiedArchive(
        bytes, of: Self.identity, expecting: SHA256Hasher.digest(of: bytes))
      do { _ = try archive.files() } catch {
        refused += 1
        #expect(!error.message.isEmpty)
      }
    }
    #expect(refused > 300)
  }
}
