/// Operations on paths as text: lexical only, the disk is never asked.
///
/// Everything works on UTF-8 bytes. Swift's `Character` would join `/` with a combining mark that
/// follows it, and a separator would be missed.
package enum PathText {
  private static let slash = UInt8(ascii: "/")

  /// Whether the path starts at the root folder.
  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// `child` below `base`; an absolute `child` stands alone, an empty part disappears.
  package static func join(_ base: String, _ child: String) -> String {
    if child.isEmpty { return base }
    if base.isEmpty || isAbsolute(child) { return child }
    return base.utf8.last == slash ? base + child : "\(base)/\(child)"
  }

  /// Drops `.`, doubled and trailing slashes, and resolves `..` against the component before it.
  ///
  /// Lexical: where a component is a symbolic link, the system's answer for `..` differs. A `..`
  /// above the root folder disappears, one at the start of a relative path stays. Nothing left is
  /// `.`.
  package static func normalised(_ path: String) -> String {
    let absolute = isAbsolute(path)
    var kept: [String] = []
    for part in components(path) where part != "." {
      if part == "..", let last = kept.last, last != ".." {
        kept.removeLast()
      } else if part != ".." || !absolute {
        kept.append(part)
      }
    }
    let joined = kept.joined(separator: "/")
    if absolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
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
    let base = normalised(base)
    guard isAbsolute(path) == isAbsolute(base) else { return path }
    let target = components(path).filter { $0 != "." }
    let origin = components(base).filter { $0 != "." }
    var shared = 0
    while shared < target.count, shared < origin.count, target[shared] == origin[shared] {
      shared += 1
    }
    // The way back out of a `..` is not known from text alone.
    guard !origin[shared...].contains("..") else { return path }
    let steps =
      [String](repeating: "..", count: origin.count - shared) + target[shared...]
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }

  /// The folder that holds the path; nil for `/`, `.` and the empty path.
  package static func parent(_ path: String) -> String? {
    let path = normalised(path)
    if path == "/" || path == "." { return nil }
    guard let cut = path.utf8.lastIndex(of: slash) else { return "." }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }

  /// The last component: `c` of `/a/b/c/`; empty for `/` and the empty path.
  package static func lastComponent(_ path: String) -> String { components(path).last ?? "" }

  /// Whether `path` is `folder` or below it, lexically.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    let way = relative(path, to: folder)
    return way != ".." && !way.utf8.starts(with: "../".utf8)
      && isAbsolute(path) == isAbsolute(folder)
  }

  /// The components without empty ones.
  package static func components(_ path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(Substring($0)) }
  }
}
