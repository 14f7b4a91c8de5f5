import MoatModel

/// The name that somebody probably meant.
package enum Suggestion {
  /// The candidate with the least edits, if these are at most a third of its length; else the first
  /// that the word begins.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    var best: (candidate: String, distance: Int)?
    for candidate in candidates.sorted() {
      let distance = edits(Array(word.utf8.prefix(64)), Array(candidate.utf8))
      if distance <= max(1, candidate.utf8.count / 3), distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    if best == nil, word.utf8.count >= 3 {
      return candidates.sorted().first { $0.hasPrefix(word) }
    }
    return best?.candidate
  }

  /// The built-in target that somebody probably meant: the shortest that has all parts of the word in
  /// order (`x86_64-linux-gnu` lacks the vendor), else the nearest.
  package static func target(for word: String) -> String? {
    let wanted = word.split(separator: "-")
    let fuller = BuiltInTargets.names.filter { name in
      var rest = wanted[...]
      for part in name.split(separator: "-") where part == rest.first { rest.removeFirst() }
      return rest.isEmpty && !wanted.isEmpty
    }
    return fuller.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
      ?? nearest(to: word, among: BuiltInTargets.names)
  }

  /// The Levenshtein distance.
  private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        current.append(
          min(
            previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1,
            current[column] + 1))
      }
      previous = current
    }
    return previous.last ?? 0
  }
}
