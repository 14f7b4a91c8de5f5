package import MoatFindings
import MoatModel

/// Locked versions that nobody had time to look at.
package struct TooNewVersion: ReleaseRule {
  package static let info = RuleInfo(
    id: "too-new-version", group: .releases, severity: .low, evidence: [.lockfile, .indexCache],
    summary: "a locked version that was published only days ago",
    explanation: Explanation(
      whatItDoes: """
        Reports locked crates.io packages that are younger than the cooldown: 3 days, or what \
        `cooldown` under `[releases]` in `moat.toml` says; 0 switches the rule off. The date is \
        `pubtime` of the index, from Cargo's own index cache on this machine. A version that is the \
        fix of an advisory is exempt, as long as no version that is old enough has the fix.

        The default only warns. A cooldown that the project asks for is a rule of the project: a \
        younger version is then medium, and where nothing tells the age the result is \
        *undetermined*. Without one, a package whose age is not known is not reported: silence is \
        no proof. Where the index has no date, the moment at which Moat first saw the version \
        counts, since it was published by then.
        """,
      whyItMatters: """
        A stolen account publishes a version, and every project that updates in the hours before \
        somebody notices builds it. Nearly every such version that became known was removed within \
        days. Whoever waits those days lets others find it.
        """,
      whatToDo: """
        Lock the version before it until it is older. Where it must be this one, look at what it \
        changes and write a suppression that expires.
        """,
      example: """
        ```text
        warning[too-new-version]: `arrayref 0.3.10` is 5 hours old
          --> Cargo.lock:40:1
           = note: published at 2026-08-20T09:14:02Z; the cooldown is 3 days
           = help: until 2026-08-23 lock the version before it: `cargo update -p arrayref@0.3.10 --precise 0.3.9`
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/reference/registry-index.html",
      "https://rust-lang.github.io/rfcs/3923-cargo-min-publish-age.html",
    ])

  package init() {}

  package func findings(in facts: ReleaseFacts) -> [Finding] {
    guard facts.cooldown.days > 0 else { return [] }
    var findings: [Finding] = []
    var unknown: [(package: LockedRelease, reason: String)] = []
    for crate in facts.crates {
      for package in crate.locked {
        switch crate.release(of: package) {
        case .unavailable(let reason): unknown.append((package, reason))
        case .known(let release):
          if let published = release.published {
            guard facts.cooldown.holdsBack(published, at: facts.now),
              !isFix(release, crate, facts)
            else { continue }
            findings.append(finding(package, published, crate, facts))
          } else if release.firstSeen.map({ facts.cooldown.holdsBack($0, at: facts.now) }) ?? true {
            unknown.append((package, "the index has no date for it"))
          }
        }
      }
    }
    return findings + undetermined(unknown, facts)
  }

  private func isFix(
    _ release: Release, _ crate: ReleaseFacts.Crate, _ facts: ReleaseFacts
  ) -> Bool {
    !crate.fixes(release.version, settled(before: release.version, crate, facts).map(\.version))
      .isEmpty
  }

  /// The lower versions that are old enough, yanked ones included: were they yanked to make room for
  /// this one, it is no fix.
  private func settled(
    before version: Version, _ crate: ReleaseFacts.Crate, _ facts: ReleaseFacts
  ) -> [Release] {
    (crate.releases.value ?? []).filter { release in
      release.version.precedence(over: version) == .lower
        && !(release.published.map { facts.cooldown.holdsBack($0, at: facts.now) } ?? false)
    }
  }

  private func finding(
    _ package: LockedRelease, _ published: Timestamp, _ crate: ReleaseFacts.Crate,
    _ facts: ReleaseFacts
  ) -> Finding {
    let days = facts.cooldown.days
    let end = published.adding(days: days).adding(days: 1).day
    let before = settled(before: package.version, crate, facts)
      .filter { !$0.isYanked && !$0.version.isPrerelease }
      .filter { package.version.isCompatible(with: $0.version) }
      .max { $0.version < $1.version }
    let update = "cargo update -p \(package.identity.name)@\(package.identity.version)"
    let help =
      before.map {
        "until \(end) lock the version before it: `\(update) --precise \($0.version)`"
      } ?? "wait until \(end), or look at what it changes before you build it"
    return Finding(
      Self.info, "`\(package.identity)` is \(published.age(at: facts.now))", at: package.label,
      severity: facts.cooldown.isConfigured
        ? min(.medium, package.reach.severityLimit) : Self.info.severity,
      notes: [
        "published at \(published); the cooldown is \(days) day\(days == 1 ? "" : "s")"
      ],
      help: help, subject: package.subject, paths: package.paths)
  }

  /// One for all packages: the cause is nearly always one.
  private func undetermined(
    _ unknown: [(package: LockedRelease, reason: String)], _ facts: ReleaseFacts
  ) -> [Finding] {
    guard facts.cooldown.isConfigured, let first = unknown.first else { return [] }
    let others = unknown.count - 1
    let subject = "`\(first.package.identity)`"
    let subjects =
      switch others {
      case 0: subject
      case 1: "\(subject) and another package"
      default: "\(subject) and \(others) other packages"
      }
    return [
      Finding(
        Self.info, "the age of \(subjects) is not known", at: facts.lockfile,
        kind: .undetermined(because: first.reason), severity: .medium,
        help: "run `cargo fetch`, which brings Cargo's index cache up to date")
    ]
  }
}

extension ReleaseFacts.Crate {
  /// What is known of a locked version.
  func release(of package: LockedRelease) -> Evidence<Release> {
    switch releases {
    case .unavailable(let reason): return .unavailable(reason)
    case .known(let releases):
      guard let release = releases.first(where: { $0.version == package.version }) else {
        return .unavailable(
          "Cargo's index cache has no version \(package.version) of `\(name)`")
      }
      return .known(release)
    }
  }
}
