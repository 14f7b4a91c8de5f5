package import MoatFindings
import MoatModel

/// Build scripts and proc macros that nobody accepted.
package struct UnacceptedBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "unaccepted-build-script", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles, .policy],
    summary: "a build script or proc macro that is not accepted",
    explanation: Explanation(
      whatItDoes: """
        Where `moat.toml` says that build scripts must be accepted, reports every locked package \
        that has a build script or is a proc macro and that no entry names.
        """,
      whyItMatters: """
        Build scripts and proc macros run with your rights before anything of the project does. A \
        list of those that were read makes a new one stand out.
        """,
      whatToDo: """
        Look at what it does with `cargo moat build-scripts`, and accept it with `cargo moat \
        build-scripts accept`.
        """,
      example: """
        ```text
        error[unaccepted-build-script]: the build script of `libc 0.2.180` is not accepted
          --> Cargo.lock:60:1
           = help: read it, then `cargo moat build-scripts accept libc`
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
      "https://github.com/rust-lang/cargo/issues/5720",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    guard facts.acceptance.isRequired else { return [] }
    return facts.packages.compactMap { package in
      switch facts.acceptance.state(of: package) {
      case .unaccepted:
        return package.finding(
          Self.info, "\(BuildWords.subject(of: package)) is not accepted",
          help: "read it, then `cargo moat build-scripts accept \(package.identity.name)`")
      case .unknown(let reason):
        return .undetermined(
          Self.info, "whether \(BuildWords.subject(of: package)) is accepted is not known",
          at: package.label, because: reason,
          help: "fetch the archives with `cargo moat fetch`, and run it again",
          subject: package.subject)
      case .accepted, .changed, .nothingToAccept: return nil
      }
    }
  }
}
