/// Two sets of files compared.
///
/// Files of one path belong together. Of the others, those with equal bytes were renamed, then those
/// that have at least half of their lines in common.
package struct TreeDiff: Sendable {
  /// Every file of both sides, in the order of the bytes of ``FileChange/path``.
  package let files: [FileChange]

  /// - Parameters:
  ///   - old: no two with one path; of such the last counts.
  package init(old: [TreeFile], new: [TreeFile]) {
    let before = Dictionary(old.map { (Self.key($0.path), $0) }) { $1 }
    let after = Dictionary(new.map { (Self.key($0.path), $0) }) { $1 }
    var files: [FileChange] = []
    var removed: [TreeFile] = []
    for (path, file) in before {
      guard let other = after[path] else {
        removed.append(file)
        continue
      }
      let isSame = file.hasSameContent(as: other) && file.isExecutable == other.isExecutable
      files.append(
        FileChange(isSame ? .same : .changed, old: file, new: other, similarity: isSame ? 100 : 0))
    }
    let added = after.values.filter { before[Self.key($0.path)] == nil }
    files += RenameSearch(removed.sorted(by: Self.precedes), added.sorted(by: Self.precedes)).files
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Without those that are the same.
  package var changes: [FileChange] { files.filter { $0.kind != .same } }

  /// Equal strings may differ in their normalisation; paths with other bytes are other files.
  private static func key(_ path: String) -> [UInt8] { Array(path.utf8) }

  private static func precedes(_ one: TreeFile, _ two: TreeFile) -> Bool {
    one.path.utf8.lexicographicallyPrecedes(two.path.utf8)
  }
}
