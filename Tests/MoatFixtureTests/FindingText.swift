import MoatFindings
import MoatModel

/// Findings as `expected.txt` holds them: everything a rule says, and nothing of how it is shown.
struct FindingText {
  private let lines: [String: LineIndex]

  init(_ sources: [String: SourceText]) { lines = sources.mapValues { LineIndex($0.bytes) } }

  func text(of findings: [JudgedFinding]) -> String {
    findings.map(block).joined()
  }

  private func block(_ judged: JudgedFinding) -> String {
    let finding = judged.finding
    var text = "\(place(finding.primary)) \(finding.severity.name) \(judged.level.rawValue) "
    switch finding.kind {
    case .problem: text += "problem \(finding.message)\n"
    case .undetermined(let reason):
      text += "undetermined \(finding.message)\n  because: \(reason)\n"
    }
    if let label = finding.primary.text { text += "  label: \(label)\n" }
    for label in finding.related {
      text += "  related: \(place(label))\(label.text.map { " \($0)" } ?? "")\n"
    }
    for note in finding.notes { text += "  note: \(note)\n" }
    if let help = finding.help { text += "  help: \(help)\n" }
    if let package = finding.subject.package { text += "  package: \(package)\n" }
    if let reach = finding.subject.reach { text += "  reach: \(reach.rawValue)\n" }
    if let advisory = finding.subject.advisory { text += "  advisory: \(advisory)\n" }
    for path in finding.paths { text += "  path: \(path.names.joined(separator: " → "))\n" }
    if let suppression = judged.suppression { text += "  suppressed: \(suppression.reason)\n" }
    return text
  }

  private func place(_ label: Label) -> String {
    guard let span = label.span, let index = lines[label.path] else { return "\(label.path):-:-" }
    let position = index.position(at: span.lower)
    return "\(label.path):\(position.line):\(position.column)"
  }
}
