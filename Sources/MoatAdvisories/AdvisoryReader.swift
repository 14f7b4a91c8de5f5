import MoatModel
import MoatSyntax

/// Takes an advisory out of its front matter and collects what it does not understand.
struct AdvisoryReader {
  private let document: TOMLDocument
  private var problems: [String] = []

  init(document: TOMLDocument) { self.document = document }

  private static let tables: Set<String> = ["advisory", "versions", "affected"]
  private static let keys: [String: Set<String>] = [
    "advisory": [
      "id", "package", "date", "title", "description", "aliases", "related", "categories",
      "keywords", "references", "url", "cvss", "informational", "withdrawn", "source", "license",
      "expect-deleted", "yanked",
    ],
    "versions": ["patched", "unaffected"],
    "affected": ["arch", "os", "functions"],
  ]

  mutating func advisory(
    collection: Advisory.Collection, path: String, title: String?, isUTF8: Bool
  ) throws(AdvisoryError) -> Advisory {
    noteUnknownKeys()
    let main = try requiredTable("advisory")
    let id = try requiredString(main, "id", in: "advisory")
    let name = try requiredString(main, "package", in: "advisory")
    notePath(path, id: id, name: name)
    let affected = try versions()
    for (one, two) in affected.overlaps { problems.append("`\(one)` and `\(two)` overlap") }
    if !isUTF8 { problems.append("the description is not UTF-8") }

    let heading = title ?? string(main, "title")
    if heading == nil { problems.append("no title") }
    let date = day(main, "date")
    if main["date"] == nil { problems.append("`advisory.date` is missing") }
    let kind = AdvisoryRecord.kind(named: string(main, "informational"))
    // A kind that is not a string counts as a vulnerability: that errs on the loud side.
    if case .other(let other) = kind { problems.append("unknown kind `\(other)`") }
    let cvss = string(main, "cvss")
    let categories = strings(main, "categories")
    let sites = affectedTable()
    return Advisory(
      id: id, package: name, collection: collection, date: date, title: heading ?? id, kind: kind,
      categories: categories,
      isMalicious: Advisory.isTakedown(categories: categories, title: heading ?? ""),
      withdrawn: day(main, "withdrawn"), aliases: strings(main, "aliases"),
      related: strings(main, "related"), keywords: strings(main, "keywords"),
      url: string(main, "url"), references: strings(main, "references"), cvss: cvss,
      cvssTenths: score(cvss), affectedFunctions: sites.functions,
      affectedArchitectures: sites.architectures, affectedSystems: sites.systems,
      affected: affected, problems: problems)
  }

  private mutating func noteUnknownKeys() {
    for entry in document.root.entries {
      let table = entry.key
      guard Self.tables.contains(table) else {
        problems.append("unknown table `\(table)`")
        continue
      }
      guard let entries = entry.value.table?.entries, let known = Self.keys[table] else { continue }
      for inner in entries where !known.contains(inner.key) {
        problems.append("unknown key `\(table).\(inner.key)`")
      }
    }
  }

  /// The file's name and folder repeat the id and the package.
  private mutating func notePath(_ path: String, id: String, name: String) {
    let parts = path.split(separator: "/")
    if let file = parts.last, file != "\(id).md" { problems.append("the file is not `\(id).md`") }
    if parts.count >= 2, parts[parts.count - 2] != name {
      problems.append("the folder is not `\(name)`")
    }
  }

  private mutating func versions() throws(AdvisoryError) -> AffectedVersions {
    let table = try requiredTable("versions")
    guard table["patched"] != nil else { throw missing("versions.patched", in: table.span) }
    let patched = try requirements(table, "patched")
    let unaffected = try requirements(table, "unaffected")
    do {
      return try AffectedVersions(patched: patched, unaffected: unaffected)
    } catch {
      let span = span(of: error.requirement, in: table) ?? table.span
      throw AdvisoryError(reason: .unusableVersions(error), span: span)
    }
  }

  private func span(of requirement: String, in table: TOMLTable) -> SourceSpan? {
    for key in ["patched", "unaffected"] {
      if let match = table[key]?.array?.first(where: { $0.string == requirement }) {
        return match.span
      }
    }
    return nil
  }

  /// Requirements are never skipped: one lost from `patched` is noise, but one read wrongly is a
  /// wrong all-clear.
  private func requirements(
    _ table: TOMLTable, _ key: String
  ) throws(AdvisoryError) -> [String] {
    guard let value = table[key] else { return [] }
    guard let array = value.array else { throw wrongKind("versions.\(key)", value) }
    var result: [String] = []
    for element in array {
      guard let text = element.string else { throw wrongKind("versions.\(key)", element) }
      result.append(text)
    }
    return result
  }

  private mutating func affectedTable()
    -> (functions: [String], architectures: [String], systems: [String])
  {
    guard let value = document.root["affected"] else { return ([], [], []) }
    guard let table = value.table else {
      problems.append("`affected` is \(value.kindName)")
      return ([], [], [])
    }
    var functions: [String] = []
    if let value = table["functions"] {
      if let paths = value.table {
        functions = paths.entries.map(\.key).sorted()
      } else {
        problems.append("`affected.functions` is \(value.kindName)")
      }
    }
    return (functions, strings(table, "arch"), strings(table, "os"))
  }

  private mutating func score(_ vector: String?) -> UInt8? {
    guard let vector else { return nil }
    do {
      return UInt8(clamping: try CVSSVector(parsing: vector).tenths)
    } catch {
      problems.append(error.message)
      return nil
    }
  }

  private func requiredTable(_ key: String) throws(AdvisoryError) -> TOMLTable {
    guard let value = document.root[key] else { throw missing(key, in: .start) }
    guard let table = value.table else { throw wrongKind(key, value) }
    return table
  }

  private func requiredString(
    _ table: TOMLTable, _ key: String, in name: String
  ) throws(AdvisoryError) -> String {
    guard let value = table[key] else { throw missing("\(name).\(key)", in: table.span) }
    guard let text = value.string, !text.isEmpty else {
      throw value.string == nil
        ? wrongKind("\(name).\(key)", value) : missing("\(name).\(key)", in: value.span)
    }
    return text
  }

  private func missing(_ key: String, in span: SourceSpan) -> AdvisoryError {
    AdvisoryError(reason: .missing(key), span: span)
  }

  private func wrongKind(_ key: String, _ value: TOMLValue) -> AdvisoryError {
    AdvisoryError(reason: .wrongKind(key: key, found: value.kindName), span: value.span)
  }

  private mutating func string(_ table: TOMLTable, _ key: String) -> String? {
    guard let value = table[key] else { return nil }
    if let text = value.string { return text }
    problems.append("`\(key)` is \(value.kindName)")
    return nil
  }

  private mutating func strings(_ table: TOMLTable, _ key: String) -> [String] {
    guard let value = table[key] else { return [] }
    guard let array = value.array else {
      problems.append("`\(key)` is \(value.kindName)")
      return []
    }
    var result: [String] = []
    for element in array {
      if let text = element.string {
        result.append(text)
      } else {
        problems.append("`\(key)` holds \(element.kindName)")
      }
    }
    return result
  }

  /// A day as a string, or as a TOML date.
  private mutating func day(_ table: TOMLTable, _ key: String) -> Day? {
    guard let value = table[key] else { return nil }
    if let text = value.string ?? value.datetime, let day = Day(text) { return day }
    problems.append("`\(key)` is not a day")
    return nil
  }
}
