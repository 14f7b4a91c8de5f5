internal import CZlib
package import MoatModel

/// Packs files into the bytes of a `.crate`, as one generation of Cargo would: tar, deflate, gzip.
///
/// The bytes go out in pieces; what is held is the compressor's window and one block.
package struct CratePacker: Sendable {
  package let identity: PackageIdentity
  package let generation: PackingGeneration

  package init(_ identity: PackageIdentity, as generation: PackingGeneration) {
    self.identity = identity
    self.generation = generation
  }

  /// The name of the folder that all files of the archive lie in, which is also the file's own name
  /// but for `.crate`.
  private var root: String { "\(identity.name)-\(identity.version)" }

  /// - Parameters:
  ///   - files: in any order, with paths that an archive can hold, each once.
  ///   - sink: takes the archive's bytes in order.
  package func pack(_ files: [PackedFile], into sink: (UnsafeRawBufferPointer) -> Void) {
    pack(sorted: files.sorted(by: PackedFile.precedes), into: sink)
  }

  /// - Parameter files: sorted by ``PackedFile/precedes(_:_:)``.
  func pack(sorted files: [PackedFile], into sink: (UnsafeRawBufferPointer) -> Void) {
    // RFC 1952: deflate, a name, no time, greatest compression, unknown system.
    let header: [UInt8] = [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 2, 0xFF] + Array("\(root).crate\0".utf8)
    header.withUnsafeBytes { sink($0) }

    var deflater = Deflater(generation.deflate)
    var checksum: CUnsignedLong = 0
    var size = 0
    CargoTar(root: root, times: generation.times).write(files) { piece in
      // Pieces are of a few kilobytes.
      checksum = crc32(
        checksum, piece.bindMemory(to: UInt8.self).baseAddress,
        UInt32(truncatingIfNeeded: piece.count))
      size += piece.count
      deflater.compress(piece, into: sink)
    }
    deflater.finish(into: sink)

    var trailer: [UInt8] = []
    for number in [Int(checksum), size] {
      for shift in stride(from: 0, to: 32, by: 8) {
        trailer.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    trailer.withUnsafeBytes { sink($0) }
  }
}
