import CZlib

/// Writes gzip files, right ones and wrong ones.
struct GzipWriter {
  var header: [UInt8] = [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 2, 0xff]
  var name: [UInt8] = [UInt8]("left-1.0.0.crate\0".utf8)
  /// Flipped in the trailer.
  var checksumError: UInt32 = 0
  var lengthError: UInt32 = 0

  func bytes(_ contents: [UInt8]) -> [UInt8] {
    var checksum = crc32(0, nil, 0)
    contents.withUnsafeBufferPointer {
      checksum = crc32(checksum, $0.baseAddress, UInt32($0.count))
    }
    return header + name + Self.deflated(contents)
      + Self.littleEndian(UInt32(truncatingIfNeeded: checksum) ^ checksumError)
      + Self.littleEndian(UInt32(truncatingIfNeeded: contents.count) ^ lengthError)
  }

  private static func littleEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }

  /// A stream that unpacks to `start` and then to zeros, without its trailer.
  func bomb(_ start: [UInt8], thenMebibytesOfZeros count: Int) -> [UInt8] {
    // After a full flush a piece says the same wherever it stands.
    let zeros = Self.deflated([UInt8](repeating: 0, count: 1 << 20), Z_FULL_FLUSH)
    var bytes = header + name + Self.deflated(start, Z_FULL_FLUSH)
    for _ in 0..<count { bytes += zeros }
    return bytes
  }

  private static func deflated(_ contents: [UInt8], _ flush: CInt = Z_FINISH) -> [UInt8] {
    var stream = z_stream()
    let size = CInt(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    var input = contents
    let room = Int(deflateBound(&stream, UInt(input.count))) + 64
    var output = [UInt8](repeating: 0, count: room)
    let left = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(room)
        deflate(&stream, flush)
        return Int(stream.avail_out)
      }
    }
    return Array(output.prefix(room - left))
  }
}
