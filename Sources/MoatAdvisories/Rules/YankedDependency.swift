package import MoatFindings
import MoatModel

/// Locked versions that their authors took back.
package struct YankedDependency: AdvisoryRule {
  package static let info = RuleInfo(
    id: "yanked-dependency", group: .advisories, severity: .medium,
    evidence: [.lockfile, .indexCache],
    summary: "a locked version that was yanked",
    explanation: Explanation(
      whatItDoes: """
        Reports locked packages whose version Cargo's own index cache on this machine marks as \
        yanked. It asks no network, so a package the cache does not hold, or one yanked after Cargo \
        last looked, is not reported: silence is no proof. What only build scripts and proc macros \
        reach stays medium; what only tests or nothing reaches is low.
        """,
      whyItMatters: """
        Authors yank a version because something is wrong with it. A lockfile keeps it, but a fresh \
        resolution cannot choose it, and nobody downstream can install it by its range.
        """,
      whatToDo: """
        Update the package. Look first at what the update brings: in one takeover the attacker \
        yanked the good versions to lead people to the bad one.
        """,
      example: """
        ```text
        medium[yanked-dependency]: `ring 0.17.5` was yanked
          --> Cargo.lock:1460:1
           = help: update it: `cargo update -p ring@0.17.5`
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/commands/cargo-yank.html"])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    facts.packages.filter { $0.isYanked.value == true }.map { package in
      Finding(
        Self.info, "`\(package.identity)` was yanked", at: package.label,
        severity: min(Self.info.severity, package.reach.severityLimit),
        help: "update it: `cargo update -p \(package.identity.name)@\(package.identity.version)`",
        subject: Subject(package: package.identity, reach: package.reach), paths: package.paths)
    }
  }
}
