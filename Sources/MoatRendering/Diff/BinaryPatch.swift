/// The binary hunks of git: both contents whole, deflated, in its base 85
/// (https://github.com/git/git/blob/master/apply.c, `parse_binary`; base85.c).
///
/// Nothing is compressed: stored blocks are deflate too (RFC 1951, 3.2.4), and the patch is to be right,
/// not small.
enum BinaryPatch {
  static func text(old: [UInt8], new: [UInt8]) -> [UInt8] {
    Array("GIT binary patch\n".utf8) + literal(new) + literal(old)
  }

  private static func literal(_ bytes: [UInt8]) -> [UInt8] {
    var text = Array("literal \(bytes.count)\n".utf8)
    let stream = stored(bytes)
    for start in stride(from: 0, to: stream.count, by: lineBytes) {
      let piece = stream[start..<min(start + lineBytes, stream.count)]
      // A letter for the count of bytes: A to Z for 1 to 26, a to z for 27 to 52.
      text.append(UInt8(piece.count <= 26 ? 64 + piece.count : 70 + piece.count))
      text += base85(piece)
      text.append(UInt8(ascii: "\n"))
    }
    return text + [UInt8(ascii: "\n")]
  }

  /// What git puts on a line.
  private static let lineBytes = 52

  private static let alphabet = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~".utf8)

  /// Five letters for four bytes, the last ones filled up with zeros.
  private static func base85(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 4) {
      var number: UInt32 = 0
      for index in start..<start + 4 {
        number = number << 8 | (index < bytes.endIndex ? UInt32(bytes[index]) : 0)
      }
      var letters: [UInt8] = []
      for _ in 0..<5 {
        letters.append(alphabet[Int(number % 85)])
        number /= 85
      }
      text += letters.reversed()
    }
    return text
  }

  /// A zlib stream (RFC 1950) of stored blocks.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let count = min(0xFFFF, bytes.count - start)
      let isLast = start + count == bytes.count
      stream += [isLast ? 1 : 0]
      for half in [UInt16(count), ~UInt16(count)] {
        stream += [UInt8(half & 0xFF), UInt8(half >> 8)]
      }
      stream += bytes[start..<start + count]
      start += count
    } while start < bytes.count
    let sum = adler32(bytes)
    return stream + [24, 16, 8, 0].map { UInt8(sum >> UInt32($0) & 0xFF) }
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
