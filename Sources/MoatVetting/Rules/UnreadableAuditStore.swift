package import MoatFindings
import MoatModel

/// A store that cannot be read or contradicts itself.
package struct UnreadableAuditStore: VettingRule {
  package static let info = RuleInfo(
    id: "unreadable-audit-store", group: .vetting, severity: .high, evidence: [.auditStore],
    guards: [.auditStore],
    summary: "an audit store that cannot be judged",
    explanation: Explanation(
      whatItDoes: """
        Reports a `supply-chain` folder of which a file cannot be opened, is not what cargo-vet \
        writes, or contradicts itself: a criterion that nobody defines, a wildcard audit without an \
        end, an entry that no import declares. Criteria that `[vet.criteria]` of `moat.toml` names \
        and the store does not define are reported here, too.
        """,
      whyItMatters: """
        Whatever the store was meant to ask for is not asked for: no dependency was judged. The run \
        ends as *undetermined*, never as clean.
        """,
      whatToDo: """
        Correct the line that is named. `cargo moat vet fmt` says whether the files can be read.
        """,
      example: """
        ```text
        undetermined[unreadable-audit-store]: the audits in `supply-chain` could not be judged
          --> supply-chain/audits.toml:12:12
           = because: `safe-to-delpoy` is not a criterion
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/config.html"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    let message = "the audits in `\(facts.store.path)` could not be judged"
    let problems = facts.problems.map {
      Finding.undetermined(Self.info, message, at: $0.label, because: $0.message, help: $0.help)
    }
    let criteria = facts.undefinedCriteria.map { entry in
      Finding.undetermined(
        Self.info, message, at: entry.label,
        because: "`\(entry.name)` is not a criterion of the store",
        help: "define it in `\(facts.store.path)/audits.toml`, or name another")
    }
    return problems + criteria
  }
}
