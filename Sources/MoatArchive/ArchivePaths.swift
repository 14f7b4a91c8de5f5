/// The paths of an archive so far, to find two that cannot both be there.
///
/// Two paths meet when they are the same, when they differ only in case or Unicode normalisation,
/// or when one is a file and a folder of the other.
struct ArchivePaths {
  private struct Known {
    let spelling: String
    var isFile: Bool
    /// It has an entry of its own, rather than being above one.
    var isListed: Bool
  }

  /// By folded path. Equal strings are canonically equivalent, so the keys fold normalisation too.
  private var known: [String: Known] = [:]
  private let limit: Int
  private var byteCount = 0

  /// - Parameter limit: how many bytes all paths and the folders above them may have together.
  init(limit: Int) { self.limit = limit }

  mutating func insert(_ path: ArchivePath, kind: ArchiveEntry.Kind) throws(ArchiveFailure) {
    // Upwards, to the first folder that is known: what is above it is known too. So each folder
    // costs its length once, however often an archive goes back to it.
    var missing: [String] = []
    var folder = Substring(path.text)
    for name in path.names.dropFirst().reversed() {
      folder = Substring(folder.utf8.dropLast(name.utf8.count + 1))
      if let known = known[Self.folded(folder)], !known.isFile,
        known.spelling.utf8.elementsEqual(folder.utf8)
      {
        break
      }
      missing.append(String(folder))
    }
    for folder in missing.reversed() { try insert(folder, isFile: false, isListed: false) }
    try insert(path.text, isFile: kind == .file, isListed: true)
  }

  private mutating func insert(
    _ path: String, isFile: Bool, isListed: Bool
  ) throws(ArchiveFailure) {
    let key = Self.folded(path[...])
    guard let other = known[key] else {
      byteCount += path.utf8.count
      guard byteCount <= limit else { throw .tooManyPathBytes(limit: limit) }
      known[key] = Known(spelling: path, isFile: isFile, isListed: isListed)
      return
    }
    guard other.spelling.utf8.elementsEqual(path.utf8) else {
      throw .collision(path, with: other.spelling)
    }
    guard other.isFile == isFile else { throw .fileAndFolder(path) }
    guard isListed else { return }
    guard !other.isListed else { throw .duplicate(path) }
    known[key]?.isListed = true
  }

  /// Up and down again: folds more than either alone, `ß` with `SS` and `ſ` with `s`.
  private static func folded(_ path: Substring) -> String {
    if path.utf8.allSatisfy({ $0 < 0x80 }) {
      return String(
        decoding: path.utf8.map { 0x41...0x5a ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
    return path.uppercased().lowercased()
  }
}
