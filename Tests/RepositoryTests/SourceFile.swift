import Foundation
import MoatTestSupport

/// One Swift file below `Sources/`.
struct SourceFile: Sendable {
  /// From the package's root.
  let path: String
  let target: String
  let text: String

  /// Every one, in path order.
  static let all: [SourceFile] = {
    let root = SharedData.packageRoot.appendingPathComponent("Sources")
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (paths ?? []).filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
      let file = root.appendingPathComponent(path)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
      let target = path.split(separator: "/").first.map(String.init) ?? ""
      return SourceFile(path: "Sources/\(path)", target: target, text: text)
    }
  }()

  /// The folders of `Sources/`.
  static let targets: [String] = {
    let root = SharedData.packageRoot.appendingPathComponent("Sources").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
      .filter { !$0.hasPrefix(".") }
  }()

  /// Lines that are not comments, with their 1-based numbers.
  var codeLines: [(number: Int, text: Substring)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { ($0.offset + 1, $0.element) }
      .filter { !$0.1.drop { $0 == " " }.hasPrefix("//") }
  }

  /// The modules it imports.
  var imports: [(number: Int, module: String)] {
    codeLines.compactMap { number, line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place < 2, place + 1 < words.count,
        words[..<place].allSatisfy({ Self.importPrefixes.contains($0) })
      else { return nil }
      let isOfKind = ["struct", "class", "enum", "func", "protocol"].contains(words[place + 1])
      let name = words[isOfKind && place + 2 < words.count ? place + 2 : place + 1]
      return (number, String(name.prefix { $0 != "." }))
    }
  }

  private static let importPrefixes: Set<Substring> = [
    "package", "public", "internal", "private", "fileprivate", "@testable", "@preconcurrency",
    "@_exported",
  ]
}
