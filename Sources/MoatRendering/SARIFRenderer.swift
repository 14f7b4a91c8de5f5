package import MoatFindings
import MoatModel

/// The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), in the form that
/// GitHub code scanning accepts.
///
/// Every result has a location: GitHub refuses a file with one that has none. What a rule could
/// not decide is a result of level `warning` or `note` whose text says so, because results of any
/// kind but `fail` must have level `none`, which GitHub does not show; it is also a tool execution
/// notification, and the invocation then counts as unsuccessful when the verdict is
/// *undetermined*. Findings at level `allow` are left out.
package struct SARIFRenderer: Sendable {
  /// Where a result without any file is placed.
  static let fallbackPath = "Cargo.lock"

  private let rules: [RuleInfo]
  private let version: String
  private let helpBase: String?
  private let isPretty: Bool

  /// - Parameters:
  ///   - rules: the rules that ran; findings of others get a bare entry.
  ///   - version: Moat's own.
  ///   - helpBase: an absolute address to which `<rule id>.md` is added.
  package init(
    rules: [RuleInfo], version: String, helpBase: String? = nil, isPretty: Bool = true
  ) {
    self.rules = rules
    self.version = version
    self.helpBase = helpBase
    self.isPretty = isPretty
  }

  /// One SARIF log with one run and a newline at its end.
  package func render(_ report: Report) -> String {
    let shown = report.findings.filter { Standing($0) != .allowed }
    let catalogue = SARIFRules(rules, used: shown.map(\.finding.rule), helpBase: helpBase)
    let places = SARIFPlaces(Placements(report))
    var writer = JSONWriter(isPretty: isPretty)
    writer.object { writer in
      writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      writer.member("version", "2.1.0")
      writer.array("runs") { writer in
        writer.object { writer in
          writer.object("tool") { writer in
            writer.object("driver") { writer in
              writer.member("name", "moat")
              writer.member("semanticVersion", version)
              catalogue.write(to: &writer)
            }
          }
          write(invocationOf: report, shown, catalogue, places, to: &writer)
          writer.object("originalUriBaseIds") { writer in
            writer.object("%SRCROOT%") { writer in
              writer.object("description") { $0.member("text", "the folder that was checked") }
            }
          }
          writer.member("columnKind", "unicodeCodePoints")
          writer.array("results") { writer in
            var seen: [String: Int] = [:]
            for judged in shown {
              let hash = Self.fingerprint(of: judged.finding)
              seen[hash, default: 0] += 1
              write(
                judged, fingerprint: "\(hash):\(seen[hash] ?? 1)", catalogue, places, to: &writer)
            }
          }
        }
      }
    }
    return writer.text + "\n"
  }

  private func write(
    invocationOf report: Report, _ shown: [JudgedFinding], _ catalogue: SARIFRules,
    _ places: SARIFPlaces, to writer: inout JSONWriter
  ) {
    writer.array("invocations") { writer in
      writer.object { writer in
        writer.member("executionSuccessful", report.verdict != .undetermined)
        writer.member("exitCode", report.verdict.exitStatus)
        writer.array("toolExecutionNotifications") { writer in
          for judged in shown where judged.finding.isUndetermined {
            writer.object { writer in
              writer.object("associatedRule") { writer in
                catalogue.writeReference(to: judged.finding.rule, to: &writer)
              }
              writer.member("level", Self.level(of: judged))
              writer.object("message") { writer in
                writer.member("text", Self.text(of: judged.finding))
              }
              writer.array("locations") { writer in
                writer.object { places.write(judged.finding.primary, to: &$0) }
              }
            }
          }
        }
      }
    }
  }

  private func write(
    _ judged: JudgedFinding, fingerprint: String, _ catalogue: SARIFRules, _ places: SARIFPlaces,
    to writer: inout JSONWriter
  ) {
    let finding = judged.finding
    writer.object { writer in
      catalogue.writeRule(of: finding.rule, to: &writer)
      writer.member("level", Self.level(of: judged))
      writer.object("message") { $0.member("text", Self.text(of: finding)) }
      writer.array("locations") { writer in
        writer.object { places.write(finding.primary, to: &$0) }
      }
      if !finding.related.isEmpty {
        writer.array("relatedLocations") { writer in
          for (index, label) in finding.related.enumerated() {
            writer.object { writer in
              writer.member("id", index + 1)
              places.write(label, to: &writer)
            }
          }
        }
      }
      writer.object("partialFingerprints") { $0.member("moatFinding/v1", fingerprint) }
      if let suppression = judged.suppression, Standing(judged) == .suppressed {
        writer.array("suppressions") { writer in
          writer.object { writer in
            writer.member("kind", "external")
            writer.member("status", "accepted")
            writer.member("justification", TerminalText.neutralised(suppression.reason))
          }
        }
      }
      writer.object("properties") { writer in
        writer.member("severity", finding.severity.name)
        writer.member("confidence", finding.confidence.rawValue)
        writer.member("undetermined", finding.isUndetermined)
        if let package = finding.subject.package {
          writer.member("package", package.name)
          writer.member("packageVersion", package.version)
        }
        if let reach = finding.subject.reach { writer.member("reach", reach.rawValue) }
        if let advisory = finding.subject.advisory { writer.member("advisory", advisory) }
      }
    }
  }

  private static func level(of judged: JudgedFinding) -> String {
    if judged.finding.isUndetermined { return judged.level == .note ? "note" : "warning" }
    return switch judged.level {
    case .deny: "error"
    case .warn: "warning"
    case .note, .allow: "note"
    }
  }

  /// Everything the finding says, a line each.
  private static func text(of finding: Finding) -> String {
    let message = TerminalText.neutralised(finding.message)
    var lines = [finding.isUndetermined ? "undetermined: \(message)" : message]
    if let reason = finding.reason { lines.append("because: \(TerminalText.neutralised(reason))") }
    if let path = Wording.path(of: finding) { lines.append("path: \(path)") }
    lines += Wording.notes(of: finding).map { "note: \($0)" }
    if let help = finding.help { lines.append("help: \(TerminalText.neutralised(help))") }
    return SARIFPlaces.unlinked(lines.joined(separator: "\n"))
  }

  /// The same for the same finding in another revision: rule, file, subject and message without
  /// its place, as FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 64 bits in hex.
  ///
  /// It tells findings apart for display; nothing that must resist an attacker hangs on it.
  static func fingerprint(of finding: Finding) -> String {
    let subject = finding.subject
    let parts = [
      finding.rule, finding.primary.path, subject.package?.name ?? "",
      subject.package?.version ?? "", subject.advisory ?? "", finding.message,
    ]
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in parts.joined(separator: "\u{0}").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
