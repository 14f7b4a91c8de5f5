import MoatFindings
import MoatModel

/// What a fix may know: one file, what was found in it, and the rest of the repository.
struct FixContext: Sendable {
  let file: WorkflowFile
  let facts: WorkflowFacts
  /// What the rules found in the file, without what the project has decided to live with.
  let findings: [Finding]

  /// What a rule found in the file.
  func findings(of rule: any WorkflowRule.Type) -> [Finding] {
    findings.filter { $0.rule == rule.info.id }
  }

  /// Whether a rule found something at a place, or in relation to it.
  func isFound(_ rule: any WorkflowRule.Type, at span: SourceSpan) -> Bool {
    findings(of: rule).contains { finding in
      ([finding.primary] + finding.related).contains { label in
        guard label.path == file.source.path, let found = label.span else { return false }
        return found.lower <= span.upper && span.lower <= found.upper
      }
    }
  }
}
