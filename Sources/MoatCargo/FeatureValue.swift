/// What one entry of a feature's list turns on.
/// https://doc.rust-lang.org/cargo/reference/features.html
package enum FeatureValue: Hashable, Sendable, CustomStringConvertible {
  /// A feature of the same package.
  case feature(String)
  /// `dep:key`: an optional dependency.
  case dependency(String)
  /// `key/feature`, or `key?/feature`, which turns the feature on where something else turns the
  /// dependency on.
  case dependencyFeature(String, feature: String, isWeak: Bool)

  /// Reads an entry as Cargo does, which takes every text for one of the three.
  package init(_ text: String) {
    let bytes = text.utf8
    if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
      let key = text[..<slash]
      let isWeak = key.utf8.last == UInt8(ascii: "?")
      self = .dependencyFeature(
        String(isWeak ? key.dropLast() : key), feature: String(text[bytes.index(after: slash)...]),
        isWeak: isWeak)
    } else if bytes.starts(with: "dep:".utf8) {
      self = .dependency(String(text.dropFirst(4)))
    } else {
      self = .feature(text)
    }
  }

  package var description: String {
    switch self {
    case .feature(let name): name
    case .dependency(let key): "dep:\(key)"
    case .dependencyFeature(let key, let feature, let isWeak):
      "\(key)\(isWeak ? "?" : "")/\(feature)"
    }
  }
}
