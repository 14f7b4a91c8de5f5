package import MoatFindings

/// Acceptances that no locked package needs.
package struct UnusedAcceptance: InspectionRule {
  package static let info = RuleInfo(
    id: "unused-acceptance", group: .inspection, severity: .low,
    evidence: [.lockfile, .crateFiles, .policy],
    summary: "an accepted build script that is not locked",
    explanation: Explanation(
      whatItDoes: """
        Reports entries of `moat.toml` that accept the build script or proc macro of a package \
        that is not locked, or not in that version, or has neither.
        """,
      whyItMatters: """
        An entry that nothing needs hides what is still accepted, and accepts the package again \
        should it come back.
        """,
      whatToDo: """
        Remove the entry.
        """,
      example: """
        ```text
        warning[unused-acceptance]: no locked package needs the acceptance of `libc 0.2.180`
          --> moat.toml:12:1
           = help: remove the entry
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html"
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    let building =
      facts.packages.filter { $0.buildContent != nil }.map(\.identity) + facts.acceptance.elsewhere
    return facts.acceptance.entries.filter { entry in
      !building.contains { entry.covers($0) }
    }.map { entry in
      let version = entry.version.map { " \($0)" } ?? ""
      return Finding(
        Self.info, "no locked package needs the acceptance of `\(entry.name)\(version)`",
        at: entry.label, help: "remove the entry")
    }
  }
}
