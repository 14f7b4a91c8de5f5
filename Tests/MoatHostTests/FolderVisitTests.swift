import Foundation
import MoatHost
import Testing

/// Writes down what a walk says.
private final class Recorder: FolderVisitor {
  let wantsBytes: Bool
  private(set) var files: [String: [UInt8]] = [:]
  private(set) var pieces: [Int] = []
  private(set) var obstacles: [String: FolderObstacle] = [:]
  private(set) var sizes: [String: Int] = [:]
  private var current = ""

  init(wantsBytes: Bool = true) { self.wantsBytes = wantsBytes }

  func begin(_ file: VisitedFile) {
    current = file.path
    files[current] = []
    sizes[current] = file.stamp.size
  }

  func bytes(_ piece: UnsafeRawBufferPointer) {
    files[current]? += piece
    pieces.append(piece.count)
  }

  func end(_ failure: FileFailure?) {
    if let failure { obstacles[current] = .failed(failure) }
  }

  func meet(_ path: String, _ obstacle: FolderObstacle) { obstacles[path] = obstacle }
}

/// Both file systems say the same of the same folder.
@Suite struct `Visiting a folder` {
  private static let texts = ["a.rs": "fn a() {}", "src/lib.rs": "", "src/deep/b": "0123456789"]

  private func visit(
    _ files: any FileSystem, _ folder: String, pieces: Int = 4, wantsBytes: Bool = true
  ) throws -> Recorder {
    let recorder = Recorder(wantsBytes: wantsBytes)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieces, alignment: 1)
    defer { buffer.deallocate() }
    try files.visit(folder, through: buffer, recorder)
    return recorder
  }

  /// A real folder with the texts, a link, a FIFO and a name that is not UTF-8.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-visit-\(UInt64.random(in: 0 ... .max))").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (path, text) in Self.texts {
      let file = URL(fileURLWithPath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/src/link", withDestinationPath: "/etc")
    mkfifo("\(folder)/pipe", 0o600)
    try body(folder)
  }

  @Test func `hands over every file in pieces, and follows nothing`() throws {
    try withFolder { folder in
      let memory = InMemoryFileSystem(
        Dictionary(uniqueKeysWithValues: Self.texts.map { ("/crate/\($0)", $1) }))
      memory.set("/crate/src/link", .symlink(to: "/etc"))
      memory.set("/crate/pipe", .fifo)
      for (files, place) in [(LiveFileSystem(), folder), (memory, "/crate")]
        as [(any FileSystem, String)]
      {
        let seen = try visit(files, place)
        #expect(seen.files.mapValues { String(decoding: $0, as: UTF8.self) } == Self.texts)
        #expect(seen.pieces.allSatisfy { $0 > 0 && $0 <= 4 })
        #expect(seen.obstacles == ["src/link": .symbolicLink, "pipe": .special])
        #expect(seen.sizes["src/deep/b"] == 10)
      }
    }
  }

  @Test func `opens nothing where no bytes are wanted`() throws {
    try withFolder { folder in
      let seen = try visit(LiveFileSystem(), folder, wantsBytes: false)
      #expect(seen.files.keys.sorted() == Self.texts.keys.sorted())
      #expect(seen.pieces == [])
      #expect(seen.sizes["src/deep/b"] == 10)
    }
  }

  @Test func `says what cannot be opened`() throws {
    try withFolder { folder in
      #expect(throws: FileFailure.notFound) { try visit(LiveFileSystem(), "\(folder)/none") }
      #expect(throws: FileFailure.notADirectory) { try visit(LiveFileSystem(), "\(folder)/a.rs") }
      // A link to a folder is not followed, even where the walk starts.
      #expect(throws: FileFailure.self) { try visit(LiveFileSystem(), "\(folder)/src/link") }
    }
  }

  @Test func `stops at a depth no crate has`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-deep-\(UInt64.random(in: 0 ... .max))").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let inner = [String](repeating: "d", count: FolderWalkLimit.depth + 2).joined(separator: "/")
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(inner)", withIntermediateDirectories: true)
    #expect(try visit(LiveFileSystem(), folder).obstacles.values.map(\.self) == [.tooDeep])
  }
}
