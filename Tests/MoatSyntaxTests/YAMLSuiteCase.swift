import Foundation
import MoatModel
import MoatSyntax
import Testing

/// One case of the yaml-test-suite. Its files are YAML, so our own reader reads them.
struct YAMLSuiteCase {
  let name: String
  let yaml: String
  let isInvalid: Bool
  /// One event a line, as ``events(of:)`` writes them.
  let events: [String]

  static func all() throws -> [YAMLSuiteCase] {
    let folder = SharedData.folder.appendingPathComponent("yaml-test-suite")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".yaml") }.flatMap(read)
  }

  private static func read(_ file: String) throws -> [YAMLSuiteCase] {
    let document = try YAMLDocument(parsing: SharedData.source("yaml-test-suite/\(file)"))
    let items = Array(try #require(document.root.sequence))
    var events: [String] = []
    var cases: [YAMLSuiteCase] = []
    for (index, item) in items.enumerated() {
      let mapping = try #require(item.mapping)
      // A case without events has those of the case before it.
      if let tree = mapping["tree"]?.scalar?.text {
        events = shown(tree).split(separator: "\n").map {
          String($0.drop { $0 == " " })
        }
      }
      guard let yaml = mapping["yaml"]?.scalar?.text else { continue }
      let number = String(format: "%02d", index)
      cases.append(
        YAMLSuiteCase(
          name: file.dropLast(5) + (items.count > 1 ? "/\(number)" : ""), yaml: shown(yaml),
          isInvalid: mapping["fail"] != nil, events: events))
    }
    return cases
  }

  /// Replaces the signs that the suite writes for characters that cannot be seen.
  private static func shown(_ text: String) -> String {
    text.replacing("␣", with: " ").replacing("↵", with: "").replacing("∎\n", with: "")
      .replacing("←", with: "\r").replacing("⇔", with: "\u{FEFF}").replacing(/—*»/, with: "\t")
  }
}

extension SharedData {
  static let workflows: [String] = {
    let root = folder.appendingPathComponent("workflows")
    let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
      .sorted().map { "workflows/" + $0 }
  }()
}

/// A stream as the suite's event notation has it.
func events(of stream: YAMLStream) -> [String] {
  var result = ["+STR"]
  for document in stream.documents {
    result.append("+DOC" + (document.startsExplicitly ? " ---" : ""))
    addEvents(of: document.root, to: &result)
    result.append("-DOC" + (document.endsExplicitly ? " ..." : ""))
  }
  return result + ["-STR"]
}

private func addEvents(of node: YAMLNode, to result: inout [String]) {
  let properties =
    (node.anchor.map { " &\($0)" } ?? "") + (node.tag.map { " <\($0)>" } ?? "")
  if let mapping = node.mapping {
    result.append("+MAP" + (mapping.isFlow ? " {}" : "") + properties)
    for entry in mapping {
      addEvents(of: entry.key, to: &result)
      addEvents(of: entry.value, to: &result)
    }
    result.append("-MAP")
  } else if let sequence = node.sequence {
    result.append("+SEQ" + (sequence.isFlow ? " []" : "") + properties)
    for child in sequence { addEvents(of: child, to: &result) }
    result.append("-SEQ")
  } else if let scalar = node.scalar {
    result.append("=VAL\(properties) \(sign(of: scalar.style))\(escaped(scalar.text))")
  } else {
    result.append("=ALI *\(node.aliasName ?? "")")
  }
}

private func sign(of style: YAMLScalar.Style) -> String {
  switch style {
  case .plain: ":"
  case .singleQuoted: "'"
  case .doubleQuoted: "\""
  case .literal: "|"
  case .folded: ">"
  }
}

/// Character by character: `\r\n` is one `Character` of a `String`.
private func escaped(_ text: String) -> String {
  let escapes: [Unicode.Scalar: String] = [
    "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\u{8}": "\\b",
  ]
  return text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
}
