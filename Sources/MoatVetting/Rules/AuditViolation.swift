package import MoatFindings
import MoatModel

/// Locked versions that somebody found to be bad.
package struct AuditViolation: VettingRule {
  package static let info = RuleInfo(
    id: "audit-violation", group: .vetting, severity: .high, evidence: [.lockfile, .auditStore],
    summary: "a locked version that somebody recorded a violation for",
    explanation: Explanation(
      whatItDoes: """
        Reports locked packages whose version a `violation` entry forbids, in the project's own \
        audits or in an import, while something in the store vouches for that version. cargo-vet \
        compares violations with audits and exemptions; this rule also compares them with wildcard \
        audits and trusted publishers, which cargo-vet lets stand.
        """,
      whyItMatters: """
        Somebody read that version and says that it does not meet the criterion: malicious code, or \
        a fault that makes it unfit.
        """,
      whatToDo: """
        Update to a version that it does not cover. If it is a stranger's opinion that you do not \
        share, say so in `moat.toml`, with the reason and a day to look again:

        ```toml
        [[vet.override]]
        import = "mozilla"
        crate = "example"
        versions = "=1.2.3"
        reason = "about the `serde` feature, which is off here"
        expires = 2027-01-31
        ```
        """,
      example: """
        ```text
        error[audit-violation]: `example 1.2.3` violates `safe-to-deploy`, says `mozilla`
          --> Cargo.lock:80:1
           = note: it is about `<1.2.5`: reads beyond the end of the buffer
           = help: update it to a version outside of `<1.2.5`
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/recording-audits.html"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.violations.map { violation in
      let criteria = violation.criteria.map { "`\($0)`" }.joined(separator: ", ")
      let who = violation.importName.map { ", says `\($0)`" } ?? ", say your own audits"
      let identity = violation.package.identity
      let message =
        violation.isLocked
        ? "`\(identity)` violates \(criteria)\(who)"
        : "another version of `\(identity.name)` that is vouched for violates \(criteria)\(who)"
      var notes = [
        "it is about `\(violation.versions)`" + (violation.notes.map { ": \($0)" } ?? "")
      ]
      notes += Listed.lines(violation.contradicts.map { "but \($0) vouches for it" })
      if !violation.stopsCargoVet {
        notes.append("cargo-vet does not compare the two, and passes")
      }
      return violation.package.finding(
        Self.info, message, related: [violation.label], notes: notes, help: help(violation))
    }
  }

  private func help(_ violation: VettingFacts.ForbiddenPackage) -> String {
    let act =
      violation.isLocked
      ? "update it to a version outside of `\(violation.versions)`"
      : "remove what vouches for that version"
    guard violation.importName != nil else { return act }
    return "\(act), or decide otherwise in `[[vet.override]]` of `moat.toml`"
  }
}
