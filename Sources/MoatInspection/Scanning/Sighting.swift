/// A mark before its line, its gates and its role in the file are known.
struct Sighting: Sendable {
  let capability: Capability
  let lower: Int
  let upper: Int
  let subject: String
  var via: String?
  var argument: String?
  /// Only the first of several that say the same in a file becomes a mark.
  let isMention: Bool

  init(
    _ capability: Capability, _ lower: Int, _ upper: Int, _ subject: String, via: String? = nil,
    argument: String? = nil, isMention: Bool = false
  ) {
    self.capability = capability
    self.lower = lower
    self.upper = upper
    self.subject = subject
    self.via = via
    self.argument = argument
    self.isMention = isMention
  }
}

/// Bytes of a package as they are quoted in a mark.
enum QuotedText {
  /// Enough to recognise an address or a path; a subject is one line of a report.
  static let limit = 80

  /// The text, shortened at the end, with everything that is not plainly visible escaped.
  static func shown(_ bytes: [UInt8], _ range: Range<Int>, limit: Int = limit) -> String {
    let upper = min(range.upperBound, range.lowerBound + limit)
    var text = ""
    for scalar in String(decoding: bytes[range.lowerBound..<upper], as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x20..<0x7F: text.unicodeScalars.append(scalar)
      default:
        if scalar.properties.isAlphabetic {
          text.unicodeScalars.append(scalar)
        } else {
          text += "\\u{\(String(scalar.value, radix: 16))}"
        }
      }
    }
    return upper < range.upperBound ? text + "…" : text
  }

  /// The text around a word of a literal: whole where it is short.
  static func shown(_ bytes: [UInt8], around word: Range<Int>, in literal: Range<Int>) -> String {
    guard literal.count > limit else { return shown(bytes, literal) }
    let lower = max(literal.lowerBound, word.lowerBound - limit / 4)
    let text = shown(bytes, lower..<literal.upperBound)
    return lower > literal.lowerBound ? "…" + text : text
  }
}
