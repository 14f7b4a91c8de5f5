/// Writes the tar file that Cargo puts into a `.crate`.
///
/// GNU headers as the tar crate writes them (https://docs.rs/tar, `Header::new_gnu`): copied files have
/// user, group and device numbers `0000000`, generated ones leave them empty. Only files, no folders,
/// in the order of their paths' components. Checked against real archives of crates.io; the format is
/// GNU tar's (https://www.gnu.org/software/tar/manual/html_node/Standard.html).
struct CargoTar {
  /// A longer name goes before its entry, in one of its own.
  private static let nameLimit = 100
  /// As much as Cargo copies at a time. It shows in the compressed bytes only where the window is full.
  private static let pieceSize = 8192

  let root: String
  let times: PackingGeneration.Times

  /// - Parameters:
  ///   - files: in their order.
  ///   - sink: takes the bytes, in the pieces in which Cargo gives them to its compressor.
  func write(_ files: [PackedFile], into sink: (UnsafeRawBufferPointer) -> Void) {
    for file in files { write(file, into: sink) }
    emit([UInt8](repeating: 0, count: 2 * TarHeader.blockSize), into: sink)
  }

  private func write(_ file: PackedFile, into sink: (UnsafeRawBufferPointer) -> Void) {
    let name = Array("\(root)/\(file.path)".utf8)
    if name.count > Self.nameLimit {
      emit(Self.longNameHeader(size: name.count + 1), into: sink)
      emit(name + [0], into: sink)
      pad(name.count + 1, into: sink)
    }
    emit(header(of: file, name: Self.cut(name)), into: sink)
    file.bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
        let end = min(start + Self.pieceSize, bytes.count)
        sink(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      }
    }
    pad(file.bytes.count, into: sink)
  }

  private func header(of file: PackedFile, name: ArraySlice<UInt8>) -> [UInt8] {
    var header = PackedHeader(name: name)
    header.put(file.isExecutable ? 0o755 : 0o644, in: PackedHeader.mode)
    header.put(file.bytes.count, in: PackedHeader.size)
    header.put(file.isGenerated ? times.generated : times.copied, in: PackedHeader.modified)
    header.bytes[PackedHeader.kind] = UInt8(ascii: "0")
    if !file.isGenerated {
      for field in [
        PackedHeader.user, PackedHeader.group, PackedHeader.majorDevice, PackedHeader.minorDevice,
      ] {
        header.put(0, in: field)
      }
    }
    return header.summed()
  }

  /// The header of an entry that holds the name of the next.
  private static func longNameHeader(size: Int) -> [UInt8] {
    var header = PackedHeader(name: Array("././@LongLink".utf8)[...])
    header.put(0o644, in: PackedHeader.mode)
    header.put(0, in: PackedHeader.user)
    header.put(0, in: PackedHeader.group)
    header.put(size, in: PackedHeader.size)
    header.put(0, in: PackedHeader.modified)
    header.bytes[PackedHeader.kind] = UInt8(ascii: "L")
    return header.summed()
  }

  /// As much of a name as fits, ending with a whole character.
  private static func cut(_ name: [UInt8]) -> ArraySlice<UInt8> {
    guard name.count > nameLimit else { return name[...] }
    var end = nameLimit
    // 0b10…: a byte within a character.
    while end > 0, name[end] & 0xC0 == 0x80 { end -= 1 }
    return name[..<end]
  }

  private func pad(_ size: Int, into sink: (UnsafeRawBufferPointer) -> Void) {
    let rest = size % TarHeader.blockSize
    if rest > 0 { emit([UInt8](repeating: 0, count: TarHeader.blockSize - rest), into: sink) }
  }

  private func emit(_ bytes: [UInt8], into sink: (UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { sink($0) }
  }
}
