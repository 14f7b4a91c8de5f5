package import MoatFindings
import MoatModel

/// Overrides of violations that are over, or override nothing.
package struct UnusedViolationOverride: VettingRule {
  package static let info = RuleInfo(
    id: "unused-violation-override", group: .vetting, severity: .low,
    evidence: [.lockfile, .auditStore, .policy],
    summary: "an override of a violation that has expired or matches nothing",
    explanation: Explanation(
      whatItDoes: """
        Reports `[[vet.override]]` entries of `moat.toml` whose day has passed, whose import the \
        store does not have, or that match no violation about anything locked.
        """,
      whyItMatters: """
        An expired override no longer holds: what it silenced is reported again. One that matches \
        nothing is a hole that is still open, for the next violation it happens to match.
        """,
      whatToDo: "Remove the entry, or decide anew: a new day and a reason that is still true.",
      example: """
        ```text
        warning[unused-violation-override]: the override for `example` of `mozilla` expired on 2026-06-30
          --> moat.toml:9:1
           = note: its reason: about a feature that is off here
           = help: decide anew, or remove the entry
        ```
        """))

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.overrides.compactMap { override in
      let entry = override.entry
      let what = "the override for `\(entry.crate)` of `\(entry.importName)`"
      let message: String
      switch override.state {
      case .used: return nil
      case .expired: message = "\(what) expired on \(entry.expires?.description ?? "")"
      case .unmatched: message = "\(what) matches no violation"
      case .unknownImport: message = "\(what) is for an import that the store does not have"
      }
      return Finding(
        Self.info, message, at: entry.label, notes: ["its reason: \(entry.reason)"],
        help: override.state == .expired ? "decide anew, or remove the entry" : "remove the entry")
    }
  }
}
