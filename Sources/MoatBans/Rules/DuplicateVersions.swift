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
    // Several packages that keep the same ones are one cause.
    var culprits: [[Int]: [Int]] = [:]
    for (culprit, direct) in kept {
      culprits[oldBelow(direct, isOld, locked.graph), default: []].append(culprit)
    }
    return culprits.map { cascade, culprits in
      finding(culprits.sorted(), keep: cascade, newest, in: locked)
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
    _ culprits: [Int], keep cascade: [Int], _ newest: [String: Version], in locked: LockedWorkspace
  ) -> Finding {
    let packages = culprits.map { locked.graph.packages[$0] }.sorted { $0.identity < $1.identity }
    let olds = cascade.map { locked.graph.packages[$0] }.sorted { $0.identity < $1.identity }
    let listed = olds.prefix(8).map { old in
      "\(old.identity) (\(newest[old.name].map(String.init(describing:)) ?? "?"))"
    }
    let more = olds.count > listed.count ? " and \(olds.count - listed.count) more" : ""
    var notes = olds.count == 1 ? [] : [listed.joined(separator: ", ") + more]
    if packages.count > 1 { notes.append("kept by \(packages.listed)") }
    let who =
      packages.count == 1 ? "`\(packages[0].identity)` keeps" : "\(packages.count) packages keep"
    let beside = olds.count == 1 ? newest[olds[0].name].map { " beside \($0)" } ?? "" : ""
    let what =
      olds.count == 1 ? "`\(olds[0].identity)`\(beside)" : "\(olds.count) crates at older versions"
    let place = packages.count == 1 ? packages[0].span : olds[0].span
    return Finding(
      Self.info, "\(who) \(what)", at: Label(locked.lockfile.source.path, place), notes: notes,
      help: help(packages, olds, newest), subject: locked.subject(culprits[0]))
  }

  private func help(
    _ culprits: [LockedPackage], _ olds: [LockedPackage], _ newest: [String: Version]
  ) -> String {
    let isCompatible = olds.allSatisfy { old in
      newest[old.name].map { old.version.isCompatible(with: $0) } ?? false
    }
    if isCompatible, let old = olds.first {
      return "run `cargo update -p \(old.name)@\(old.versionText)`"
    }
    guard culprits.count == 1, let culprit = culprits.first else {
      return "update what keeps them, or accept them in `bans.skip-duplicates`"
    }
    return culprit.isLocal
      ? "update the requirement in the manifest of `\(culprit.name)`"
      : "update `\(culprit.name)`, or accept them in `bans.skip-duplicates`"
  }
}
