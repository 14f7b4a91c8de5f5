package import MoatFindings
import MoatModel

/// Files of a store that `cargo vet --locked` refuses.
package struct UnformattedAuditStore: VettingRule {
  package static let info = RuleInfo(
    id: "unformatted-audit-store", group: .vetting, severity: .low, evidence: [.auditStore],
    fix: .safe, summary: "a file of the audit store that is not as cargo-vet writes it",
    explanation: Explanation(
      whatItDoes: """
        Compares `config.toml`, `audits.toml` and `imports.lock` of the audit store with the text \
        that cargo-vet would write for the same content, and names the first line that differs. \
        Comments and unknown keys are such differences.
        """,
      whyItMatters: """
        `cargo vet --locked`, which CI runs, refuses a file that is not in its own form, and the \
        next command that writes it removes the comments.
        """,
      whatToDo: """
        Run `cargo moat vet fmt`. What comments say belongs into `notes`, which both tools keep.
        """,
      example: """
        ```text
        warning[unformatted-audit-store]: `supply-chain/audits.toml` is not as cargo-vet writes it
          --> supply-chain/audits.toml:12:1
           = help: run `cargo moat vet fmt`; keep what comments say in `notes`
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/commands.html#fmt"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.unformatted.map { file in
      Finding(
        Self.info, "`\(file.label.path)` is not as cargo-vet writes it", at: file.label,
        help: "run `cargo moat vet fmt`; keep what comments say in `notes`")
    }
  }
}
