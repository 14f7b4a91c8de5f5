package import MoatFindings
import MoatModel

/// Crates all of whose versions were yanked but what was published last.
package struct YankStorm: ReleaseRule {
  /// Fewer yanked versions are a mistake and its correction.
  static let leastYanked = 3
  /// A new author's first versions are often yanked within days; a takeover is worth the trouble
  /// where a crate has been in use.
  static let establishedDays = 90
  /// How long what was published last counts as fresh.
  static let freshDays = 7
  /// Yanks that were seen within this time were done together: Moat sees them when it looks.
  static let togetherHours = 48
  /// How long a storm that was seen is reported.
  static let reportedDays = 30

  package static let info = RuleInfo(
    id: "yank-storm", group: .releases, severity: .high, confidence: .medium,
    evidence: [.lockfile, .indexCache],
    summary: "a crate all of whose older versions were yanked at once",
    explanation: Explanation(
      whatItDoes: """
        Reports a locked crates.io crate when every version is yanked but those published last, \
        there are 3 yanked ones or more, the oldest of them is at least 90 days older than the \
        newest version, and one of two things holds:

        - Moat saw it: at least 3 of them were not yanked when it looked before, were seen yanked \
        within 48 hours of each other, in the last 30 days, and what is left was published or first \
        seen at most 7 days before. This is high.
        - What is left was published in the last 7 days, and nothing Moat remembers says that the \
        others were yanked long before. The index does not tell when a version was yanked, so this \
        is medium.

        A version that an advisory names as the fix is left alone: yanking what is affected is then \
        what a maintainer does. All this comes from Cargo's own index cache on this machine, which \
        is as old as Cargo's last look: silence is no proof.
        """,
      whyItMatters: """
        It is what the takeover of `arrayref`, `internment` and `append-only-vec` looked like in \
        August 2026: the attacker yanked every good version, so that Cargo asked people to update \
        to the bad one.
        """,
      whatToDo: """
        Stay on the version you have, yanked or not, and do not build the new one. Look for an \
        announcement by the maintainers and compare the two versions.
        """,
      example: """
        ```text
        error[yank-storm]: every version of `arrayref` but 0.3.10 was yanked: 10 of them
          --> Cargo.lock:40:1
           = note: 0.3.10 is 5 hours old
           = note: 10 were first seen yanked at 2026-08-20T11:00:00Z
           = help: do not build it before you know why; go back to 0.3.9, yanked or not
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://doc.rust-lang.org/cargo/commands/cargo-yank.html",
    ])

  package init() {}

  package func findings(in facts: ReleaseFacts) -> [Finding] {
    facts.crates.compactMap { crate in
      guard let storm = Storm(crate, now: facts.now) else { return nil }
      return finding(storm, crate, facts.now)
    }
  }

  private func finding(
    _ storm: Storm, _ crate: ReleaseFacts.Crate, _ now: Timestamp
  ) -> Finding? {
    let left = storm.left.map(\.version.description).joined(separator: " and ")
    let fresh = crate.locked.first { package in
      storm.left.contains { $0.version == package.version }
    }
    guard let package = fresh ?? crate.locked.first else { return nil }
    var notes = storm.left.compactMap { release in
      release.published.map { "\(release.version) is \($0.age(at: now))" }
    }
    if let seen = storm.seen {
      notes.append("\(storm.seenCount) were first seen yanked at \(seen)")
    }
    let help: String
    if fresh == nil {
      help = "stay on \(package.version): do not update `\(crate.name)` before you know why"
    } else {
      let before = storm.yanked.filter { !$0.version.isPrerelease }.max { $0.version < $1.version }
      let back = before.map { "; go back to \($0.version), yanked or not" } ?? ""
      help = "do not build it before you know why\(back)"
    }
    return Finding(
      Self.info,
      "every version of `\(crate.name)` but \(left) was yanked: \(storm.yanked.count) of them",
      at: package.label,
      severity: min(storm.seen == nil ? .medium : .high, package.reach.severityLimit),
      related: crate.locked.filter { $0.identity != package.identity }.map(\.label),
      notes: notes, help: help, subject: package.subject, paths: package.paths)
  }
}

/// The yanked versions of a crate and what is left of it, where that looks like a takeover.
private struct Storm {
  let yanked: [Release]
  /// Lowest first.
  let left: [Release]
  /// When the yanks were first seen; nil where nobody looked at the right time.
  let seen: Timestamp?
  let seenCount: Int

  init?(_ crate: ReleaseFacts.Crate, now: Timestamp) {
    guard let releases = crate.releases.value else { return nil }
    yanked = releases.filter(\.isYanked)
    left = releases.filter { !$0.isYanked }.sorted { $0.version < $1.version }
    guard yanked.count >= YankStorm.leastYanked, !left.isEmpty,
      Self.isLater(left, than: yanked), Self.isEstablished(yanked, left)
    else { return nil }
    let yankedVersions = yanked.map(\.version)
    guard left.allSatisfy({ crate.fixes($0.version, yankedVersions).isEmpty }) else { return nil }
    let looks = yanked.compactMap(\.yankSeen)
    if let first = looks.min(), let last = looks.max(), looks.count >= YankStorm.leastYanked,
      last.secondsSinceEpoch - first.secondsSinceEpoch <= YankStorm.togetherHours * 3600,
      last >= now.adding(days: -YankStorm.reportedDays),
      left.allSatisfy({ Self.appeared($0, crate, since: first.adding(days: -YankStorm.freshDays)) })
    {
      seen = first
      seenCount = looks.count
      return
    }
    seen = nil
    seenCount = 0
    let limit = now.adding(days: -YankStorm.freshDays)
    let dates = left.compactMap(\.published)
    guard dates.count == left.count, let oldest = dates.min(), oldest >= limit,
      yanked.count(where: { !Self.wasYanked($0, before: oldest) }) >= YankStorm.leastYanked
    else { return nil }
  }

  /// By date where all are dated, and otherwise by number.
  private static func isLater(_ left: [Release], than yanked: [Release]) -> Bool {
    let dates = left.compactMap(\.published)
    let others = yanked.compactMap(\.published)
    if dates.count == left.count, others.count == yanked.count {
      guard let first = dates.min(), let last = others.max() else { return false }
      return first > last
    }
    guard let lowest = left.first, let highest = yanked.map(\.version).max() else { return false }
    return lowest.version.precedence(over: highest) == .higher
  }

  /// Whether the crate was in use for long; one without dates may have been.
  private static func isEstablished(_ yanked: [Release], _ left: [Release]) -> Bool {
    guard let oldest = yanked.compactMap(\.published).min(),
      let newest = left.compactMap(\.published).max()
    else { return true }
    return oldest <= newest.adding(days: -YankStorm.establishedDays)
  }

  private static func appeared(
    _ release: Release, _ crate: ReleaseFacts.Crate, since moment: Timestamp
  ) -> Bool {
    if let published = release.published { return published >= moment }
    guard let seen = release.firstSeen, let start = crate.firstSeen else { return false }
    return seen > start && seen >= moment
  }

  /// Whether Moat remembers it as yanked well before the last versions were published.
  private static func wasYanked(_ release: Release, before moment: Timestamp) -> Bool {
    if let seen = release.yankSeen { return seen < moment.adding(days: -YankStorm.freshDays) }
    // Yanked at the first look at it.
    return release.firstSeen.map { $0 < moment } ?? false
  }
}
