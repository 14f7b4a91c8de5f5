import MoatFindings
import MoatModel
import MoatWorkflows
import Testing

/// Files from text, for tests.
enum Sample {
  static func file(
    _ text: String, path: String = ".github/workflows/ci.yml"
  ) throws -> WorkflowFile {
    let role = try #require(WorkflowFile.Role(path: path))
    return try #require(
      WorkflowFile.read(SourceText(path: path, text: text), as: role).first)
  }

  static func workflow(_ text: String) throws -> Workflow { try #require(try file(text).workflow) }

  /// What a rule says about files, one line each: place, severity, message.
  static func findings(
    _ rule: any WorkflowRule.Type, _ texts: String..., path: String = ".github/workflows/ci.yml"
  ) throws -> [String] {
    let role = try #require(WorkflowFile.Role(path: path))
    let files = texts.enumerated().flatMap { index, text in
      let name = index == 0 ? path : "\(index)/\(path)"
      return WorkflowFile.read(SourceText(path: name, text: text), as: role)
    }
    return WorkflowRules.findings(of: rule, in: WorkflowFacts(files: files)).map { finding in
      guard let file = files.first(where: { $0.source.path == finding.primary.path }),
        let span = finding.primary.span
      else { return "- \(finding.severity.name) \(finding.message)" }
      let place = LineIndex(file.source.bytes).position(at: span.lower)
      return "\(place.line):\(place.column) \(finding.severity.name) \(finding.message)"
    }
  }
}
