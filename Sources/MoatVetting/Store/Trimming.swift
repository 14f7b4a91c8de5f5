/// White space at the ends of a text, as Rust's `trim` sees it: the scalars with the Unicode property
/// White_Space.
enum Trimming {
  static func start(_ text: Substring) -> Substring {
    var scalars = text.unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    return Substring(scalars)
  }

  static func end(_ text: Substring) -> Substring {
    var scalars = text.unicodeScalars
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return Substring(scalars)
  }

  static func both(_ text: Substring) -> Substring { end(start(text)) }
}
