import MoatShell

/// A file's name in a form that can be compared: between steps, and where parts are not known.
struct FileKey: Hashable {
  let text: String

  /// - Returns: nil for a text of which nothing is known, not even what it is called.
  init?(_ text: ShellText, in part: ScriptPart) {
    var key = ""
    for piece in text.parts {
      switch piece {
      case .literal(let literal): key += literal
      case .choice(let values): key += "\u{1}[" + values.sorted().joined(separator: "|") + "]"
      case .mask(let id):
        guard let expression = part.expression(id) else { return nil }
        key += "\u{1}{" + expression + "}"
      case .variable(let name): key += "\u{1}$" + Self.plain(name) + ";"
      // Which command printed it; another step's is another.
      case .output(let id): key += "\u{1}(\(part.step?.index ?? -1),\(id))"
      case .outputFile, .unknown: return nil
      }
    }
    self.text = key
  }

  /// `env:NAME` of PowerShell and `NAME` of bash are the same.
  private static func plain(_ name: String) -> String {
    name.lowercased().hasPrefix("env:") ? String(name.dropFirst(4)) : name
  }

  /// The last part of the path.
  var name: String {
    let bytes = text.utf8
    // A slash in an expression or a choice separates nothing.
    var depth = 0
    var start = bytes.startIndex
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      case UInt8(ascii: "/") where depth == 0, UInt8(ascii: "\\") where depth == 0:
        start = bytes.index(after: index)
      default: break
      }
      index = bytes.index(after: index)
    }
    return String(text[start...])
  }

  /// Whether a word means this file: by the same name, or as a pattern that fits it.
  func isMeant(by other: FileKey) -> Bool {
    let (mine, theirs) = (name, other.name)
    if mine.isEmpty || theirs.isEmpty { return false }
    if mine == theirs { return true }
    return theirs.contains("*") && Self.fits(Array(mine.utf8), Array(theirs.utf8))
      || mine.contains("*") && Self.fits(Array(theirs.utf8), Array(mine.utf8))
  }

  /// Whether `*` in a pattern can stand for the rest of a name. Linear but for the stars.
  private static func fits(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (at, place) = (0, 0)
    var star: (place: Int, at: Int)?
    while at < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, at)
        place += 1
      } else if place < pattern.count, pattern[place] == name[at] {
        at += 1
        place += 1
      } else if let last = star {
        star = (last.place, last.at + 1)
        place = last.place + 1
        at = last.at + 1
      } else {
        return false
      }
    }
    while place < pattern.count, pattern[place] == UInt8(ascii: "*") { place += 1 }
    return place == pattern.count
  }
}
