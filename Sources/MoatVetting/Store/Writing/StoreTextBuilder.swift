/// Puts tables and values down as cargo-vet does (`src/serialization.rs` with toml_edit 0.22).
struct StoreTextBuilder {
  /// Above how many characters a list goes over several lines: of the key without quotes, ` = ` and
  /// the list on one line.
  static let listWidth = 80

  /// Above how many characters `dependency-criteria` becomes a table with a header; counted as above.
  static let inlineTableWidth = 120

  private(set) var text: String

  init(heading: String) { text = "\n# \(heading)\n" }

  // MARK: headers

  /// A blank line and `[path]`.
  mutating func table(_ path: String) { text += "\n[\(path)]\n" }

  /// A blank line and `[[path]]`.
  mutating func element(_ path: String) { text += "\n[[\(path)]]\n" }

  /// Between the heading and keys that stand before every table.
  mutating func blankLine() { text += "\n" }

  /// Lines that were built apart.
  mutating func append(_ lines: Substring) { text += lines }

  // MARK: values; those that say nothing are left out

  mutating func string(_ key: String, _ value: String?) {
    if let value { line(key, StoreString.value(value)) }
  }

  mutating func flag(_ key: String, _ value: Bool?) {
    if let value { line(key, value ? "true" : "false") }
  }

  /// - Parameter remark: put behind the value as a comment.
  mutating func number(_ key: String, _ value: UInt64, remark: String? = nil) {
    line(key, remark.map { "\(value) # \($0)" } ?? "\(value)")
  }

  /// A list, or the element of a list of one.
  mutating func strings(_ key: String, _ values: [String]?) {
    guard let values else { return }
    if values.count == 1 { string(key, values[0]) } else { list(key, values) }
  }

  /// A list that says something, or nothing.
  mutating func stringsUnlessEmpty(_ key: String, _ values: [String]) {
    if !values.isEmpty { strings(key, values) }
  }

  /// A list, whatever its length.
  mutating func list(_ key: String, _ values: [String]) {
    let inline = Self.inlineList(values)
    guard Self.width(key, inline) > Self.listWidth else { return line(key, inline) }
    let lines = values.map { "    \(StoreString.value($0)),\n" }.joined()
    line(key, "[\n\(lines)]")
  }

  private mutating func line(_ key: String, _ value: String) {
    text += StoreString.key(key)
    text += " = "
    text += value
    text += "\n"
  }

  // MARK: maps of lists

  /// `KEY = { NAME = … }`, if it is short enough.
  ///
  /// - Returns: false where the map needs a table of its own, which comes after all plain values.
  mutating func inlineMap(_ key: String, _ map: [String: [String]]) -> Bool {
    let entries = StoreOrder.keys(map).map { name in
      let values = map[name] ?? []
      let value = values.count == 1 ? StoreString.value(values[0]) : Self.inlineList(values)
      return "\(StoreString.key(name)) = \(value)"
    }
    let inline = "{ \(entries.joined(separator: ", ")) }"
    guard Self.width(key, inline) <= Self.inlineTableWidth else { return false }
    line(key, inline)
    return true
  }

  /// `[PATH]` and `NAME = …`.
  mutating func tableMap(_ path: String, _ map: [String: [String]]) {
    table(path)
    for name in StoreOrder.keys(map) { strings(name, map[name]) }
  }

  private static func inlineList(_ values: [String]) -> String {
    "[\(values.map(StoreString.value).joined(separator: ", "))]"
  }

  /// In Unicode scalars.
  private static func width(_ key: String, _ value: String) -> Int {
    key.unicodeScalars.count + " = ".count + value.unicodeScalars.count
  }
}
