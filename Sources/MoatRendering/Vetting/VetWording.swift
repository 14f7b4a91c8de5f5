import MoatVetting

/// Entries of a store in words.
enum VetWording {
  /// What an audit is about: `1.0.0`, `1.0.0 → 1.0.1`, `versions <1.0`.
  static func subject(_ kind: AuditKind) -> String {
    switch kind {
    case .full(let version): shown(version)
    case .delta(let from, let to): change(from, to)
    case .violation(let requirement): "versions \(requirement)"
    }
  }

  static func change(_ from: VetVersion, _ to: VetVersion) -> String {
    "\(shown(from)) → \(shown(to))"
  }

  /// A version; of a commit as many digits as git shows.
  static func shown(_ version: VetVersion) -> String {
    version.gitRevision.map { "\(version.semver)@git:\($0.prefix(12))" } ?? "\(version.semver)"
  }

  /// The people behind an entry.
  static func who(_ who: [String]) -> String {
    who.isEmpty ? "nobody named" : who.map(TerminalText.neutralised).joined(separator: ", ")
  }

  static func list(_ names: [String]) -> String {
    names.map(TerminalText.neutralised).joined(separator: ", ")
  }

  static func publisher(_ row: PublisherRow) -> String {
    TerminalText.neutralised(row.source.identifier(login: row.userLogin))
  }

  /// `app → foo → left`: a shortest way to a package from a root.
  static func path(to place: Int, in graph: VetGraph) -> String {
    var next: [Int: Int] = [:]
    var queue = [place]
    var head = 0
    var seen: Set<Int> = [place]
    while head < queue.count {
      let current = queue[head]
      head += 1
      if graph.packages[current].isWorkspaceMember, current != place {
        var way = [current]
        while let step = next[way[way.count - 1]] { way.append(step) }
        return shortened(way.map { graph.packages[$0].name })
      }
      for dependent in graph.packages[current].dependents where seen.insert(dependent).inserted {
        next[dependent] = current
        queue.append(dependent)
      }
    }
    return graph.packages[place].name
  }

  /// The two ends of a long way.
  private static func shortened(_ names: [String]) -> String {
    let names = names.map(TerminalText.neutralised)
    guard names.count > 5 else { return names.joined(separator: " → ") }
    return "\(names[0]) → \(names[1]) → … → \(names[names.count - 2]) → \(names[names.count - 1])"
  }
}
