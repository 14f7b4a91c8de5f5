package import MoatFindings
import MoatModel

/// Imports that vouch for nothing.
package struct UnneededAuditImport: VettingRule {
  package static let info = RuleInfo(
    id: "unneeded-audit-import", group: .vetting, severity: .info,
    evidence: [.lockfile, .auditStore],
    summary: "an import of audits that nothing locked needs",
    explanation: Explanation(
      whatItDoes: """
        Reports imports of the audit store of which no entry is recorded in `imports.lock`: neither \
        an audit, nor a wildcard audit, nor a violation is about anything that is locked.
        """,
      whyItMatters: """
        Whoever writes an imported list can vouch for your dependencies. A list that gives nothing \
        still may, tomorrow.
        """,
      whatToDo: """
        Remove the import, unless it is there for what comes next.
        """,
      example: """
        ```text
        note[unneeded-audit-import]: nothing is taken from the import `zcash`
          --> supply-chain/config.toml:24:1
           = help: remove it, unless it is there for what comes next
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/importing-audits.html"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.unneededImports.map { entry in
      Finding(
        Self.info, "nothing is taken from the import `\(entry.name)`", at: entry.label,
        help: "remove it, unless it is there for what comes next")
    }
  }
}
