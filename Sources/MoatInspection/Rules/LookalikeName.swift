package import MoatFindings
import MoatModel

/// Crates whose name is nearly that of a widely used one.
package struct LookalikeName: InspectionRule {
  package static let info = RuleInfo(
    id: "lookalike-name", group: .inspection, severity: .low, confidence: .low,
    evidence: [.lockfile],
    summary: "a crate with nearly the name of a widely used one",
    explanation: Explanation(
      whatItDoes: """
        Reports locked crates.io crates whose name differs from that of a widely used crate by a \
        `-` or `_`, one letter that is added, left out, changed or exchanged with its neighbour, a \
        digit, a plural, the order of its words, or an ending such as `-rs`, `-rust`, `-main` or \
        `-sdk`. Names that are widely used themselves are left alone, and so are crates that the \
        other one's family depends on. The table is the names that many published lockfiles and \
        Debian have. It is high where the crate also has a build script or proc macro that reaches \
        the network or starts programs, or is new against the previous lockfile and does so.
        """,
      whyItMatters: """
        Two thirds of the malicious crates of crates.io had such a name: `rustdecimal`, `serd`, \
        `oncecell`, `proc-macro1`, `tracings`. A slip of the finger in a manifest is enough.
        """,
      whatToDo: """
        Make sure which of the two you mean. Where it is this one, suppress the finding with the \
        reason.
        """,
      example: """
        ```text
        warning[lookalike-name]: `proc-macro1` has nearly the name of `proc-macro2`
          --> Cargo.lock:31:1
           = help: make sure that `proc-macro1` is the crate you mean
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://rustsec.org/advisories/RUSTSEC-2022-0042",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    var seen: Set<String> = []
    return facts.packages.compactMap { package in
      let name = package.identity.name
      guard package.isFromCratesIO, !facts.popularNames.contains(name),
        let other = facts.popularNames.neighbour(of: name), seen.insert(name).inserted
      else { return nil }
      let acts = package.index.marks(.network, .process, .downloadScript, in: .building)
      return package.finding(
        Self.info, "`\(name)` has nearly the name of `\(other)`",
        severity: acts.isEmpty ? .low : .high, marks: acts.few(3),
        help: "make sure that `\(name)` is the crate you mean")
    }
  }
}
