import MoatFindings
import MoatModel

/// Writes the blocks of the report for people, as lines.
struct HumanBlock {
  let placements: Placements
  let width: Int
  let style: Style

  /// Locations wider than this do not widen the column of a list.
  private static let widestLocation = 32

  /// One finding with its snippet and everything it says.
  func full(_ entry: Batch.Entry, _ standing: Standing) -> [String] {
    let finding = entry.finding
    let place = placements.place(finding.primary)
    let excerpt = placements.excerpt(finding.primary)
    // Two digits at least, so that the marks of most blocks align.
    let gutter = max(2, excerpt.map { String($0.line).count } ?? 0)
    let margin = String(repeating: " ", count: gutter)
    var lines = heading(
      standing, rule: finding.rule, TerminalText.neutralised(finding.message))
    let label = excerpt == nil ? finding.primary.text : nil
    lines += pointer("\(margin)--> ", place, label)
    for label in entry.elsewhere {
      lines += pointer("\(margin)::: ", placements.place(label), label.text)
    }
    if let excerpt { lines += snippet(excerpt, finding.primary.text, gutter: gutter) }
    for label in finding.related {
      lines += pointer("\(margin)::: ", placements.place(label), label.text)
    }
    return lines + remarks(on: entry, standing, margin: margin)
  }

  /// As many warnings of one rule as are listed: the rest are more of the same kind.
  static let listedWarnings = 15
  /// Errors fail the run, so far more of them are named.
  static let listedErrors = 100

  /// Several findings of one rule, a line each; errors with their way in and what to do.
  func list(_ entries: [Batch.Entry], _ batch: Batch, summary: String?) -> [String] {
    let count = counted(entries)
    let text = summary.map { "\(count): \(TerminalText.neutralised($0))" } ?? count
    var lines = heading(batch.standing, rule: batch.rule, text)
    let limit = batch.standing == .error ? Self.listedErrors : Self.listedWarnings
    let all = entries
    let entries = Array(all.prefix(all.count > limit + 1 ? limit : all.count))
    let locations = entries.map { placements.place($0.finding.primary).shortLocation }
    let column = min(
      locations.map { TerminalText.width($0) }.max() ?? 0, min(Self.widestLocation, width / 2))
    let helps = Set(all.map(\.finding.help))
    for (entry, location) in zip(entries, locations) {
      let padding = max(0, column - TerminalText.width(location))
      let first = "  \(location)\(String(repeating: " ", count: padding))  "
      lines += TerminalText.wrapped(
        listed(entry), width: width, first: first, hanging: column + 4)
      guard batch.standing == .error else { continue }
      let indent = String(repeating: " ", count: column + 4)
      let path = Wording.path(of: entry.finding).map { "path: \($0)" }
      let help = helps.count > 1 ? entry.finding.help.map { "help: \($0)" } : nil
      for text in [path, help].compactMap(\.self) {
        lines += TerminalText.wrapped(
          TerminalText.neutralised(text), width: width, first: indent, hanging: column + 10)
      }
    }
    if all.count > entries.count {
      lines.append("  and \(Wording.thousands(all.count - entries.count)) more (-v shows them)")
    }
    if let reason = batch.reason { lines += remark("because", reason, margin: "  ") }
    if let help = entries.first?.finding.help, helps.count == 1 {
      lines += remark("help", help, margin: "  ")
    } else if batch.standing != .error, helps.contains(where: { $0 != nil }) {
      lines += remark("help", "`-v` shows what to do about each", margin: "  ")
    }
    return lines
  }

  private func listed(_ entry: Batch.Entry) -> String {
    var message = TerminalText.neutralised(entry.finding.message)
    if let reach = entry.finding.subject.reach, reach == .build || reach == .test {
      message += " [\(reach.phrase)]"
    }
    guard !entry.elsewhere.isEmpty else { return message }
    return "\(message) (and in \(Wording.counted(entry.elsewhere.count, "other place")))"
  }

  /// Packages where each entry is about another one, otherwise findings.
  private func counted(_ entries: [Batch.Entry]) -> String {
    let packages = Set(entries.compactMap(\.finding.subject.package))
    let number = Wording.thousands(entries.count)
    return packages.count == entries.count
      ? "\(number) \(entries.count == 1 ? "package" : "packages")"
      : "\(number) \(entries.count == 1 ? "finding" : "findings")"
  }

  /// `error[rule]: text`, the prefix in the standing's colour and all of it bold.
  private func heading(_ standing: Standing, rule: String, _ text: String) -> [String] {
    let prefix = "\(standing.word)[\(TerminalText.neutralised(rule))]"
    let lines = TerminalText.wrapped(text, width: width, first: "\(prefix): ", hanging: 4)
    guard style.isColored, let first = lines.first else { return lines }
    let emphasised = emphasis(prefix, standing) + style.bold(first.droppingScalars(of: prefix))
    return [emphasised] + lines.dropFirst().map(style.bold)
  }

  private func emphasis(_ text: String, _ standing: Standing) -> String {
    switch standing {
    case .tampering, .error: style.red(text)
    case .undetermined, .warning: style.yellow(text)
    case .note: style.cyan(text)
    case .suppressed, .allowed: style.dim(text)
    }
  }

  private func pointer(_ mark: String, _ place: Placement, _ text: String?) -> [String] {
    let lines = TerminalText.wrapped(
      ([place.location] + [text].compactMap(\.self).map { TerminalText.neutralised($0) })
        .joined(separator: " "),
      width: width, first: mark, hanging: mark.count)
    guard style.isColored, let first = lines.first else { return lines }
    return [style.cyan(mark) + first.droppingScalars(of: mark)] + lines.dropFirst()
  }

  private func remarks(
    on entry: Batch.Entry, _ standing: Standing, margin: String
  ) -> [String] {
    let finding = entry.finding
    var lines: [String] = []
    if let reason = finding.reason { lines += remark("because", reason, margin: margin) }
    if let path = Wording.path(of: finding) { lines += remark("path", path, margin: margin) }
    for note in Wording.notes(of: finding) { lines += remark("note", note, margin: margin) }
    if let help = finding.help { lines += remark("help", help, margin: margin) }
    if standing == .suppressed, let suppression = entry.first.suppression {
      let until = suppression.expires.map { " (until \($0))" } ?? ""
      lines += remark("reason", suppression.reason + until, margin: margin)
      lines += remark(
        "written", placements.place(suppression.label).location, margin: margin)
    }
    return lines
  }

  private func remark(_ key: String, _ text: String, margin: String) -> [String] {
    let mark = "\(margin) = \(key): "
    let lines = TerminalText.wrapped(
      TerminalText.neutralised(text), width: width, first: mark, hanging: mark.count)
    guard style.isColored, let first = lines.first else { return lines }
    let styled = "\(margin) \(style.cyan("="))\(style.bold(" \(key)"))"
    return [styled + ": " + first.droppingScalars(of: mark)] + lines.dropFirst()
  }

  /// The line with carets under the span; a longer line shows the part around it.
  private func snippet(_ excerpt: Excerpt, _ label: String?, gutter: Int) -> [String] {
    let bar = String(repeating: " ", count: gutter) + " |"
    let window = SnippetWindow(excerpt, width: max(20, width - gutter - 3))
    let number = String(excerpt.line)
    let padding = String(repeating: " ", count: gutter - number.count)
    var lines = [
      style.cyan(bar), style.cyan("\(number)\(padding) |") + blank(window.text),
    ]
    let indent = String(repeating: " ", count: window.indent)
    let carets = String(repeating: "^", count: window.carets)
    guard let label else { return lines + [style.cyan(bar) + " \(indent)\(style.red(carets))"] }
    let words = TerminalText.neutralised(label)
    let used = gutter + 3 + window.indent + window.carets + 1
    if used + TerminalText.width(words) <= width {
      lines.append(style.cyan(bar) + " \(indent)\(style.red(carets)) \(words)")
    } else {
      lines.append(style.cyan(bar) + " \(indent)\(style.red(carets))")
      lines += TerminalText.wrapped(words, width: width, first: "\(bar) ", hanging: gutter + 3)
    }
    return lines
  }

  /// A space before text, none at the end of a line.
  private func blank(_ text: String) -> String { text.isEmpty ? "" : " \(text)" }
}
