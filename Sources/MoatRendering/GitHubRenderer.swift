package import MoatFindings
import MoatModel

/// Workflow commands, which GitHub Actions shows as annotations at the lines they name, then the
/// two summary lines.
///
/// Format: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
package struct GitHubRenderer: Sendable {
  /// GitHub shows this many annotations of a level from one step and drops the others.
  package static let annotationsPerLevel = 10

  /// There is nothing to choose: the format is GitHub's.
  package init() {}

  /// Commands, most severe first, and the summary; a final newline.
  ///
  /// Notes and suppressed findings are only counted.
  package func render(_ report: Report) -> String {
    let placements = Placements(report)
    var lines: [String] = []
    var left = 0
    // What fails the job is an error there, also where a rule could not decide.
    for level in [(name: "error", fails: true), (name: "warning", fails: false)] {
      let findings = Standing.allCases.prefix { $0 < .note }.flatMap { standing in
        report.findings.filter {
          Standing($0) == standing && ($0.level == .deny) == level.fails
        }
      }
      left += max(0, findings.count - Self.annotationsPerLevel)
      for judged in findings.prefix(Self.annotationsPerLevel) {
        lines.append(command(level.name, judged, placements))
      }
    }
    if left > 0 {
      let text = "\(Wording.counted(left, "more finding")) without an annotation: see the report"
      lines.append("::notice title=moat::\(Self.data(text))")
    }
    let options = HumanRenderer.Options(width: 1000)
    lines += HumanRenderer(options).closing(Summary(report))
    return lines.joined(separator: "\n") + "\n"
  }

  private func command(
    _ name: String, _ judged: JudgedFinding, _ placements: Placements
  ) -> String {
    let finding = judged.finding
    let place = placements.place(finding.primary)
    var properties: [(String, String)] = []
    // A file outside the repository has no place in a pull request.
    if !place.path.isEmpty, !place.path.hasPrefix("/") {
      properties.append(("file", place.path))
    }
    if let start = place.start, let end = place.end {
      properties.append(("line", String(start.line)))
      properties.append(("endLine", String(max(start.line, end.line))))
      // Columns are refused for more than one line.
      if start.line == end.line {
        properties.append(("col", String(start.column)))
        properties.append(("endColumn", String(max(start.column, end.column - 1))))
      }
    }
    properties.append(("title", "\(Standing(judged).word)[\(finding.rule)]"))
    let written = properties.map { "\($0)=\(Self.property($1))" }.joined(separator: ",")
    var message = [TerminalText.neutralised(finding.message)]
    if let reason = finding.reason {
      message.append("because: \(TerminalText.neutralised(reason))")
    }
    if let path = Wording.path(of: finding) { message.append("path: \(path)") }
    message += Wording.notes(of: finding).map { "note: \($0)" }
    if let help = finding.help { message.append("help: \(TerminalText.neutralised(help))") }
    return "::\(name) \(written)::\(Self.data(message.joined(separator: "\n")))"
  }

  /// The escapes of a command's message; the runner also looks for `##[` anywhere in a line.
  static func data(_ text: String) -> String {
    text.replacingBytes("%", with: "%25").replacingBytes("\r", with: "%0D").replacingBytes(
      "\n", with: "%0A"
    )
    .replacingBytes("##[", with: "# #[")
  }

  /// The escapes of a property's value.
  static func property(_ text: String) -> String {
    data(TerminalText.neutralised(text)).replacingBytes(":", with: "%3A").replacingBytes(
      ",", with: "%2C")
  }
}
