import MoatArchive
import MoatCargo
import MoatHost
import MoatModel

/// Gathers the files of one package while they are read, within ``ContentsLimit``.
struct ContentsCollector {
  private let depth: ContentsDepth
  private(set) var files: [PackageContents.File] = []
  private(set) var remarks: [CrateFolder.Remark] = []
  private var path = ""
  private var isExecutable = false
  private var bytes: [UInt8] = []
  /// How many bytes of this file are kept.
  private var limit = 0
  private var size = 0
  /// Of all files.
  private var total = 0

  init(_ depth: ContentsDepth) { self.depth = depth }

  /// - Parameter expected: how large the file should be, in bytes.
  mutating func begin(_ path: String, expecting expected: Int, isExecutable: Bool) {
    self.path = path
    self.isExecutable = isExecutable
    bytes = []
    size = 0
    limit = depth.kept(of: path, size: expected)
    if total > ContentsLimit.package - min(max(expected, 0), limit) {
      limit = 0
      remark(path, "is not read: its package is larger than \(ContentsLimit.package) bytes")
    }
    bytes.reserveCapacity(min(max(expected, 0), limit))
  }

  mutating func append(_ piece: UnsafeRawBufferPointer) {
    size += piece.count
    let room = limit - bytes.count
    if room > 0 { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece.prefix(room))) }
  }

  mutating func end() {
    total += bytes.count
    files.append(
      PackageContents.File(path: path, bytes: bytes, size: size, isExecutable: isExecutable))
    bytes = []
  }

  mutating func remark(_ path: String, _ reason: String) {
    remarks.append(CrateFolder.Remark(path: path, reason: reason))
  }
}

/// Gathers what an archive holds.
struct ArchiveCollector: ArchiveVisitor {
  private(set) var collector: ContentsCollector
  private var isInFile = false

  init(_ depth: ContentsDepth) { collector = ContentsCollector(depth) }

  mutating func begin(_ entry: ArchiveEntry) throws(Never) {
    isInFile = entry.kind == .file
    guard isInFile else { return }
    collector.begin(entry.path, expecting: entry.size, isExecutable: entry.mode & 0o100 != 0)
  }

  mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Never) {
    if isInFile { collector.append(piece) }
  }

  mutating func end() throws(Never) {
    if isInFile { collector.end() }
    isInFile = false
  }
}
