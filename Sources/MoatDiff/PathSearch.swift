/// A shortest edit path between two sequences, by Myers' algorithm in linear space.
///
/// Both ends are searched at once until the searches meet; the meeting point splits the problem in two.
/// A search that goes too far splits where it got furthest, which costs minimality; one that has no
/// steps left calls its whole part changed, which ``isCoarse`` says.
struct PathSearch {
  private let left: [Int32]
  private let right: [Int32]
  private(set) var leftChanged: [Bool]
  private(set) var rightChanged: [Bool]
  private(set) var isCoarse = false
  private(set) var stepsLeft: Int
  /// By diagonal: how far the search from the start got, as an index of `left`…
  private var forward: [Int]
  /// …and the one from the end.
  private var backward: [Int]
  /// Added to a diagonal (index of `left` minus index of `right`) to index the two above.
  private let offset: Int
  private let depthLimit: Int

  init(_ left: [Int32], _ right: [Int32], steps: Int) {
    self.left = left
    self.right = right
    leftChanged = Array(repeating: false, count: left.count)
    rightChanged = Array(repeating: false, count: right.count)
    stepsLeft = steps
    offset = right.count + 1
    forward = Array(repeating: 0, count: left.count + right.count + 3)
    backward = forward
    var root = 1
    while root * root < left.count + right.count { root *= 2 }
    depthLimit = max(DiffLimit.leastSearchDepth, root)
  }

  private struct Part {
    var left: Range<Int>
    var right: Range<Int>
  }

  mutating func run() {
    var parts = [Part(left: left.indices, right: right.indices)]
    while var part = parts.popLast() {
      trim(&part)
      if part.left.isEmpty || part.right.isEmpty {
        mark(part)
      } else if let (x, y) = middle(of: part), splits(part, x, y) {
        parts.append(Part(left: part.left.lowerBound..<x, right: part.right.lowerBound..<y))
        parts.append(Part(left: x..<part.left.upperBound, right: y..<part.right.upperBound))
      } else {
        isCoarse = true
        mark(part)
      }
    }
  }

  private mutating func trim(_ part: inout Part) {
    var (a0, a1, b0, b1) = (
      part.left.lowerBound, part.left.upperBound, part.right.lowerBound, part.right.upperBound
    )
    while a0 < a1, b0 < b1, left[a0] == right[b0] { (a0, b0) = (a0 + 1, b0 + 1) }
    while a0 < a1, b0 < b1, left[a1 - 1] == right[b1 - 1] { (a1, b1) = (a1 - 1, b1 - 1) }
    part = Part(left: a0..<a1, right: b0..<b1)
  }

  /// Whether both pieces are smaller than the part, so that the search ends.
  private func splits(_ part: Part, _ x: Int, _ y: Int) -> Bool {
    let (left, right) = (part.left, part.right)
    guard left.lowerBound <= x, x <= left.upperBound, right.lowerBound <= y, y <= right.upperBound
    else { return false }
    return (x, y) != (left.lowerBound, right.lowerBound)
      && (x, y) != (left.upperBound, right.upperBound)
  }

  private mutating func mark(_ part: Part) {
    for index in part.left { leftChanged[index] = true }
    for index in part.right { rightChanged[index] = true }
  }

  /// The diagonals one direction looks at in a step: every second one from `low` to `high`.
  private struct Reach {
    var low: Int
    var high: Int
    let least: Int
    let most: Int

    /// One diagonal more on each side, or one less where the part ends.
    mutating func widen(_ furthest: inout [Int], _ offset: Int, unreached: Int) {
      if low > least {
        low -= 1
        furthest[low - 1 + offset] = unreached
      } else {
        low += 1
      }
      if high < most {
        high += 1
        furthest[high + 1 + offset] = unreached
      } else {
        high -= 1
      }
    }

    func holds(_ diagonal: Int) -> Bool { low <= diagonal && diagonal <= high }
  }

  /// Where a good path crosses the part; nil where no steps are left.
  private mutating func middle(of part: Part) -> (Int, Int)? {
    let (x0, x1) = (part.left.lowerBound, part.left.upperBound)
    let (y0, y1) = (part.right.lowerBound, part.right.upperBound)
    let (least, most) = (x0 - y1, x1 - y0)
    var ahead = Reach(low: x0 - y0, high: x0 - y0, least: least, most: most)
    var behind = Reach(low: x1 - y1, high: x1 - y1, least: least, most: most)
    let isOdd = (ahead.low - behind.low) & 1 != 0
    forward[ahead.low + offset] = x0
    backward[behind.low + offset] = x1
    for depth in 1... {
      ahead.widen(&forward, offset, unreached: -1)
      for diagonal in stride(from: ahead.high, through: ahead.low, by: -2) {
        let (below, above) = (forward[diagonal - 1 + offset], forward[diagonal + 1 + offset])
        var x = below < above ? above : below + 1
        let start = x
        while x < x1, x - diagonal < y1, left[x] == right[x - diagonal] { x += 1 }
        stepsLeft -= 1 + x - start
        forward[diagonal + offset] = x
        if isOdd, behind.holds(diagonal), backward[diagonal + offset] <= x {
          return (x, x - diagonal)
        }
      }
      behind.widen(&backward, offset, unreached: Int.max)
      for diagonal in stride(from: behind.high, through: behind.low, by: -2) {
        let (below, above) = (backward[diagonal - 1 + offset], backward[diagonal + 1 + offset])
        var x = below < above ? below : above - 1
        let start = x
        while x > x0, x - diagonal > y0, left[x - 1] == right[x - diagonal - 1] { x -= 1 }
        stepsLeft -= 1 + start - x
        backward[diagonal + offset] = x
        if !isOdd, ahead.holds(diagonal), x <= forward[diagonal + offset] {
          return (x, x - diagonal)
        }
      }
      guard stepsLeft > 0 else { return nil }
      if depth >= depthLimit { return furthest(in: part, ahead, behind) }
    }
    return nil
  }

  /// The point furthest from the corner its search began at.
  private func furthest(in part: Part, _ ahead: Reach, _ behind: Reach) -> (Int, Int) {
    let (x0, x1) = (part.left.lowerBound, part.left.upperBound)
    let (y0, y1) = (part.right.lowerBound, part.right.upperBound)
    var best = (x: x0, y: y0, distance: 0)
    for diagonal in stride(from: ahead.high, through: ahead.low, by: -2) {
      let x = min(forward[diagonal + offset], x1, y1 + diagonal)
      let distance = (x - x0) + (x - diagonal - y0)
      if distance > best.distance { best = (x, x - diagonal, distance) }
    }
    for diagonal in stride(from: behind.high, through: behind.low, by: -2) {
      let x = max(backward[diagonal + offset], x0, y0 + diagonal)
      let distance = (x1 - x) + (y1 - (x - diagonal))
      if distance > best.distance { best = (x, x - diagonal, distance) }
    }
    return (best.x, best.y)
  }
}
