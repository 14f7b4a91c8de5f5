extension String {
  /// Replaces an ASCII pattern byte for byte.
  ///
  /// The standard `replacing` compares characters, so that `%` with a combining accent behind it,
  /// or the two halves of `\r\n`, would escape an escaping.
  func replacingBytes(_ pattern: String, with replacement: String) -> String {
    String(
      decoding: Array(utf8).replacing(Array(pattern.utf8), with: Array(replacement.utf8)),
      as: UTF8.self)
  }

  /// The text without as many scalars as `prefix` has: a mark may combine with its last one.
  func droppingScalars(of prefix: String) -> String {
    String(String.UnicodeScalarView(unicodeScalars.dropFirst(prefix.unicodeScalars.count)))
  }
}
