package import MoatModel

/// What an auditor signs with their name before an audit is recorded, and the text in which they do
/// it.
///
/// The words of the statement are those of cargo-vet, so that a statement means the same whichever
/// tool asked for it.
package struct AuditStatement: Hashable, Sendable {
  /// What is certified.
  package enum Subject: Hashable, Sendable {
    case full(VetVersion)
    case delta(from: VetVersion, to: VetVersion)
    /// Whatever a publisher releases between two days.
    case publisher(String, start: Day, end: Day)
  }

  /// One criterion, and what it demands.
  package struct Criterion: Hashable, Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  package let crate: String
  package let subject: Subject
  /// The auditor, as the statement names them.
  package let name: String

  package init(crate: String, subject: Subject, name: String) {
    self.crate = crate
    self.subject = subject
    self.name = name
  }

  /// The one line that has to be agreed to.
  package var text: String {
    let start = "I, \(name), certify that"
    switch subject {
    case .full(let version):
      return "\(start) I have audited version \(version) of \(crate) in accordance with the above "
        + "criteria."
    case .delta(let from, let to):
      return "\(start) I have audited the changes from version \(from) to \(to) of \(crate) in "
        + "accordance with the above criteria."
    case .publisher(let publisher, let first, let end):
      return "\(start) any version of \(crate) published by '\(publisher)' between \(first) and "
        + "\(end) will satisfy the above criteria."
    }
  }
}

/// The text in which an audit is agreed to and its notes are written.
package struct AuditForm: Hashable, Sendable {
  private let statement: String
  /// What lines start with that are left out.
  private let mark: Character
  package let text: String

  /// The marks of a comment, the first of which no line of the notes starts with is taken.
  private static let marks: [Character] = ["#", ";", "@", "!", "$", "%", "^", "&", "|", ":"]

  /// - Parameters:
  ///   - facts: lines about what is certified: sizes, and how to read it.
  ///   - notes: what stands below the statement to begin with.
  package init(
    _ statement: AuditStatement, criteria: [AuditStatement.Criterion], facts: [String] = [],
    notes: String? = nil
  ) {
    let starts = Set((notes ?? "").split { $0.isNewline }.compactMap(\.first))
    let mark = Self.marks.first { !starts.contains($0) } ?? "#"
    var lines: [String] = []
    func comment(_ text: String) {
      for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        lines.append(line.isEmpty ? "\(mark)" : "\(mark) \(line)")
      }
    }
    for fact in facts { comment(fact) }
    if !facts.isEmpty { comment("") }
    comment("The criteria:")
    for criterion in criteria {
      comment("\n== \(criterion.name)")
      comment(String(Trimming.both(Substring(criterion.text))))
    }
    comment("\nIf that is what you found, uncomment the next line. Without it nothing is recorded.")
    lines.append("")
    comment(statement.text)
    lines.append("")
    comment("Notes, for whoever relies on the audit. Lines that start with `\(mark)` are left out.")
    lines.append("")
    if let notes { lines.append(notes) }
    text = lines.joined(separator: "\n") + "\n"
    self.statement = statement.text
    self.mark = mark
  }

  /// What became of the form.
  package enum Answer: Hashable, Sendable {
    /// The statement is not the first line.
    case notAgreed(notes: String?)
    case agreed(notes: String?)
  }

  /// Reads what the editor left, as git reads a commit message and cargo-vet its forms: without
  /// comments, white space at the ends of lines, and more than one empty line in a row.
  package func answer(in saved: String) -> Answer {
    var lines: [String] = []
    for line in saved.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      guard line.first != mark else { continue }
      let trimmed = Trimming.end(line)
      if trimmed.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(String(trimmed))
    }
    let isAgreed = lines.first.map { Trimming.both(Substring($0)) == statement } ?? false
    if isAgreed { lines.removeFirst() }
    return isAgreed ? .agreed(notes: Self.notes(lines)) : .notAgreed(notes: Self.notes(lines))
  }

  /// One line stands alone; several end with a line end, which the file shows as such.
  private static func notes(_ lines: [String]) -> String? {
    var lines = lines[...]
    while let first = lines.first, first.isEmpty { lines.removeFirst() }
    while let last = lines.last, last.isEmpty { lines.removeLast() }
    guard !lines.isEmpty else { return nil }
    return lines.joined(separator: "\n") + (lines.count > 1 ? "\n" : "")
  }
}
