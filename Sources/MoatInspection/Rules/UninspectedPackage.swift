package import MoatFindings
import MoatModel

/// Packages whose source was not looked at.
package struct UninspectedPackage: InspectionRule {
  package static let info = RuleInfo(
    id: "uninspected-package", group: .inspection, severity: .low,
    evidence: [.lockfile, .crateFiles], guards: [.crateFiles],
    summary: "locked packages whose source is not at hand, so that nothing tells what they do",
    explanation: Explanation(
      whatItDoes: """
        Says how many of the locked packages could not be inspected, and why: neither a verified \
        archive nor a vendored crate is on this machine, or files of it could not be read. The other \
        rules of this group are silent about these packages. In a mere `check` it is a note; where \
        the inspection was asked for, a warning.
        """,
      whyItMatters: """
        Silence about a package whose source nobody saw is not a pass.
        """,
      whatToDo: """
        Fetch the archives, with `cargo moat fetch` or `cargo fetch`, and run it again.
        """,
      example: """
        ```text
        undetermined[uninspected-package]: 2 of 120 packages were not inspected
          --> Cargo.lock
           = note: `fnv 1.0.7`: its archive is not in Cargo's cache
           = note: `itoa 1.0.11`: its archive is not in Cargo's cache
           = help: fetch the archives with `cargo moat fetch`, and run it again
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/guide/cargo-home.html"])

  package init() {}

  /// What is said when the run was cancelled before all was looked at.
  package static func interrupted(at lockfile: String) -> Finding {
    .undetermined(
      info, "the locked packages were not all inspected", at: Label(lockfile),
      because: "the run was cancelled")
  }

  package func findings(in facts: InspectionFacts) -> [Finding] {
    let lacking = facts.packages.compactMap { package -> String? in
      switch package.inspection {
      case .unavailable(let reason): return "`\(package.identity)`: \(reason)"
      case .known(let inspection):
        guard let gap = inspection.gaps.first else { return nil }
        let more = inspection.gaps.count > 1 ? ", and \(inspection.gaps.count - 1) more" : ""
        return "`\(package.identity)`: \(gap.path): \(gap.reason)\(more)"
      }
    }
    return updates(facts) + packages(facts, lacking)
  }

  private func packages(_ facts: InspectionFacts, _ lacking: [String]) -> [Finding] {
    guard !lacking.isEmpty else { return [] }
    let partial = facts.packages.allSatisfy { $0.inspection.value != nil }
    let word = partial ? "wholly inspected" : "inspected"
    return [
      Finding(
        Self.info,
        "\(lacking.count) of \(Listed.counted(facts.packages.count, "package")) were not \(word)",
        at: facts.lockfile, kind: .undetermined(because: "their source is not at hand as a whole"),
        severity: facts.isThorough ? .low : .info, notes: Listed.lines(lacking),
        help: "fetch the archives with `cargo moat fetch`, and run it again")
    ]
  }

  /// What the rules about updates could not compare.
  private func updates(_ facts: InspectionFacts) -> [Finding] {
    let lacking = (facts.updates ?? []).compactMap { update -> String? in
      guard case .unavailable(let reason) = update.oldInspection else { return nil }
      return "`\(update.old)`: \(reason)"
    }
    guard !lacking.isEmpty else { return [] }
    return [
      Finding(
        Self.info,
        "\(Listed.counted(lacking.count, "update")) could not be compared with the version before",
        at: facts.lockfile,
        kind: .undetermined(because: "the source of the old version is not at hand"),
        severity: facts.isThorough ? .low : .info, notes: Listed.lines(lacking),
        help: "fetch the archives of the previous lockfile, and run it again")
    ]
  }
}
