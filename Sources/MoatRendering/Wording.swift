package import MoatFindings
import MoatModel

/// Numbers and the fixed words of reports.
package enum Wording {
  /// `1225` as `1,225`.
  package static func thousands(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }

  /// `1 error`, `2 errors`; words with another plural bring it.
  package static func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(thousands(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `a, b and 3 more`; a single one that is left is named, as that is no longer.
  package static func listed(_ names: [String], limit: Int) -> String {
    let shown = names.count == limit + 1 ? names[...] : names.prefix(limit)
    let text = shown.joined(separator: ", ")
    let rest = names.count - shown.count
    return rest > 0 ? "\(text) and \(thousands(rest)) more" : text
  }

  /// The first path with arrows and how many more there are; nil without a path.
  ///
  /// Quoted names are neutralised.
  package static func path(of finding: Finding) -> String? {
    guard let first = finding.paths.first(where: { !$0.names.isEmpty }) else { return nil }
    let names = first.names.map { TerminalText.neutralised($0) }.joined(separator: " → ")
    let more = finding.paths.count - 1
    return more > 0 ? "\(names), and \(thousands(more)) more" : names
  }

  /// The notes of a finding with the words for its reach first, each neutralised. An unknown reach
  /// is not repeated: that manifests are missing is a finding of its own.
  package static func notes(of finding: Finding) -> [String] {
    var notes = finding.notes
    if let reach = finding.subject.reach, reach != .unknown, !notes.contains(reach.phrase) {
      notes.insert(reach.phrase, at: 0)
    }
    return notes.map { TerminalText.neutralised($0) }
  }
}

/// What a finding is shown as: the word before its rule and its place in the order of a report.
package enum Standing: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// In the order in which reports show them.
  case tampering, error, undetermined, warning, note, suppressed
  /// Only counted.
  case allowed

  /// A suppression does not hide tampering or a rule that could not decide.
  package init(_ judged: JudgedFinding) {
    let finding = judged.finding
    if finding.severity == .tampering, !finding.isUndetermined {
      self = .tampering
    } else if judged.suppression != nil, !finding.isUndetermined {
      self = .suppressed
    } else if judged.level == .allow {
      self = .allowed
    } else if judged.level == .note {
      self = .note
    } else if finding.isUndetermined {
      self = .undetermined
    } else {
      self = judged.level == .deny ? .error : .warning
    }
  }

  /// The word before `[rule]`.
  package var word: String {
    switch self {
    case .tampering: "tampering"
    case .error: "error"
    case .undetermined: "undetermined"
    case .warning: "warning"
    case .note: "note"
    case .suppressed: "suppressed"
    case .allowed: "allowed"
    }
  }

  /// Most severe first.
  package static func < (left: Standing, right: Standing) -> Bool {
    left.rawValue < right.rawValue
  }
}
