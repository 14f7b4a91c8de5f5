package import MoatFindings

/// The report as a pull-request comment or a job summary.
package struct MarkdownRenderer: Sendable {
  /// Bytes of a whole report. GitHub refuses comments over 65,536 characters; the rest is left to
  /// whoever adds a line of their own.
  package static let limit = 60_000

  /// Room kept for the notice that something is left out.
  private static let reserve = 300

  private let limit: Int

  /// Under ``limit``.
  package init() { limit = Self.limit }

  /// For tests: another limit.
  init(limit: Int) { self.limit = limit }

  /// At most ``limit`` bytes, most severe first; what does not fit is counted at the end.
  package func render(_ report: Report) -> String {
    let summary = Summary(report)
    let placements = Placements(report)
    var page = Page(limit: limit - Self.reserve)
    page.add(heading(summary, report))
    let standings = Dictionary(grouping: report.findings, by: Standing.init)
    for standing in Standing.allCases where standing != .allowed {
      let batches = Batch.batches(of: standings[standing] ?? [], standing)
      guard !batches.isEmpty else { continue }
      // Open lists need the blank line that folded parts bring along.
      let gap = standing <= .error ? "\n" : ""
      page.open("\n### \(title(standing))\n\(gap)", "")
      for batch in batches { add(batch, placements, to: &page) }
      page.close()
    }
    if page.leftOut > 0 {
      page.text +=
        "\n> **\(Wording.counted(page.leftOut, "finding")) left out** for want of room: "
        + "the job's log has the whole report.\n"
    }
    return page.text
  }

  private func heading(_ summary: Summary, _ report: Report) -> String {
    let tally = MarkdownText.plain(summary.tally(hidesNotes: false))
    let extent = MarkdownText.plain(summary.extent)
    return "## Moat: \(report.verdict.rawValue)\n\n\(tally) · \(extent)\n\n"
      + "Verdict: \(MarkdownText.plain(summary.outcome))\n"
  }

  private func title(_ standing: Standing) -> String {
    switch standing {
    case .tampering: "Tampering"
    case .error: "Errors"
    case .undetermined: "Undetermined"
    case .warning: "Warnings"
    case .note: "Notes"
    case .suppressed: "Suppressed"
    case .allowed: "Allowed"
    }
  }

  /// Errors stand open; everything else is folded by rule.
  private func add(_ batch: Batch, _ placements: Placements, to page: inout Page) {
    let isOpen = batch.standing <= .error
    if !isOpen {
      let count = Wording.counted(batch.placeCount, "finding")
      page.open(
        "\n<details>\n<summary>\(MarkdownText.code(batch.rule)): \(count)</summary>\n\n",
        "\n</details>\n")
    }
    for entry in batch.entries {
      page.add(item(entry, batch, placements), findings: 1 + entry.elsewhere.count)
    }
    if !isOpen { page.close() }
  }

  private func item(_ entry: Batch.Entry, _ batch: Batch, _ placements: Placements) -> String {
    let finding = entry.finding
    let places = ([finding.primary] + entry.elsewhere).map {
      MarkdownText.code(placements.place($0).location)
    }.filter { !$0.isEmpty }
    var title = "\(MarkdownText.message(finding.message))"
    if batch.standing <= .error { title = "**\(MarkdownText.plain(finding.rule))**: \(title)" }
    var lines = ["- \(title)"]
    if !places.isEmpty { lines.append("at \(places.joined(separator: ", "))") }
    if let reason = finding.reason { lines.append("because: \(MarkdownText.message(reason))") }
    if let path = Wording.path(of: finding) { lines.append("path: \(MarkdownText.plain(path))") }
    lines += Wording.notes(of: finding).map { "note: \(MarkdownText.message($0))" }
    if let help = finding.help { lines.append("help: \(MarkdownText.message(help))") }
    if batch.standing == .suppressed, let suppression = entry.first.suppression {
      let until = suppression.expires.map { " (until \($0))" } ?? ""
      lines.append("reason: \(MarkdownText.message(suppression.reason))\(until)")
    }
    return lines.joined(separator: "<br>\n  ") + "\n"
  }

  /// Text under a limit, in which every part that was opened is closed.
  private struct Page {
    var text = ""
    private(set) var leftOut = 0
    private let limit: Int
    private var size = 0
    /// What opened a part but is not written before the part has content, and what closes it.
    private var parts: [(opening: String, closing: String, isWritten: Bool)] = []

    init(limit: Int) { self.limit = limit }

    mutating func open(_ opening: String, _ closing: String) {
      parts.append((opening, closing, false))
    }

    mutating func close() {
      guard let part = parts.popLast(), part.isWritten else { return }
      append(part.closing)
    }

    /// Adds an item with its parts' openings, or counts its findings as left out.
    mutating func add(_ item: String, findings: Int = 0) {
      let openings = parts.filter { !$0.isWritten }.map(\.opening).joined()
      let closings = parts.map(\.closing.utf8.count).reduce(0, +)
      guard size + openings.utf8.count + item.utf8.count + closings <= limit else {
        leftOut += findings
        return
      }
      for index in parts.indices { parts[index].isWritten = true }
      append(openings + item)
    }

    private mutating func append(_ part: String) {
      text += part
      size += part.utf8.count
    }
  }
}
