import MoatDiff
import MoatModel
package import MoatWorkflows

/// What was done about workflows, as text that is safe to print.
package struct WorkflowFixRenderer: Sendable {
  /// Lines around a change that a diff shows.
  private static let context = 3
  /// Places that are listed where one reason holds for many.
  private static let shownPlaces = 3

  private let files: [FixedFile]

  package init(_ files: [FixedFile]) { self.files = files }

  // MARK: - Diffs

  /// Unified diffs of all files that change. Carriage returns at line ends are not shown.
  package var diffs: String {
    files.filter(\.isChanged).map { file in
      let diff = TextDiff(old: file.old?.bytes ?? [], new: file.new.bytes)
      // In bytes: to `String`, a carriage return and a line end are one character.
      let hunks = UnifiedText.hunks(of: diff, context: Self.context)
      let path = TerminalText.neutralised(file.path)
      let old = file.old == nil ? "/dev/null" : "a/\(path)"
      let lines = hunks.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
        Self.neutralised(line)
      }
      return "--- \(old)\n+++ b/\(path)\n\(lines.joined(separator: "\n"))"
    }.joined()
  }

  private static func neutralised(_ line: ArraySlice<UInt8>) -> String {
    var line = line
    while line.last == UInt8(ascii: "\r") { line.removeLast() }
    return TerminalText.snippet(String(decoding: line, as: UTF8.self))
  }

  // MARK: - Words

  /// What was done, what could be, and what is left, a line each; then the sum.
  ///
  /// - Parameter isDry: whether nothing was written.
  package func words(isDry: Bool) -> String {
    var lines = files.compactMap { file in
      file.skipped.map {
        "skipped: \(TerminalText.neutralised(file.path)): \(TerminalText.neutralised($0))"
      }
    }
    for file in files {
      lines += file.made.map { entry in
        let verb = isDry ? "would" : "did"
        return "\(verb): \(Self.place(file, entry)): \(Self.order(entry))"
      }
    }
    lines += grouped("unsafe", \.offered) + grouped("left", \.left)
    lines.append(sum(isDry: isDry))
    return lines.joined(separator: "\n")
  }

  private static func place(_ file: FixedFile, _ entry: FixedFile.Entry) -> String {
    "\(TerminalText.neutralised(file.path)):\(entry.line)"
  }

  private static func order(_ entry: FixedFile.Entry) -> String {
    "\(TerminalText.neutralised(entry.message)) [\(entry.rule)]"
  }

  /// What was not done, one line a reason.
  private func grouped(
    _ word: String, _ entries: (FixedFile) -> [FixedFile.Entry]
  ) -> [String] {
    struct Reason: Hashable {
      let rule: String
      let because: String
    }
    var order: [Reason] = []
    var groups: [Reason: [(FixedFile, FixedFile.Entry)]] = [:]
    for file in files {
      for entry in entries(file) {
        let reason = Reason(rule: entry.rule, because: entry.because ?? "")
        if groups[reason] == nil { order.append(reason) }
        groups[reason, default: []].append((file, entry))
      }
    }
    return order.flatMap { reason -> [String] in
      let all = groups[reason] ?? []
      var lines = all.prefix(Self.shownPlaces).map { file, entry in
        "\(word): \(Self.place(file, entry)): \(Self.order(entry))"
      }
      if all.count > Self.shownPlaces {
        lines.append("\(word): and \(Wording.thousands(all.count - Self.shownPlaces)) more like it")
      }
      lines.append("  because \(TerminalText.neutralised(reason.because))")
      return lines
    }
  }

  private func sum(isDry: Bool) -> String {
    let made = files.reduce(0) { $0 + $1.made.count }
    let changed = files.count(where: \.isChanged)
    var parts = [
      made == 0
        ? "nothing to do that is safe"
        : "\(Wording.counted(made, "fix", plural: "fixes")) in \(Wording.counted(changed, "file"))"
          + (isDry ? ", not written" : "")
    ]
    let offered = files.reduce(0) { $0 + $1.offered.count }
    if offered > 0 { parts.append("\(Wording.thousands(offered)) more with `--unsafe`") }
    let left = files.reduce(0) { $0 + $1.left.count }
    if left > 0 { parts.append("\(Wording.thousands(left)) left to you") }
    let skipped = files.count { $0.skipped != nil }
    if skipped > 0 { parts.append("\(Wording.counted(skipped, "file")) skipped") }
    return parts.joined(separator: "; ")
  }
}
