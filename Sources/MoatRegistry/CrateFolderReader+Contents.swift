package import MoatArchive
import MoatCargo
package import MoatHost

/// What of a crate's folder an archive may have held: every file with its bytes.
package enum CrateFolderContents {
  /// The files of one crate are held in memory together to be packed again; the largest crates that
  /// trees of some hundred crates have come to some 40 MB.
  package static let byteLimit = 256 << 20

  /// Reads a folder whole, without the files that Cargo adds when it unpacks or vendors.
  ///
  /// - Returns: nil where something is not a regular file or cannot be read, or beyond the limit:
  ///   no archive can be made of such a folder.
  package static func read(_ folder: String, files: any FileSystem) throws(FileFailure)
    -> [PackedFile]?
  {
    let collector = ContentsCollector()
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: CrateFolderReader.bufferSize, alignment: 64)
    defer { buffer.deallocate() }
    try files.visit(folder, through: buffer, collector)
    return collector.isComplete ? collector.files : nil
  }
}

private final class ContentsCollector: FolderVisitor {
  let wantsBytes = true
  private(set) var files: [PackedFile] = []
  private(set) var isComplete = true
  private var file: VisitedFile?
  private var bytes: [UInt8] = []
  private var total = 0

  func begin(_ file: VisitedFile) {
    self.file = file
    bytes = []
    let isAdded = file.path == ".cargo-ok" || file.path == VendorChecksums.fileName
    if isAdded { self.file = nil }
    total += isAdded ? 0 : max(file.stamp.size, 0)
    if total > CrateFolderContents.byteLimit { isComplete = false }
    if isComplete, !isAdded { bytes.reserveCapacity(max(file.stamp.size, 0)) }
  }

  func bytes(_ piece: UnsafeRawBufferPointer) {
    guard isComplete, file != nil else { return }
    // The file may have grown since its size was told.
    guard bytes.count <= CrateFolderContents.byteLimit - piece.count else {
      isComplete = false
      return
    }
    bytes += piece
  }

  func end(_ failure: FileFailure?) {
    if failure != nil { isComplete = false }
    guard isComplete, let file else { return }
    files.append(PackedFile(path: file.path, bytes: bytes, isExecutable: file.isExecutable))
    bytes = []
  }

  func meet(_ path: String, _ obstacle: FolderObstacle) { isComplete = false }
}
