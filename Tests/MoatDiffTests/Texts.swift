import MoatDiff
import MoatTestSupport

/// Bytes of a text in test code.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

extension TextDiff {
  init(_ old: String, _ new: String) { self.init(old: bytes(old), new: bytes(new)) }

  /// The new text, made of the old one by the changes; nil where they do not fit the texts.
  var applied: [UInt8]? {
    var result: [UInt8] = []
    var (a, b) = (0, 0)
    for change in changes {
      guard change.old.lowerBound == a, change.new.lowerBound == b else { return nil }
      (a, b) = (change.old.upperBound, change.new.upperBound)
      let (left, right) = (
        old.bytes[old.range(of: change.old)], new.bytes[new.range(of: change.new)]
      )
      if change.kind == .same, left != right { return nil }
      result += change.kind == .same ? left : right
    }
    return a == old.count && b == new.count ? result : nil
  }

  /// The hunks as text.
  func unified(context: Int = 3) -> String {
    String(decoding: UnifiedText.hunks(of: self, context: context), as: UTF8.self)
  }
}

extension SeededGenerator {
  /// Two texts of few different lines, the second often made of the first.
  mutating func pairOfTexts() -> (old: [UInt8], new: [UInt8]) {
    let kinds = Int.random(in: 1...30, using: &self)
    let old = lines(kinds)
    var new = Int.random(in: 0..<3, using: &self) == 0 ? lines(kinds) : old
    for _ in 0..<Int.random(in: 0...6, using: &self) {
      if new.isEmpty || Bool.random(using: &self) {
        new.insert(line(kinds), at: Int.random(in: 0...new.count, using: &self))
      } else {
        new.remove(at: Int.random(in: 0..<new.count, using: &self))
      }
    }
    return (text(old), text(new))
  }

  private mutating func lines(_ kinds: Int) -> [[UInt8]] {
    (0..<Int.random(in: 0...40, using: &self)).map { _ in line(kinds) }
  }

  private mutating func line(_ kinds: Int) -> [UInt8] {
    let number = Int.random(in: 0..<kinds, using: &self)
    switch number {
    case 0: return []
    case 1: return bytes("  }")
    case 2: return [0xFF, 0x00, 0x0D]
    default: return bytes(String(repeating: " ", count: number % 5) + "line \(number)")
    }
  }

  private mutating func text(_ lines: [[UInt8]]) -> [UInt8] {
    var text = lines.flatMap { $0 + bytes("\n") }
    if Int.random(in: 0..<4, using: &self) == 0, !text.isEmpty { text.removeLast() }
    return text
  }
}
