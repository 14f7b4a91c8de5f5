/// The part of a request that says what is asked for.
enum RequestTarget {
  /// Reads a target in origin form. The path stays as it was sent, so that nothing in it can mean a
  /// second path; values of the query are decoded.
  static func read(
    _ bytes: ArraySlice<UInt8>
  ) throws(RequestReader.Refusal) -> (path: String, query: [String: String]) {
    guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw RequestReader.Refusal(400, "the target is malformed")
    }
    let cut = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
    let path = String(decoding: bytes[..<cut], as: UTF8.self)
    var query: [String: String] = [:]
    for pair in bytes[cut...].dropFirst().split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let key = String(decoding: pair[..<equals], as: UTF8.self)
      guard let value = decoded(pair[equals...].dropFirst()) else {
        throw RequestReader.Refusal(400, "the query is malformed")
      }
      guard query.updateValue(value, forKey: key) == nil else {
        throw RequestReader.Refusal(400, "a key of the query is repeated")
      }
    }
    return (path, query)
  }

  /// Percent-decoded text; nil where an escape is malformed or the result is not UTF-8. `+` stays.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%") {
        guard index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
          let low = digit(bytes[index + 2])
        else { return nil }
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
