import MoatFindings
import MoatModel

/// Writes labels as SARIF locations.
struct SARIFPlaces {
  private let placements: Placements

  init(_ placements: Placements) { self.placements = placements }

  /// The members of a location object; a label without a span stands at the file's first line.
  func write(_ label: Label, to writer: inout JSONWriter) {
    let place = placements.place(label)
    writer.object("physicalLocation") { writer in
      writer.object("artifactLocation") { writer in
        let path = place.path.isEmpty ? SARIFRenderer.fallbackPath : place.path
        if path.hasPrefix("/") {
          writer.member("uri", "file://" + Self.encoded(path))
        } else {
          writer.member("uri", Self.encoded(path))
          writer.member("uriBaseId", "%SRCROOT%")
        }
      }
      writer.object("region") { writer in
        writer.member("startLine", place.start?.line ?? 1)
        if let start = place.start { writer.member("startColumn", start.column) }
        if let end = place.end {
          writer.member("endLine", end.line)
          writer.member("endColumn", end.column)
        }
      }
    }
    if let text = label.text {
      writer.object("message") { $0.member("text", Self.unlinked(TerminalText.neutralised(text))) }
    }
  }

  /// Message text in which quoted input forms no link: SARIF reads `[text](target)` as one
  /// (section 3.11.6).
  static func unlinked(_ text: String) -> String { text.replacingBytes("](", with: "] (") }

  /// A path as a URI reference: all but unreserved characters (RFC 3986, section 2.3) and `/` are
  /// percent-encoded, and `./` at the start goes.
  static func encoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in (path.hasPrefix("./") ? path.dropFirst(2) : path[...]).utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
