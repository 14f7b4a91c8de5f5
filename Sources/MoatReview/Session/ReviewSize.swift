import MoatDiff
import MoatInspection

/// How much there is to read.
struct ReviewSize: Hashable, Sendable {
  /// Files that changed, or all of them where there is nothing to compare with.
  let files: Int
  let added: Int
  let removed: Int
  /// Lines of code of the newer version that are no tests, where the files are to be read.
  let lines: Int

  init(_ package: ReviewPackage) {
    let toRead = package.files.filter { $0.change.kind != .same }
    files = toRead.count
    added = toRead.reduce(0) { $0 + ($1.folded == nil ? $1.added : 0) }
    removed = toRead.reduce(0) { $0 + ($1.folded == nil ? $1.removed : 0) }
    lines = toRead.reduce(0) { $0 + ($1.role.isDevelopment ? 0 : $1.lines?.code ?? 0) }
  }
}
