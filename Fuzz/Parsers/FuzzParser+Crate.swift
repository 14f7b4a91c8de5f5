import MoatArchive
import MoatModel

extension FuzzParser {
  /// As a `.crate`, and as the tar archive in one: the fuzzer does not find its way through deflate.
  static func crate(_ bytes: [UInt8]) throws {
    let archive = try VerifiedArchive(
      bytes, of: identity, expecting: SHA256Hasher.digest(of: bytes))
    do { try check(archive.files()) } catch {
      try check(tar(sealed(bytes)))
      throw error
    }
  }

  static let identity = PackageIdentity(name: "left", version: "1.0.0")

  /// With right checksums in every block that looks like a header, so that what they guard is
  /// reached.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for start in stride(from: 0, to: max(0, bytes.count - 511), by: 512)
    where bytes[(start + 257)..<(start + 262)].elementsEqual("ustar".utf8) {
      let field = (start + 148)..<(start + 156)
      bytes.replaceSubrange(field, with: [UInt8](repeating: 0x20, count: 8))
      let sum = bytes[start..<(start + 512)].reduce(0) { $0 + Int($1) }
      let digits = String(sum, radix: 8)
      let text = String(repeating: "0", count: 7 - digits.count) + digits + "\0"
      bytes.replaceSubrange(field, with: text.utf8)
    }
    return bytes
  }

  /// Reads a tar archive in windows of two blocks.
  private static func tar(_ bytes: [UInt8]) throws -> [ArchiveFile] {
    var reader = TarReader(of: identity)
    var files: [ArchiveFile] = []
    var entry: ArchiveEntry?
    var hasher = try SHA256Hasher()
    var count = 0
    try bytes.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: 1_024) {
        var window = all[start..<min(start + 1_024, all.count)]
        while let event = try reader.next(in: &window) {
          switch event {
          case .begin(let next):
            entry = next
            count = 0
          case .bytes(let piece):
            require(!piece.isEmpty)
            hasher.update(piece)
            count += piece.count
          case .end:
            guard let ended = entry else { return require(false) }
            require(count == ended.size)
            entry = nil
            let digest = hasher.finish()
            if ended.kind == .file {
              files.append(
                ArchiveFile(path: ended.path, size: count, mode: ended.mode, digest: digest))
            }
          }
        }
      }
    }
    try reader.finish()
    return files
  }

  /// What may be said of every archive that was read.
  private static func check(_ files: [ArchiveFile]) throws {
    require(files.contains { $0.path == "Cargo.toml" })
    require(Set(files.map { $0.path.lowercased() }).count == files.count)
    for file in files {
      let names = file.path.split(separator: "/", omittingEmptySubsequences: false)
      require(!names.contains("") && !names.contains(".") && !names.contains(".."))
      require(!file.path.unicodeScalars.contains { $0.value < 0x20 || $0 == "\\" })
      require(file.mode <= 0o777 && file.size <= ArchiveLimit.fileBytes)
    }
  }
}
