package import MoatFindings

/// Locked packages with a known vulnerability.
package struct VulnerableDependency: AdvisoryRule {
  package static let info = RuleInfo(
    id: "vulnerable-dependency", group: .advisories, severity: .high,
    evidence: [.lockfile, .advisoryDatabase],
    summary: "a locked package with a known vulnerability",
    explanation: Explanation(
      whatItDoes: """
        Looks every package from crates.io up in the RustSec advisory database and reports each \
        vulnerability that affects the locked version. Versions compare as RustSec compares them, \
        pre-releases included. Withdrawn advisories do not count.

        The CVSS base score decides the severity: critical and high are high, medium is medium, low \
        is low, and without a score it is high. What only build scripts and proc macros reach is \
        medium at most; what only tests or nothing reaches, low.
        """,
      whyItMatters: """
        The flaw is public, and so often is the way to use it. Most advisories have a fixed version, \
        which an update takes in without another change.
        """,
      whatToDo: """
        Update to the version the finding names. If a requirement keeps it out, raise that one \
        first; if the package comes in through another, update the other. Where the vulnerable \
        function cannot be reached, record that as the reason of a suppression, with a day on which \
        to look again.
        """,
      example: """
        ```text
        high[vulnerable-dependency]: `h2 0.3.26` has a known vulnerability: h2 unbounded empty DATA frames (RUSTSEC-2026-0258)
          --> Cargo.lock:239:1
           = note: reaches shipped code
           = help: update to `>= 0.4.16`, which is not compatible with `0.3.26`: update `hyper`, through which it comes in
        ```
        """),
    references: [
      "https://rustsec.org", "https://github.com/RustSec/advisory-db",
      "https://www.first.org/cvss/",
    ])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    facts.hits(of: .vulnerability).map { hit in
      Finding(
        Self.info,
        "\(hit.quotedPackage) has a known vulnerability: \(hit.advisory.phrase) "
          + "(\(hit.advisory.id))",
        at: hit.package.label,
        severity: min(Self.severity(hit.advisory.rating), hit.package.reach.severityLimit),
        notes: hit.notes, help: hit.remedy, subject: hit.subject, paths: hit.package.paths)
    }
  }

  private static func severity(_ rating: CVSSRating?) -> Severity {
    switch rating {
    case .critical, .high, nil: .high
    case .medium: .medium
    case .low, .some(.none): .low
    }
  }
}
