extension RustSource {
  /// Every path in code and every lone name that an import may stand for, in order; in the arguments of
  /// macros and in attributes too. Left out are `use` trees (see ``imports``), what the file defines
  /// itself, fields and methods, and names that nothing brings in: those of the prelude and of locals.
  ///
  /// A path with several meanings comes once for each: where a `cfg` chooses between imports, and for
  /// each glob of another crate that may have its first name (``ResolvedPath/isCandidate``).
  package func paths() -> [ResolvedPath] {
    var paths: [ResolvedPath] = []
    forEachPath { paths.append($0) }
    return paths
  }

  /// ``paths()``, without an array of them.
  ///
  /// - Parameter interest: what is left out may be left out; nil for every path.
  package func forEachPath(of interest: PathInterest? = nil, _ body: (ResolvedPath) -> Void) {
    guard isResolved else { return }
    var walk = PathWalk(self, interest)
    walk.run(body)
  }

  /// What a path stands for: `std::process::Command::new`. It begins with the name of a crate, or with
  /// `crate`, `self` or `super`.
  package func name(of path: ResolvedPath) -> String {
    var name = ""
    if let alias = path.alias, imports.indices.contains(alias) {
      name = self.path(of: imports[alias])
    }
    append(path.rest, upTo: path.tail.map { $0 - 1 } ?? path.tokens.upperBound, &name)
    append(path.tail, upTo: path.tokens.upperBound, &name)
    return name
  }

  /// Adds the names from a token on, type arguments passed over.
  private func append(_ first: Int?, upTo last: Int, _ name: inout String) {
    guard var next = first else { return }
    let isFirst = name.isEmpty
    if isFirst, let crate = lookup.crates[text.name(next)], !isAfterCrate(next) {
      name = crate
    } else {
      if !isFirst { name += "::" }
      name += text.name(next)
    }
    while let following = text.followingSegment(next), following <= last {
      name += "::"
      name += text.name(following)
      next = following
    }
  }

  private func isAfterCrate(_ index: Int) -> Bool { text.mark(index - 1) == UInt8(ascii: "$") }
}

extension TokenText {
  /// How many tokens of type arguments may stand between the segments of a path.
  static let argumentLimit = 256

  /// The segment after one: behind `::`, and behind `::<…>::`; nil at the end of the path.
  func followingSegment(_ segment: Int) -> Int? {
    guard isSeparator(segment + 1) else { return nil }
    if isName(segment + 3) { return segment + 3 }
    guard mark(segment + 3) == UInt8(ascii: "<"), let close = closingAngle(segment + 3),
      isSeparator(close + 1), isName(close + 3)
    else { return nil }
    return close + 3
  }

  /// The `>` that fits a `<`.
  func closingAngle(_ open: Int) -> Int? {
    var depth = 0
    for index in open..<min(count, open + Self.argumentLimit) {
      switch mark(index) {
      case UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ">") where mark(index - 1) != UInt8(ascii: "-"):
        depth -= 1
        if depth == 0 { return index }
      case UInt8(ascii: ";"), UInt8(ascii: "}"): return nil
      default: break
      }
    }
    return nil
  }
}
