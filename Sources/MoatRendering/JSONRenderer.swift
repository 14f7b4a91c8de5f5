package import MoatFindings
import MoatModel

/// The report for machines: `docs/json-report.md` describes it.
///
/// Every finding is there whatever its level, with its texts as they are: the reader escapes.
package struct JSONRenderer: Sendable {
  /// Raised when a member changes its meaning or goes away; new members do not raise it.
  package static let version = 1

  private let isPretty: Bool
  private let groups: [String: RuleGroup]

  /// - Parameter rules: gives findings their `group`; a rule that is not among them has none.
  package init(rules: [RuleInfo] = [], isPretty: Bool = true) {
    self.isPretty = isPretty
    groups = Dictionary(rules.map { ($0.id, $0.group) }, uniquingKeysWith: { first, _ in first })
  }

  /// One JSON document with a newline at its end.
  package func render(_ report: Report) -> String {
    let placements = Placements(report)
    var writer = JSONWriter(isPretty: isPretty)
    writer.object { writer in
      writer.member("format", "moat-report")
      writer.member("version", Self.version)
      writer.member("verdict", report.verdict.rawValue)
      writer.object("scope") { writer in
        writer.member("lockfiles", report.scope.lockfiles)
        writer.member("manifests", report.scope.manifests)
        writer.member("packages", report.scope.packages)
        writer.member("workflows", report.scope.workflows)
        writer.member("scripts", report.scope.scripts)
        writer.member("rules", report.scope.rules)
        writer.member("advisories", report.scope.advisories)
        if let build = report.scope.build {
          writer.object("build") { writer in
            writer.member("description", build.description)
            writer.member("built", build.built)
            writer.member("locked", build.locked)
            writer.member("isExact", build.inexact == 0)
          }
        }
        if !report.scope.reviewed.isEmpty {
          writer.member("reviewedInCrev", report.scope.reviewed)
        }
        if let proofs = report.scope.proofs {
          writer.object("proofs") { writer in
            writer.member("archive", proofs.archive)
            writer.member("repacked", proofs.repacked)
            writer.member("ownChecksums", proofs.ownChecksums)
            writer.member("unproven", proofs.unproven)
            writer.member("uncovered", proofs.uncovered)
            writer.member("contradicted", proofs.contradicted)
          }
        }
      }
      writer.array("findings") { writer in
        for judged in report.findings { write(judged, placements, to: &writer) }
      }
    }
    return writer.text + "\n"
  }

  private func write(
    _ judged: JudgedFinding, _ placements: Placements, to writer: inout JSONWriter
  ) {
    let finding = judged.finding
    writer.object { writer in
      writer.member("rule", finding.rule)
      if let group = groups[finding.rule] { writer.member("group", group.rawValue) }
      switch finding.kind {
      case .problem:
        writer.member("kind", "problem")
      case .undetermined(let reason):
        writer.member("kind", "undetermined")
        writer.member("because", reason)
      }
      writer.member("severity", finding.severity.name)
      writer.member("confidence", finding.confidence.rawValue)
      writer.member("level", judged.level.rawValue)
      writer.member("message", finding.message)
      writer.key("location")
      write(placements.place(finding.primary), finding.primary.text, to: &writer)
      writer.array("related") { writer in
        for label in finding.related { write(placements.place(label), label.text, to: &writer) }
      }
      writer.member("notes", finding.notes)
      writer.member("help", finding.help)
      writer.object("subject") { writer in
        writer.member("package", finding.subject.package?.name)
        writer.member("version", finding.subject.package?.version)
        writer.member("reach", finding.subject.reach?.rawValue)
        writer.member("advisory", finding.subject.advisory)
      }
      writer.array("paths") { writer in
        for path in finding.paths {
          writer.array { writer in
            for name in path.names { writer.value(name) }
          }
        }
      }
      writer.key("suppressed")
      if let suppression = judged.suppression {
        writer.object { writer in
          writer.member("reason", suppression.reason)
          writer.member("expires", suppression.expires?.description)
        }
      } else {
        writer.value(nil as String?)
      }
    }
  }

  /// null for a label without a file.
  private func write(_ place: Placement, _ text: String?, to writer: inout JSONWriter) {
    guard !place.path.isEmpty else {
      writer.value(nil as String?)
      return
    }
    writer.object { writer in
      writer.member("path", place.path)
      writer.member("line", place.start?.line)
      writer.member("column", place.start?.column)
      writer.member("endLine", place.end?.line)
      writer.member("endColumn", place.end?.column)
      if let text { writer.member("text", text) }
    }
  }
}
