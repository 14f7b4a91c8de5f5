/// The texts that a value may have in the runs of a job.
package struct ValueSet: Hashable, Sendable {
  /// Each once, in order of the combinations of the matrix.
  package private(set) var known: [String]
  /// Whether there are no others. False where something that only a run knows is part of it.
  package private(set) var isComplete: Bool

  package init(_ known: [String] = [], isComplete: Bool = true) {
    self.known = []
    self.isComplete = isComplete
    for text in known { insert(text) }
  }

  /// The value, if it is the same in every run.
  package var single: String? { isComplete && known.count == 1 ? known.first : nil }

  mutating func insert(_ text: String?) {
    guard let text else {
      isComplete = false
      return
    }
    if !known.contains(text) { known.append(text) }
  }
}
