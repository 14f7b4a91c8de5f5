/// Something to write into a document.
package indirect enum YAMLContent: Hashable, Sendable {
  /// Text that must read as this string, quoted where it would read as something else.
  case string(String)
  /// Text to write as it is: a number, `true`, `null`.
  case plain(String)
  case mapping([YAMLNewEntry])
  case sequence([YAMLContent])
}

/// A key and value to write into a document.
package struct YAMLNewEntry: Hashable, Sendable {
  package let key: String
  package let value: YAMLContent

  package init(_ key: String, _ value: YAMLContent) {
    self.key = key
    self.value = value
  }
}
