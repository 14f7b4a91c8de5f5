import Foundation
import MoatModel
import MoatSyntax
import Testing

/// The [toml-test](https://github.com/toml-lang/toml-test) suite and real Cargo documents.
@Suite(.enabled(if: SharedData.exists, "needs ../shared/data"))
struct `TOML conformance` {
  /// Documents that TOML 1.0 refuses and 1.1 accepts; Cargo 1.95 accepts each.
  static let newInVersion11: Set<String> = [
    "invalid/datetime/no-secs.toml",
    "invalid/inline-table/linebreak-01.toml",
    "invalid/inline-table/linebreak-02.toml",
    "invalid/inline-table/linebreak-03.toml",
    "invalid/inline-table/linebreak-04.toml",
    "invalid/inline-table/trailing-comma.toml",
    "invalid/local-datetime/no-secs.toml",
    "invalid/local-time/no-secs.toml",
    "invalid/string/basic-byte-escapes.toml",
  ]

  @Test(arguments: ["1.0.0", "1.1.0"])
  func `accepts every valid document with its values`(version: String) throws {
    for path in try SharedData.conformanceList(version) where path.hasPrefix("valid/") {
      let source = try SharedData.source("toml-test/\(path)")
      let json = try SharedData.source("toml-test/\(path.dropLast(5)).json")
      let expected = try JSONSerialization.jsonObject(with: Data(json.bytes))
      do {
        let document = try TOMLDocument(parsing: source)
        let difference = difference(.table(document.root), expected)
        #expect(difference == nil, "\(path)")
      } catch {
        Issue.record("\(path): \(error.message) at \(error.span)")
      }
    }
  }

  @Test(arguments: ["1.0.0", "1.1.0"])
  func `refuses every invalid document`(version: String) throws {
    var accepted: Set<String> = []
    for path in try SharedData.conformanceList(version) where path.hasPrefix("invalid/") {
      if refusal(try SharedData.source("toml-test/\(path)").bytes) == nil { accepted.insert(path) }
    }
    #expect(accepted == (version == "1.0.0" ? Self.newInVersion11 : []))
  }

  @Test func `reads every manifest and lockfile of real projects`() throws {
    let paths = SharedData.files(below: "projects", named: ["Cargo.toml", "Cargo.lock"])
    #expect(paths.count > 1_000)
    var refused: [String] = []
    for path in paths {
      let source = try SharedData.source(path)
      if refusal(source.bytes) != nil { refused.append(path) }
    }
    #expect(refused.allSatisfy { $0.contains("/cargo_add/invalid_manifest/") }, "\(refused)")
    #expect(refused.count == 2)
  }

  @Test func `reads each entry of a large lockfile`() throws {
    let source = try SharedData.source("projects/mozilla__firefox-esr-140/Cargo.lock")
    let root = try TOMLDocument(parsing: source).root
    let packages = try #require(root["package"]?.array)
    #expect(packages.count == 756)
    for package in packages {
      let table = try #require(package.table)
      let name = try #require(table.entry("name"))
      #expect(source.text(at: name.keySpan) == "name")
      #expect(source.text(at: name.value.span) == "\"\(name.value.string ?? "")\"")
      #expect(source.text(at: table.span).hasPrefix("[[package]]\nname = \""))
    }
  }

  // MARK: - Comparing with toml-test's tagged JSON

  private enum Tree {
    case value(TOMLValue)
    case table(TOMLTable)
  }

  /// The first difference between a document and what the suite expects of it.
  private func difference(_ tree: Tree, _ expected: Any, path: String = "") -> String? {
    guard case .value(let value) = tree, value.table == nil else {
      let table: TOMLTable? = if case .table(let table) = tree { table } else { nil }
      guard let table = table ?? tableOf(tree) else { return path }
      guard let object = expected as? [String: Any], object.count == table.count else {
        return "\(path): \(table.count) keys"
      }
      for entry in table.entries {
        guard let child = object[entry.key] else { return "\(path): key \(entry.key)" }
        let found = difference(.value(entry.value), child, path: "\(path).\(entry.key)")
        if let found { return found }
      }
      return nil
    }
    if let array = value.array {
      guard let items = expected as? [Any], items.count == array.count else {
        return "\(path): \(array.count) elements"
      }
      for (item, element) in zip(items, array) {
        if let found = difference(.value(element), item, path: path + "[]") { return found }
      }
      return nil
    }
    guard let leaf = expected as? [String: String], let type = leaf["type"],
      let text = leaf["value"]
    else { return "\(path): \(value.kindName)" }
    return matches(value, type, text) ? nil : "\(path): \(type) \(text), found \(value)"
  }

  private func tableOf(_ tree: Tree) -> TOMLTable? {
    guard case .value(let value) = tree else { return nil }
    return value.table
  }

  private func matches(_ value: TOMLValue, _ type: String, _ text: String) -> Bool {
    switch type {
    case "string": return value.string.map { Array($0.utf8) == Array(text.utf8) } ?? false
    case "integer": return value.integer == Int64(text)
    case "bool": return value.boolean == (text == "true")
    case "float":
      guard let float = value.float, let wanted = Double(text) else { return false }
      return float == wanted || float.isNaN && wanted.isNaN
    default:
      guard let found = value.datetime else { return false }
      return canonical(found) == canonical(text)
    }
  }

  /// Spelling apart: `T` and `Z` uppercase, seconds present, fraction without trailing zeros.
  private func canonical(_ datetime: String) -> String {
    var text = datetime.uppercased().replacingOccurrences(of: " ", with: "T")
    text = text.replacing(/^((?:[-0-9]+T)?\d\d:\d\d)(?=$|[Z+\-])/) { "\($0.1):00" }
    text = text.replacing(/\.(\d*?)0*(?=$|[Z+\-])/) { $0.1.isEmpty ? "" : ".\($0.1)" }
    return text
  }
}
