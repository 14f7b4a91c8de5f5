package import MoatFindings
import MoatModel

/// Young crates whose numbering began high.
package struct FirstVersionIsHigh: ReleaseRule {
  /// The first major version that is high: dependency confusion takes 9, 99 or 9999 to win over
  /// whatever version the private package has.
  static let major: UInt64 = 9
  /// A crate that was there for so long was looked at; some honest ones begin high, too.
  static let youngDays = 90

  package static let info = RuleInfo(
    id: "first-version-is-high", group: .releases, severity: .low, confidence: .low,
    evidence: [.lockfile, .indexCache],
    summary: "a young crate whose first version is 9.x or higher",
    explanation: Explanation(
      whatItDoes: """
        Reports locked crates.io crates whose first version has a major number of 9 or more and was \
        published in the last 90 days, as far as Cargo's own index cache on this machine tells. \
        Where the index has no dates, the lowest version counts as the first, and the crate as \
        young as Moat's first look at it. A crate that another locked crate of the very same version \
        depends on is taken for one of a family that is published together, and not reported.
        """,
      whyItMatters: """
        People begin with 0.1 or 1.0. Whoever publishes under the name of somebody's private package \
        begins with 9.0.0 or 99.0.1, to be chosen in its place: `lsh 99.0.1`, `proton-pfff 99.99.5` \
        and the crates that imitated Amazon's internal ones did, each with a build script that sent \
        away what it found.
        """,
      whatToDo: """
        Make sure that the crate is the one you mean: its owners, its repository, and that no \
        package of your own has the name. Where one has, name its registry in the manifest.
        """,
      example: """
        ```text
        warning[first-version-is-high]: `lsh` begins with version 99.0.1, which is 2 days old
          --> Cargo.lock:88:1
           = help: make sure that `lsh` on crates.io is the crate you mean
        ```
        """),
    references: [
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
      "https://medium.com/@alex.birsan/dependency-confusion-4a5d60fec610",
    ])

  package init() {}

  package func findings(in facts: ReleaseFacts) -> [Finding] {
    facts.crates.compactMap { crate in
      guard let package = crate.locked.first(where: { !isOfAFamily($0) }),
        let first = Self.first(of: crate.releases.value ?? []), first.version.major >= Self.major
      else { return nil }
      let published = first.publishedBy
      if let published, published < facts.now.adding(days: -Self.youngDays) { return nil }
      let age = first.published.map { ", which is \($0.age(at: facts.now))" } ?? ""
      return Finding(
        Self.info, "`\(crate.name)` begins with version \(first.version)\(age)",
        at: package.label,
        related: crate.locked.filter { $0.identity != package.identity }.map(\.label),
        help: "make sure that `\(crate.name)` on crates.io is the crate you mean",
        subject: package.subject, paths: package.paths)
    }
  }

  private func isOfAFamily(_ package: LockedRelease) -> Bool {
    package.dependents.contains { $0.version == package.identity.version }
  }

  /// The first by date where all are dated, and otherwise the lowest.
  static func first(of releases: [Release]) -> Release? {
    let dated = releases.compactMap { release in release.published.map { ($0, release) } }
    if dated.count == releases.count {
      return dated.min { ($0.0, $0.1.version) < ($1.0, $1.1.version) }?.1
    }
    return releases.min { $0.version < $1.version }
  }
}
