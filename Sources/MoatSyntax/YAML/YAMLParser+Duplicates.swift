import MoatModel

extension YAMLParser {
  /// Up to how many entries keys are compared with each other; above, by hash, so that a large
  /// mapping costs linear time.
  private static let pairwiseLimit = 12

  /// Reports keys that a mapping has twice. Only scalars are compared, by their text: `1` and `"1"`
  /// are the same, as they are for GitHub.
  mutating func noteDuplicates(in mapping: UInt32) {
    let count = Int(records[Int(mapping)].count) / 2
    guard count > 1 else { return }
    var first = records[Int(mapping)].first
    if count > Self.pairwiseLimit {
      noteDuplicatesByHash(first)
      return
    }
    while first != 0 {
      var second = nextKey(first)
      while second != 0 {
        if haveSameText(first, second) {
          note(second, repeats: first)
          break
        }
        second = nextKey(second)
      }
      first = nextKey(first)
    }
  }

  private mutating func noteDuplicatesByHash(_ first: UInt32) {
    var seen: [[UInt8]: UInt32] = [:]
    var key = first
    while key != 0 {
      if records[Int(key)].isScalar {
        let text = YAMLText.bytes(of: records[Int(key)], in: bytes)
        if let first = seen[text] { note(key, repeats: first) } else { seen[text] = key }
      }
      key = nextKey(key)
    }
  }

  private func nextKey(_ key: UInt32) -> UInt32 {
    records[Int(records[Int(key)].next)].next
  }

  private func haveSameText(_ left: UInt32, _ right: UInt32) -> Bool {
    let left = records[Int(left)]
    let right = records[Int(right)]
    guard left.isScalar, right.isScalar else { return false }
    if left.isFolded || right.isFolded {
      return YAMLText.bytes(of: left, in: bytes) == YAMLText.bytes(of: right, in: bytes)
    }
    let leftText = left.content
    let rightText = right.content
    return leftText.count == rightText.count && bytes[leftText].elementsEqual(bytes[rightText])
  }

  private mutating func note(_ key: UInt32, repeats first: UInt32) {
    let text = String(decoding: YAMLText.bytes(of: records[Int(key)], in: bytes), as: UTF8.self)
    problems.append(
      YAMLProblem(
        kind: .duplicateKey(text), span: records[Int(key)].span,
        related: records[Int(first)].span))
  }
}
