import MoatExpressions
import MoatModel

/// The file that holds the payload of the event, at `GITHUB_EVENT_PATH`: what
/// `${{ github.event }}` holds, with the same texts of strangers.
enum EventFile {
  private static let variable = "GITHUB_EVENT_PATH"

  /// Whether a script, or a line of one, names it.
  static func isMentioned(in text: some StringProtocol) -> Bool {
    text.utf8.count >= variable.utf8.count && text.uppercased().mentions("EVENT_PATH")
  }

  /// Whether it is the variable that names the file, in bash or PowerShell.
  static func isNamed(by variable: String) -> Bool {
    variable.uppercased().hasSuffix(Self.variable)
  }

  /// The whole payload, as an expression.
  static var whole: [ExpressionNode] { expressions("github.event") }

  /// The values of the payload that the paths of jq in a text name, as expressions:
  /// `.issue.title` and `.issue | .title` are `github.event.issue.title`, `.commits[].message` is each
  /// commit's.
  ///
  /// A filter that finds its way in another manner (`to_entries`, `getpath`) names nothing.
  static func values(namedIn text: some StringProtocol) -> [ExpressionNode] {
    var paths: [String] = []
    var rest = Array(text.utf8)[...]
    var last: UInt8 = 0x20
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "."), !isName(last), let path = path(&rest) { paths.append(path) }
      last = byte
    }
    return paths.flatMap { expressions("github.event.\($0)") }
  }

  /// The names behind a first dot, `[]` and `[0]` as `*`; nil for none, and for an object of which
  /// another one is made.
  private static func path(_ rest: inout ArraySlice<UInt8>) -> String? {
    var names: [String] = []
    repeat {
      let name = rest.prefix(while: isName)
      guard !name.isEmpty else { break }
      names.append(String(decoding: name, as: UTF8.self))
      rest = rest.dropFirst(name.count)
      while rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) {
        names.append("*")
        rest = rest[(end + 1)...]
      }
      if rest.first == UInt8(ascii: "?") { rest = rest.dropFirst() }
      let next = rest.drop { $0 == 0x20 }
      if next.first == UInt8(ascii: "|") {
        let behind = next.dropFirst().drop { $0 == 0x20 }
        if behind.first == UInt8(ascii: "{") { return nil }
        if behind.first == UInt8(ascii: "."), behind.dropFirst().first.map(isName) ?? false {
          rest = behind
        }
      }
      guard rest.first == UInt8(ascii: ".") else { break }
      rest = rest.dropFirst()
    } while true
    return names.isEmpty ? nil : names.joined(separator: ".")
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }

  private static func expressions(_ path: String) -> [ExpressionNode] {
    ExpressionTemplate("${{ \(path) }}").parts.compactMap { part in
      if case .expression(let expression) = part { expression.node } else { nil }
    }
  }
}
