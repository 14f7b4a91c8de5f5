internal import CZlib

/// Gzip by the system's zlib, for test data. What it reads is the tests' own or genuine.
package enum Gzip {
  /// zlib's `windowBits` of 15, plus 16 for a gzip header.
  private static let gzipWindow: Int32 = 31
  private static let pieceSize = 1 << 16

  /// One member, at the highest level, with neither name nor time.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    pump(deflater: true) { take in take(bytes[...]) }
  }

  /// So many zero bytes, compressed without making them all first.
  package static func compressedZeros(_ count: Int) -> [UInt8] {
    let zeros = [UInt8](repeating: 0, count: pieceSize)
    return pump(deflater: true) { take in
      var left = count
      while left > 0 {
        take(zeros.prefix(left))
        left -= min(left, zeros.count)
      }
    }
  }

  /// The bytes of the first member; those before the damage when it is damaged.
  package static func expanded(_ bytes: [UInt8]) -> [UInt8] {
    pump(deflater: false) { take in take(bytes[...]) }
  }

  private static func pump(
    deflater: Bool, _ feed: ((ArraySlice<UInt8>) -> Void) -> Void
  ) -> [UInt8] {
    var stream = z_stream()
    let version = ZLIB_VERSION
    let size = Int32(MemoryLayout<z_stream>.size)
    let made =
      deflater
      ? deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, version, size)
      : inflateInit2_(&stream, gzipWindow, version, size)
    guard made == Z_OK else { return [] }
    defer { _ = deflater ? deflateEnd(&stream) : inflateEnd(&stream) }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieceSize)
    func run(_ input: ArraySlice<UInt8>, last: Bool) {
      var input = Array(input)
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        while true {
          let status = piece.withUnsafeMutableBufferPointer { piece in
            stream.next_out = piece.baseAddress
            stream.avail_out = UInt32(piece.count)
            return deflater
              ? deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH) : inflate(&stream, Z_NO_FLUSH)
          }
          output += piece.prefix(pieceSize - Int(stream.avail_out))
          if status != Z_OK || stream.avail_out > 0 { return }
        }
      }
    }
    feed { run($0, last: false) }
    if deflater { run([], last: true) }
    return output
  }
}
