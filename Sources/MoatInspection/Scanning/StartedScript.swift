import MoatCargo
import MoatModel

/// Scripts of a package that its build script or proc macro names: what they do is done while building.
enum StartedScript {
  private static let endings = [".sh", ".bash", ".zsh", ".py", ".pl", ".ps1", ".bat", ".cmd"]
  /// In bytes; larger ones are programs that configure other programs.
  private static let limit = 64 << 10

  /// Whether a literal may be the name of one.
  static func isNamed(_ literal: RustLiteral) -> Bool {
    guard (4...128).contains(literal.range.count) else { return false }
    // Most literals are not: their ends have no full stop.
    let upper = literal.range.upperBound
    let bytes = literal.bytes.span
    guard
      [3, 4, 5].contains(where: {
        $0 <= literal.range.count && bytes[upper - $0] == UInt8(ascii: ".")
      })
    else { return false }
    let end = literal.bytes[literal.range].suffix(5)
    return endings.contains { end.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// The lines of a script that reach other machines, as marks.
  static func marks(of file: PackageContents.File) -> [Mark] {
    guard file.bytes.count <= limit else { return [] }
    let interprets = file.path.hasSuffix(".py") || file.path.hasSuffix(".pl")
    var marks: [Mark] = []
    var number = 0
    var lower = 0
    for line in file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let span = SourceSpan(lower, lower + line.count)
      lower += line.count + 1
      let text = String(decoding: line, as: UTF8.self)
      if text.drop(while: \.isWhitespace).hasPrefix("#") { continue }
      let met = interprets ? InlineScript.word(in: text) : ShellScript.downloader(in: text)
      guard let met else { continue }
      marks.append(
        Mark(
          capability: .process, span: span, line: number, column: 1, subject: met,
          argument: interprets ? "python \(met)" : met))
    }
    return marks
  }
}
