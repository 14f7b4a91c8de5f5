package import MoatFindings
import MoatModel

/// Packages that nobody vouches for.
package struct UnvettedDependency: VettingRule {
  package static let info = RuleInfo(
    id: "unvetted-dependency", group: .vetting, severity: .medium,
    evidence: [.lockfile, .auditStore],
    summary: "a locked package without the audits it needs",
    explanation: Explanation(
      whatItDoes: """
        Where a project has an audit store (`supply-chain`), reports packages from crates.io for \
        which no path of audits, trusted publishers and exemptions leads to the criteria they need. \
        It decides as cargo-vet does, of what is built: with `[build]` in `moat.toml`, or flags, what \
        only other platforms and features compile needs no audit. `[vet.criteria]` asks for other \
        criteria by use. `like-cargo-vet = true` asks for all that is locked, as cargo-vet does. Where \
        a manifest of the workspace cannot be read, what only tests need counts as shipped, and what is \
        then missing is *undetermined*.
        """,
      whyItMatters: """
        The store says what the team agreed to read before it is used. A version that nobody read \
        is what an attacker who takes over a crate publishes.
        """,
      whatToDo: """
        Read it: `cargo moat vet suggest` names the least there is to read, and `cargo moat vet \
        certify` records it. Or import the audits of somebody who did, or trust a publisher. An \
        exemption is the last resort: it says that nobody looked.
        """,
      example: """
        ```text
        error[unvetted-dependency]: `hyper 1.9.0` is not vetted as `safe-to-deploy`
          --> Cargo.lock:412:1
           = help: read what changed since 1.8.1, then run `cargo moat vet certify hyper 1.8.1 1.9.0`
        ```
        """),
    references: [
      "https://mozilla.github.io/cargo-vet/how-it-works.html",
      "https://mozilla.github.io/cargo-vet/algorithm.html",
    ])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.unvetted.map { unvetted in
      let criteria = unvetted.missing.map { "`\($0)`" }.joined(separator: ", ")
      let message = "`\(unvetted.package.identity)` is not vetted as \(criteria)"
      if let doubt = unvetted.doubt {
        return .undetermined(
          Self.info, message, at: unvetted.package.label, because: doubt, help: help(unvetted),
          subject: unvetted.package.subject)
      }
      return unvetted.package.finding(
        Self.info, message, notes: unvetted.notes, help: help(unvetted))
    }
  }

  private func help(_ unvetted: VettingFacts.UnvettedPackage) -> String {
    let name = unvetted.package.identity.name
    guard let reading = unvetted.reading else {
      return "`cargo moat vet suggest` shows what there is to read"
    }
    guard let from = reading.from else {
      return "read it, then run `cargo moat vet certify \(name) \(reading.to)`"
    }
    return "read what changed since \(from), then run "
      + "`cargo moat vet certify \(name) \(from) \(reading.to)`"
  }
}
