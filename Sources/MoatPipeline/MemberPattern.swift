/// A workspace member pattern as Cargo expands it: `*`, `?`, `[…]` within a path part, and `**`.
struct MemberPattern {
  let parts: [String]

  init(_ pattern: String) {
    parts = pattern.split(separator: "/").map(String.init).filter { $0 != "." }
  }

  static func isPattern(_ text: String) -> Bool { text.contains { "*?[".contains($0) } }

  /// Whether one name fits one part; `*` and `?` do not cross folders.
  static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
    // Iterative, with one point to return to: a hostile pattern must not take exponential time.
    var name = name
    var pattern = pattern
    var retry: (name: Substring, pattern: Substring)?
    while true {
      if let first = pattern.first {
        if first == "*" {
          pattern = pattern.dropFirst()
          retry = (name, pattern)
          continue
        }
        if let next = name.first, let rest = single(next, pattern) {
          name = name.dropFirst()
          pattern = rest
          continue
        }
      } else if name.isEmpty {
        return true
      }
      guard let point = retry, !point.name.isEmpty else { return false }
      name = point.name.dropFirst()
      pattern = point.pattern
      retry = (name, pattern)
    }
  }

  /// The pattern after the element that `character` fits, or nil.
  private static func single(_ character: Character, _ pattern: Substring) -> Substring? {
    guard let first = pattern.first else { return nil }
    if first == "?" { return pattern.dropFirst() }
    guard first == "[", let end = pattern.dropFirst().firstIndex(of: "]") else {
      return first == character ? pattern.dropFirst() : nil
    }
    var set = pattern[pattern.index(after: pattern.startIndex)..<end]
    let isNegated = set.first == "!"
    if isNegated { set = set.dropFirst() }
    var fits = false
    while let lower = set.popFirst() {
      if set.first == "-", let upper = set.dropFirst().first {
        set = set.dropFirst(2)
        if lower <= character, character <= upper { fits = true }
      } else if lower == character {
        fits = true
      }
    }
    return fits != isNegated ? pattern[pattern.index(after: end)...] : nil
  }
}
