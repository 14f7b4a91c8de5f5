import MoatModel

extension VendorChecksums {
  /// The bytes that `cargo vendor` writes: `serde_json` without spaces, members in the order of
  /// their names, no line end.
  ///
  /// - Parameter comment: a `$comment`, as Cargo 1.97 and later write one of their own.
  package func printed(comment: String? = nil) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    if let comment {
      Self.append("$comment", to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      Self.append(comment, to: &bytes)
      bytes.append(UInt8(ascii: ","))
    }
    bytes += "\"files\":{".utf8
    for (index, file) in files.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      Self.append(file.path, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      Self.append(file.digest.hex, to: &bytes)
    }
    bytes += "},\"package\":".utf8
    switch package {
    case .digest(let digest): Self.append(digest.hex, to: &bytes)
    case .malformed(let text): Self.append(text, to: &bytes)
    case .none: bytes += "null".utf8
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  /// As `serde_json` quotes: nothing but `"`, `\` and control characters is escaped.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += "\\u00".utf8
        if digits.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
        bytes += digits.utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
