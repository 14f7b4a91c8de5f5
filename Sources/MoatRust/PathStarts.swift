/// Finds where paths may begin that have one of some names.
struct PathStarts {
  let text: TokenText
  let names: PathNames

  /// - Parameters:
  ///   - leads: the names and `>` that `::` follows.
  ///   - useWords: what imports begin with, which paths are not looked for in.
  /// - Returns: indices in order.
  func all(
    _ leads: ContiguousArray<UInt32>, _ useWords: ContiguousArray<UInt32>
  ) -> ContiguousArray<UInt32> {
    var starts = ContiguousArray<UInt32>()
    /// Up to here all types were added.
    var last = -1
    var word = 0
    for lead in leads {
      while word < useWords.count, useWords[word] < lead {
        starts.append(useWords[word])
        word += 1
      }
      let index = Int(lead)
      guard !isInPath(index), isOfInterest(index) else { continue }
      if text.mark(index) == 0 {
        starts.append(lead)
      } else {
        addTypes(before: index, after: last, to: &starts)
        last = index
      }
    }
    starts += useWords[word...]
    if last < 0 { return starts }
    starts.sort()
    return starts
  }

  /// Whether a name stands before, with `::` between.
  private func isInPath(_ index: Int) -> Bool {
    text.mark(index - 1) == UInt8(ascii: ":") && text.isSeparator(index - 2)
      && text.isName(index - 3) && text.keyword(index - 3)?.isNotInPath != true
  }

  /// Whether a path that begins, or goes on, with an index has one of the names.
  private func isOfInterest(_ first: Int) -> Bool {
    if names.first.mayHave(text.tokens[first].tag) { return true }
    var part = first
    for _ in 0..<Import.segmentLimit {
      guard let next = text.followingSegment(part) else { return false }
      if names.further.mayHave(text.tokens[next].tag) { return true }
      part = next
    }
    return true
  }

  /// `a` of `<a::Type>::name` and `<a::Type as b::Trait>::name`, wherever that may begin.
  private func addTypes(
    before close: Int, after last: Int, to starts: inout ContiguousArray<UInt32>
  ) {
    var index = close
    while index > last, close - index <= TokenText.argumentLimit {
      switch text.mark(index) {
      case UInt8(ascii: ";"), UInt8(ascii: "}"): return
      case UInt8(ascii: "<"):
        if text.isName(index + 1) { starts.append(UInt32(truncatingIfNeeded: index + 1)) }
      default: break
      }
      index -= 1
    }
  }
}
