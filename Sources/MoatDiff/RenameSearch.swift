/// Finds which of the files that are gone became which of those that are new.
struct RenameSearch {
  private let removed: [TreeFile]
  private let added: [TreeFile]
  private var removedLeft: Set<Int>
  private var addedLeft: Set<Int>
  private(set) var files: [FileChange] = []

  /// Files with less in common, in hundredths of the larger one's bytes, are different files, as for
  /// git.
  private static let leastSimilarity = 50

  init(_ removed: [TreeFile], _ added: [TreeFile]) {
    self.removed = removed
    self.added = added
    removedLeft = Set(removed.indices)
    addedLeft = Set(added.indices)
    pairEqual()
    pairSimilar()
    files += removedLeft.map { FileChange(.removed, old: removed[$0], new: nil) }
    files += addedLeft.map { FileChange(.added, old: nil, new: added[$0]) }
  }

  private mutating func pair(_ old: Int, _ new: Int, similarity: Int) {
    removedLeft.remove(old)
    addedLeft.remove(new)
    files.append(
      FileChange(.renamed, old: removed[old], new: added[new], similarity: similarity))
  }

  /// Files with equal bytes, those of one name first. Empty files are alike without being each other.
  private mutating func pairEqual() {
    let byBytes = Dictionary(grouping: removed.indices.filter { !removed[$0].bytes.isEmpty }) {
      Self.key(removed[$0].bytes)
    }
    guard !byBytes.isEmpty else { return }
    for wantsName in [true, false] {
      for new in added.indices where addedLeft.contains(new) && !added[new].bytes.isEmpty {
        let match = byBytes[Self.key(added[new].bytes)]?.first { old in
          removedLeft.contains(old) && (!wantsName || isNamesake(old, new))
            && removed[old].hasSameContent(as: added[new])
        }
        if let match { pair(match, new, similarity: 100) }
      }
    }
  }

  private static func key(_ bytes: [UInt8]) -> Int {
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  private struct Candidate {
    let old: Int
    let new: Int
    let similarity: Int
    let isNamesake: Bool
  }

  private mutating func pairSimilar() {
    let old = removedLeft.filter { isComparable(removed[$0]) }.sorted()
    let new = addedLeft.filter { isComparable(added[$0]) }.sorted()
    guard !old.isEmpty, !new.isEmpty else { return }
    let isMany = max(old.count, new.count) > DiffLimit.renameCandidates
    let oldLines = old.map { LineWeights(removed[$0].bytes) }
    let newLines = new.map { LineWeights(added[$0].bytes) }
    var candidates: [Candidate] = []
    for (a, left) in old.enumerated() {
      for (b, right) in new.enumerated() {
        let isNamesake = isNamesake(left, right)
        guard !isMany || isNamesake else { continue }
        let similarity = oldLines[a].similarity(to: newLines[b], atLeast: Self.leastSimilarity)
        if similarity >= Self.leastSimilarity {
          candidates.append(
            Candidate(old: left, new: right, similarity: similarity, isNamesake: isNamesake))
        }
      }
    }
    candidates.sort { one, two in
      if one.similarity != two.similarity { return one.similarity > two.similarity }
      if one.isNamesake != two.isNamesake { return one.isNamesake }
      return (one.old, one.new) < (two.old, two.new)
    }
    for candidate in candidates
    where removedLeft.contains(candidate.old) && addedLeft.contains(candidate.new) {
      pair(candidate.old, candidate.new, similarity: candidate.similarity)
    }
  }

  private func isComparable(_ file: TreeFile) -> Bool {
    !file.bytes.isEmpty && file.size <= DiffLimit.renameBytes
  }

  /// Whether the last names are equal.
  private func isNamesake(_ old: Int, _ new: Int) -> Bool {
    let slash = UInt8(ascii: "/")
    guard let one = removed[old].path.utf8.split(separator: slash).last,
      let two = added[new].path.utf8.split(separator: slash).last
    else { return false }
    return one.elementsEqual(two)
  }
}

/// The lines of a file in no order, with how many bytes each kind of line comes to.
private struct LineWeights {
  private let lines: [(key: Int, bytes: Int)]
  private let bytes: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes.count
    let text = TextLines(bytes)
    lines = (0..<text.count).map { line in
      var hasher = Hasher()
      text.line(line).withUnsafeBytes { hasher.combine(bytes: $0) }
      return (hasher.finalize(), text.range(of: line).count)
    }.sorted { $0.key < $1.key }
  }

  /// In hundredths of the larger one's bytes; 0 where the sizes alone rule out `least`.
  func similarity(to other: Self, atLeast least: Int) -> Int {
    let larger = max(bytes, other.bytes)
    guard larger > 0, min(bytes, other.bytes) * 100 >= larger * least else { return 0 }
    var (a, b, shared) = (0, 0, 0)
    while a < lines.count, b < other.lines.count {
      if lines[a].key == other.lines[b].key {
        shared += lines[a].bytes
        (a, b) = (a + 1, b + 1)
      } else if lines[a].key < other.lines[b].key {
        a += 1
      } else {
        b += 1
      }
    }
    return shared * 100 / larger
  }
}
