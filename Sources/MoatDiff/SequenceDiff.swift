/// Which elements of two sequences have no counterpart in the other.
///
/// Anchors first: elements that are unique on both sides, in the longest run that keeps their order
/// (Bram Cohen's patience diff). What lies between anchors is compared by Myers' algorithm in linear
/// space (E. W. Myers, *An O(ND) Difference Algorithm and Its Variations*, 1986), after what the other
/// side does not have at all was set aside. The search is bounded: see ``isCoarse``.
struct SequenceDiff {
  private let old: [Int32]
  private let new: [Int32]
  private(set) var oldChanged: [Bool]
  private(set) var newChanged: [Bool]
  /// Whether a limit was met: some elements count as changed that have a counterpart.
  private(set) var isCoarse = false
  private var stepsLeft: Int
  private var census: Census

  /// - Parameters:
  ///   - kinds: how many different numbers there are; all are below it.
  ///   - steps: what the search may cost, see ``DiffLimit/searchSteps``.
  init(_ old: [Int32], _ new: [Int32], kinds: Int, steps: Int = DiffLimit.searchSteps) {
    self.old = old
    self.new = new
    stepsLeft = steps
    oldChanged = Array(repeating: false, count: old.count)
    newChanged = Array(repeating: false, count: new.count)
    census = Census(kinds: kinds)
    compare()
  }

  /// Parts of both sequences that are to be compared with each other.
  private struct Box {
    var old: Range<Int>
    var new: Range<Int>
    var depth = 0
  }

  private mutating func compare() {
    var boxes = [Box(old: old.indices, new: new.indices)]
    while var box = boxes.popLast() {
      trim(&box)
      if box.old.isEmpty || box.new.isEmpty {
        mark(box)
        continue
      }
      census.take(old, box.old, new, box.new)
      let anchors = box.depth < DiffLimit.anchorDepth ? anchors(in: box) : []
      if anchors.isEmpty { search(box) } else { split(box, at: anchors, &boxes) }
      census.forget(old, box.old, new, box.new)
    }
  }

  private func trim(_ box: inout Box) {
    var (a0, a1, b0, b1) = (
      box.old.lowerBound, box.old.upperBound, box.new.lowerBound, box.new.upperBound
    )
    while a0 < a1, b0 < b1, old[a0] == new[b0] { (a0, b0) = (a0 + 1, b0 + 1) }
    while a0 < a1, b0 < b1, old[a1 - 1] == new[b1 - 1] { (a1, b1) = (a1 - 1, b1 - 1) }
    box.old = a0..<a1
    box.new = b0..<b1
  }

  private mutating func mark(_ box: Box) {
    for index in box.old { oldChanged[index] = true }
    for index in box.new { newChanged[index] = true }
  }

  // MARK: anchors

  private typealias Anchor = (old: Int, new: Int)

  /// The longest run of unique shared elements in the order of both sides.
  private func anchors(in box: Box) -> [Anchor] {
    var candidates: [Anchor] = []
    for index in box.old {
      if let place = census.uniquePlace(of: old[index]) { candidates.append((index, place)) }
    }
    // Patience sorting: `tops` has for each length the run of it that ends lowest.
    var tops: [Int] = []
    var before = Array(repeating: -1, count: candidates.count)
    for (number, candidate) in candidates.enumerated() {
      var lower = 0
      var upper = tops.count
      while lower < upper {
        let middle = (lower + upper) / 2
        if candidates[tops[middle]].new < candidate.new {
          lower = middle + 1
        } else {
          upper = middle
        }
      }
      if lower > 0 { before[number] = tops[lower - 1] }
      if lower == tops.count { tops.append(number) } else { tops[lower] = number }
    }
    var run: [Anchor] = []
    var next = tops.last ?? -1
    while next >= 0 {
      run.append(candidates[next])
      next = before[next]
    }
    return run.reversed()
  }

  private func split(_ box: Box, at anchors: [Anchor], _ boxes: inout [Box]) {
    var (a, b) = (box.old.lowerBound, box.new.lowerBound)
    for anchor in anchors + [(box.old.upperBound, box.new.upperBound)] {
      boxes.append(Box(old: a..<anchor.old, new: b..<anchor.new, depth: box.depth + 1))
      (a, b) = (anchor.old + 1, anchor.new + 1)
    }
  }

  // MARK: search

  /// Compares a box by ``PathSearch``, without what only one side has.
  private mutating func search(_ box: Box) {
    var (left, right): ([Int], [Int]) = ([], [])
    for index in box.old {
      if census.newHas(old[index]) { left.append(index) } else { oldChanged[index] = true }
    }
    for index in box.new {
      if census.oldHas(new[index]) { right.append(index) } else { newChanged[index] = true }
    }
    var path = PathSearch(left.map { old[$0] }, right.map { new[$0] }, steps: stepsLeft)
    path.run()
    stepsLeft = path.stepsLeft
    isCoarse = isCoarse || path.isCoarse
    for (place, index) in left.enumerated() where path.leftChanged[place] {
      oldChanged[index] = true
    }
    for (place, index) in right.enumerated() where path.rightChanged[place] {
      newChanged[index] = true
    }
  }
}

/// How often each number occurs in a box, and where.
private struct Census {
  private var oldCount: [Int32]
  private var newCount: [Int32]
  private var newPlace: [Int]

  init(kinds: Int) {
    oldCount = Array(repeating: 0, count: kinds)
    newCount = oldCount
    newPlace = Array(repeating: 0, count: kinds)
  }

  /// Counts a box; ``forget(_:_:_:_:)`` undoes it.
  mutating func take(
    _ old: [Int32], _ oldRange: Range<Int>, _ new: [Int32], _ newRange: Range<Int>
  ) {
    for index in oldRange { oldCount[Int(old[index])] += 1 }
    for index in newRange {
      newCount[Int(new[index])] += 1
      newPlace[Int(new[index])] = index
    }
  }

  mutating func forget(
    _ old: [Int32], _ oldRange: Range<Int>, _ new: [Int32], _ newRange: Range<Int>
  ) {
    for index in oldRange { oldCount[Int(old[index])] = 0 }
    for index in newRange { newCount[Int(new[index])] = 0 }
  }

  /// Where the new side has what both sides have once.
  func uniquePlace(of number: Int32) -> Int? {
    oldCount[Int(number)] == 1 && newCount[Int(number)] == 1 ? newPlace[Int(number)] : nil
  }

  func oldHas(_ number: Int32) -> Bool { oldCount[Int(number)] > 0 }
  func newHas(_ number: Int32) -> Bool { newCount[Int(number)] > 0 }
}
