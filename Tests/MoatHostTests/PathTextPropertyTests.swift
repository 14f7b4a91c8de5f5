import MoatHost
import MoatTestSupport
import Testing

/// Paths as lists of components: what ``PathText`` says, said plainly and slowly.
private struct PlainPath: Equatable {
  let isAbsolute: Bool
  /// In normal form, without `.`.
  let parts: [[UInt8]]

  private static let parent = Array("..".utf8)

  init(_ text: String) {
    isAbsolute = text.utf8.first == UInt8(ascii: "/")
    var kept: [[UInt8]] = []
    for part in Self.components(text) where part != Array(".".utf8) {
      if part == Self.parent, let last = kept.last, last != Self.parent {
        kept.removeLast()
      } else if part != Self.parent || !isAbsolute {
        kept.append(part)
      }
    }
    parts = kept
  }

  static func components(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
  }

  private static func joined(_ parts: [[UInt8]]) -> [UInt8] {
    Array(parts.joined(separator: [UInt8(ascii: "/")]))
  }

  var text: [UInt8] {
    if isAbsolute { return [UInt8(ascii: "/")] + Self.joined(parts) }
    return parts.isEmpty ? Array(".".utf8) : Self.joined(parts)
  }

  func way(from base: PlainPath) -> [UInt8] {
    guard isAbsolute == base.isAbsolute else { return text }
    let shared = zip(parts, base.parts).prefix { $0 == $1 }.count
    guard !base.parts[shared...].contains(Self.parent) else { return text }
    let steps =
      Array(repeating: Self.parent, count: base.parts.count - shared) + parts[shared...]
    return steps.isEmpty ? Array(".".utf8) : Self.joined(steps)
  }

  func isInside(_ folder: PlainPath) -> Bool {
    let way = way(from: folder)
    return way != Self.parent && !way.starts(with: Array("../".utf8))
      && isAbsolute == folder.isAbsolute
  }

  var parentText: [UInt8]? {
    if parts.isEmpty { return nil }
    let above = Self.joined(Array(parts.dropLast()))
    if isAbsolute { return [UInt8(ascii: "/")] + above }
    return above.isEmpty ? Array(".".utf8) : above
  }
}

@Suite(.computes) struct `path text by components` {
  /// The last three: a combining mark behind the slash, and one letter in two spellings.
  private static let parts = [
    "", ".", "..", "a", "b", "ab", "...", "..b", "b..", ".a", "a long name, more than 15 bytes",
    "\u{301}x", "\u{E9}", "e\u{301}",
  ]

  /// Every path of at most three components, with and without a slash at either end.
  private static let paths: [String] = {
    var bodies = [""]
    var last = [""]
    for _ in 0..<3 {
      last = last.flatMap { body in parts.map { body.isEmpty ? $0 : "\(body)/\($0)" } }
      bodies += last
    }
    return bodies.flatMap { [$0, "/\($0)", "\($0)/", "//\($0)"] }
  }()

  private static func random(_ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...6, using: &generator)
    let body = (0..<count).map { _ in
      // Few names, so that two paths often share some.
      parts.prefix(Bool.random(using: &generator) ? 4 : parts.count)
        .randomElement(using: &generator) ?? ""
    }
    return (Int.random(in: 0..<3, using: &generator) > 0 ? "/" : "") + body.joined(separator: "/")
  }

  @Test func `one path is taken as its components say`() {
    for path in Self.paths {
      let plain = PlainPath(path)
      let parts = PlainPath.components(path)
      // One report is enough; ten thousand checks cost more than what they check.
      guard
        PathText.normalised(path).utf8.elementsEqual(plain.text),
        PathText.components(path).map({ Array($0.utf8) }) == parts,
        PathText.lastComponent(path).utf8.elementsEqual(parts.last ?? []),
        PathText.parent(path).map({ Array($0.utf8) }) == plain.parentText
      else {
        Issue.record("\(path.debugDescription)")
        return
      }
    }
  }

  @Test func `two paths are compared as their components say`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<40_000 {
      let (path, base) = (Self.random(&generator), Self.random(&generator))
      let (plain, plainBase) = (PlainPath(path), PlainPath(base))
      guard
        PathText.relative(path, to: base).utf8.elementsEqual(plain.way(from: plainBase)),
        PathText.isInside(path, base) == plain.isInside(plainBase)
      else {
        Issue.record("\(path.debugDescription) from \(base.debugDescription)")
        return
      }
    }
  }

  @Test func `a path joined to a folder has the components of both`() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<10_000 {
      let (base, child) = (Self.random(&generator), Self.random(&generator))
      let isAlone = PathText.isAbsolute(child) || base.isEmpty
      let expected = (isAlone ? [] : PlainPath.components(base)) + PlainPath.components(child)
      let joined = PathText.join(base, child)
      guard PlainPath.components(joined) == expected,
        PathText.isAbsolute(joined) == (PathText.isAbsolute(base) || PathText.isAbsolute(child))
      else {
        Issue.record("\(base.debugDescription) and \(child.debugDescription)")
        return
      }
    }
  }
}
