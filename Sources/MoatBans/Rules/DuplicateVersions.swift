import MoatCargo
package import MoatFindings
import MoatModel

/// Several versions of one crate, reported by what keeps the older ones.
package struct DuplicateVersions: BanRule {
  package static let info = RuleInfo(
    id: "duplicate-versions", group: .bans, severity: .low, evidence: [.lockfile],
    summary: "several versions of one crate, by the dependency that keeps the older one",
    explanation: Explanation(
      whatItDoes: """
        Finds crates that are locked in several versions, then who keeps the older ones. A package \
        that is itself an old duplicate is not to blame: what holds *it* back is. So a cascade of \
        twenty crates is one finding, on the dependency to update. Crates in \
        `bans.skip-duplicates` of `moat.toml` are left out.
        """,
      whyItMatters: """
        Each version is its own code to trust, build and ship, and the older one is where fixes \
        arrive last.
        """,
      whatToDo: """
        Update the dependency that is named; `cargo update -p NAME` does it where the older version \
        is compatible with the newer. Otherwise ask upstream, or record that you accept it.
        """,
      example: """
        ```text
        warning[duplicate-versions]: `hyper 0.14.24` keeps 3 crates at older versions
          --> Cargo.lock:239:1
           = note: h2 0.3.26 (0.4.5), http 0.2.12 (1.1.0), http-body 0.4.6 (1.0.0)
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    let packages = locked.graph.packages
    let newest = newestOfDuplicated(locked, skipping: facts.policy.skippedDuplicates)
    let isOld = packages.map { package in
      newest[package.name].map { package.version < $0 } ?? false
    }
    // For each package to blame: the old packages it keeps, itself not an old one.
    var kept: [Int: Set<Int>] = [:]
    for index in packages.indices where isOld[index] {
      for culprit in locked.graph.dependents[index] where !isOld[culprit] {
        kept[culprit, default: []].insert(index)
      }
    }
    return kept.map { culprit, direct in
      let cascade = oldBelow(direct, isOld, locked.graph)
      return finding(culprit, keeps: cascade, newest, in: locked)
    }
  }

  private func newestOfDuplicated(
    _ locked: LockedWorkspace, skipping skipped: [BanPolicy.CrateEntry]
  ) -> [String: Version] {
    var versions: [String: [Version]] = [:]
    for package in locked.graph.packages where !package.isLocal {
      if skipped.contains(where: { $0.matches(package) }) { continue }
      versions[package.name, default: []].append(package.version)
    }
    return versions.compactMapValues { $0.count > 1 ? $0.max() : nil }
  }

  /// The old packages that would go if the ones in `starts` did.
  private func oldBelow(
    _ starts: Set<Int>, _ isOld: [Bool], _ graph: DependencyGraph
  ) -> [Int] {
    var seen = starts
    var stack = Array(starts)
    while let index = stack.popLast() {
      for next in graph.dependencies[index] where isOld[next] && seen.insert(next).inserted {
        stack.append(next)
      }
    }
    return seen.sorted()
  }

  private func finding(
    _ culprit: Int, keeps cascade: [Int], _ newest: [String: Version], in locked: LockedWorkspace
  ) -> Finding {
    let package = locked.graph.packages[culprit]
    let olds = cascade.map { locked.graph.packages[$0] }
    let listed = olds.prefix(8).map { old in
      "\(old.identity) (\(newest[old.name].map(String.init(describing:)) ?? "?"))"
    }
    let what = olds.count == 1 ? "`\(olds[0].identity)`" : "\(olds.count) crates"
    let isCompatible = olds.allSatisfy { old in
      newest[old.name].map { old.version.isCompatible(with: $0) } ?? false
    }
    let more = olds.count > listed.count ? " and \(olds.count - listed.count) more" : ""
    let help =
      if package.isLocal {
        "update the requirement in the manifest of `\(package.name)`"
      } else if isCompatible {
        "run `cargo update -p \(olds.first?.name ?? package.name)`"
      } else {
        "update `\(package.name)`, or accept them in `bans.skip-duplicates`"
      }
    let newer = olds.count == 1 ? newest[olds[0].name].map { " beside \($0)" } ?? "" : ""
    return Finding(
      Self.info,
      olds.count == 1
        ? "`\(package.identity)` keeps \(what)\(newer)"
        : "`\(package.identity)` keeps \(what) at older versions",
      at: Label(locked.lockfile.source.path, package.span),
      notes: olds.count == 1 ? [] : [listed.joined(separator: ", ") + more], help: help,
      subject: locked.subject(culprit))
  }
}
