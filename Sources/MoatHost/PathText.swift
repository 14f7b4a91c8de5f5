/// Operations on paths as text: lexical only, the disk is never asked.
///
/// Everything works on UTF-8 bytes, as the system compares names. Swift's `Character` would join `/`
/// with a combining mark that follows it, and a separator would be missed.
package enum PathText {
  /// Whether the path starts at the root folder.
  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == PathBytes.slash }

  /// `child` below `base`; an absolute `child` stands alone, an empty part disappears.
  package static func join(_ base: String, _ child: String) -> String {
    if child.isEmpty { return base }
    if base.isEmpty || isAbsolute(child) { return child }
    var path = ""
    path.reserveCapacity(base.utf8.count + 1 + child.utf8.count)
    path += base
    if base.utf8.last != PathBytes.slash { path += "/" }
    path += child
    return path
  }

  /// Drops `.`, doubled and trailing slashes, and resolves `..` against the component before it.
  ///
  /// Lexical: where a component is a symbolic link, the system's answer for `..` differs. A `..`
  /// above the root folder disappears, one at the start of a relative path stays. Nothing left is
  /// `.`.
  package static func normalised(_ path: String) -> String {
    var text = path
    // Nearly every path that comes here is as it should be.
    return text.withUTF8 { bytes in
      let bytes = PathBytes(bytes)
      return bytes.isNormalised ? nil : bytes.normalised
    } ?? path
  }

  /// `path` seen from the absolute folder `current`, normalised.
  package static func absolute(_ path: String, in current: String) -> String {
    normalised(join(current, path))
  }

  /// The way from `base` to `path`, both absolute or both relative to one folder; `.` when equal.
  ///
  /// Where one is absolute and the other is not there is no such way, and `path` comes back
  /// normalised.
  package static func relative(_ path: String, to base: String) -> String {
    let path = normalised(path)
    // The way back out of a `..` is not known from text alone.
    guard let fork = fork(path, normalised(base)), let climb = fork.climb else { return path }
    let rest = path.utf8.dropFirst(fork.rest)
    if climb == 0 { return rest.isEmpty ? "." : String(Substring(rest)) }
    let steps = String(repeating: "../", count: climb)
    return rest.isEmpty ? String(steps.dropLast()) : steps + Substring(rest)
  }

  /// The folder that holds the path; nil for `/`, `.` and the empty path.
  package static func parent(_ path: String) -> String? {
    let path = normalised(path)
    if path == "/" || path == "." { return nil }
    guard let cut = path.utf8.lastIndex(of: PathBytes.slash) else { return "." }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }

  /// The last component: `c` of `/a/b/c/`; empty for `/` and the empty path.
  package static func lastComponent(_ path: String) -> String {
    var bytes = path.utf8[...]
    while bytes.last == PathBytes.slash { bytes.removeLast() }
    let start = bytes.lastIndex(of: PathBytes.slash).map(bytes.index(after:))
    return String(Substring(bytes[(start ?? bytes.startIndex)...]))
  }

  /// The path up to its last slash and what follows that: for paths without a slash at the end.
  static func split(_ path: String) -> (folder: Substring, name: String) {
    guard let cut = path.utf8.lastIndex(of: PathBytes.slash) else { return ("", path) }
    return (path[..<cut], String(path[path.utf8.index(after: cut)...]))
  }

  /// Whether `path` is `folder` or below it, lexically.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    var path = normalised(path)
    guard let fork = fork(path, normalised(folder)) else { return false }
    switch fork.climb {
    case 0: return path.withUTF8 { !PathBytes($0).isParent(at: fork.rest) }
    case nil: return path.withUTF8 { !PathBytes($0).isParent(at: 0) }
    default: return false
    }
  }

  /// The components without empty ones.
  package static func components(_ path: String) -> [String] {
    path.utf8.split(separator: PathBytes.slash).map { String(Substring($0)) }
  }

  /// - Parameters: normalised paths.
  /// - Returns: nil where one is absolute and the other is not.
  private static func fork(_ path: String, _ base: String) -> PathBytes.Fork? {
    var (path, base) = (path, base)
    return path.withUTF8 { path in
      base.withUTF8 { base in PathBytes(path).fork(from: PathBytes(base)) }
    }
  }
}
