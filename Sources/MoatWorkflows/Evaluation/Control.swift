/// Who chooses a text, from nobody to anybody.
package enum Control: Int, Hashable, Sendable, Comparable {
  /// The workflow, GitHub, or an administrator of the repository.
  case nobody
  /// Not known: it may be anybody.
  case unknown
  /// Somebody who may write to the repository: names of branches, inputs of a run started by hand.
  case writer
  /// Whoever calls the workflow or uses the action, perhaps with the text of a stranger.
  case caller
  /// A stranger, in work that somebody merged: messages of commits.
  case merged
  /// Anybody: titles, texts and branches of pull requests and issues.
  case stranger

  package static func < (left: Control, right: Control) -> Bool { left.rawValue < right.rawValue }
}

/// What makes a text dangerous to put into code.
package struct Taint: Hashable, Sendable {
  package let control: Control
  /// What the text is: `the title of an issue`.
  package let what: String
  /// Whether it can hold line ends, and so more than one `NAME=value`.
  package let hasLines: Bool
  /// Whether a script made a step's output of it, and may have cleaned it.
  package let isDerived: Bool
  /// Whether a stranger's run with it has secrets, or a token that may write.
  package let isPrivileged: Bool

  package init(
    _ control: Control, _ what: String, hasLines: Bool = false, isDerived: Bool = false,
    isPrivileged: Bool = false
  ) {
    self.control = control
    self.what = what
    self.hasLines = hasLines
    self.isDerived = isDerived
    self.isPrivileged = isPrivileged
  }

  func derived() -> Taint {
    Taint(control, what, hasLines: hasLines, isDerived: true, isPrivileged: isPrivileged)
  }
}
