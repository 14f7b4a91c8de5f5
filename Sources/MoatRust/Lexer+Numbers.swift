extension Lexer {
  /// A number with its suffix, so `1f32` too, which is an integer by its form.
  static func number(in bytes: Span<UInt8>, from start: Int) -> (kind: TokenKind, end: Int) {
    var end = start + 1
    if bytes[start] == UInt8(ascii: "0"), end < bytes.count {
      switch bytes[end] | 0x20 {
      case UInt8(ascii: "x") where bytes[end] == UInt8(ascii: "x"):
        end = endOfHexadecimal(in: bytes, from: end + 1)
        return (.integer, endOfSuffix(in: bytes, from: end))
      case UInt8(ascii: "b") where bytes[end] == UInt8(ascii: "b"),
        UInt8(ascii: "o") where bytes[end] == UInt8(ascii: "o"):
        end += 1
      default: break
      }
    }
    end = endOfDigits(in: bytes, from: end)
    guard end < bytes.count else { return (.integer, end) }
    switch bytes[end] {
    case UInt8(ascii: ".") where isFraction(in: bytes, from: end + 1):
      end = endOfDigits(in: bytes, from: end + 1)
      if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
        end = endOfExponent(in: bytes, from: end + 1)
      }
      return (.float, endOfSuffix(in: bytes, from: end))
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      end = endOfExponent(in: bytes, from: end + 1)
      return (.float, endOfSuffix(in: bytes, from: end))
    default:
      return (.integer, endOfSuffix(in: bytes, from: end))
    }
  }

  /// Whether a point before `start` is a decimal one: not of `1..2`, nor of `1.foo()`.
  private static func isFraction(in bytes: Span<UInt8>, from start: Int) -> Bool {
    guard start < bytes.count else { return true }
    return bytes[start] != UInt8(ascii: ".")
      && identifierLength(in: bytes, at: start, isFirst: true) == 0
  }

  private static func endOfExponent(in bytes: Span<UInt8>, from start: Int) -> Int {
    guard start < bytes.count else { return start }
    let isSigned = bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-")
    return endOfDigits(in: bytes, from: isSigned ? start + 1 : start)
  }

  private static func endOfDigits(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] &- 0x30 < 10 || bytes[end] == UInt8(ascii: "_") { end += 1 }
    return end
  }

  private static func endOfHexadecimal(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count,
      bytes[end] &- 0x30 < 10 || (bytes[end] | 0x20) &- 0x61 < 6 || bytes[end] == UInt8(ascii: "_")
    { end += 1 }
    return end
  }
}
