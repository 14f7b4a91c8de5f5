package import MoatFindings
import MoatModel

/// Build scripts and proc macros that are not the ones that were accepted.
package struct ChangedBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "changed-build-script", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles, .policy],
    summary: "a build script or proc macro that changed since it was accepted",
    explanation: Explanation(
      whatItDoes: """
        Reports locked packages that an entry of `moat.toml` accepts and whose content, or that of \
        what their build script or proc macro is built from, is not the one that was accepted.
        """,
      whyItMatters: """
        What was read is not what would run. The digest covers the whole package and its build- \
        dependencies, because a build script can include any file and call any of them.
        """,
      whatToDo: """
        Compare with what was accepted, `cargo moat diff`, and accept it anew.
        """,
      example: """
        ```text
        error[changed-build-script]: the build script of `libc 0.2.181` is not the one that was accepted
          --> Cargo.lock:60:1
           = help: read what changed, then `cargo moat build-scripts accept libc`
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html"
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      guard case .changed(let entry) = facts.acceptance.state(of: package) else { return nil }
      return Finding(
        Self.info, "\(BuildWords.subject(of: package)) is not the one that was accepted",
        at: package.label,
        related: [Label(entry.label.path, entry.label.span, "accepted here")],
        help: "read what changed, then `cargo moat build-scripts accept \(package.identity.name)`",
        subject: package.subject, paths: package.paths)
    }
  }
}
