package import MoatModel

/// One thing a rule says about a project: a problem, or that it could not decide.
package struct Finding: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case problem
    /// The evidence was missing; the text says which and why.
    case undetermined(because: String)
  }

  package let rule: String
  package let kind: Kind
  package let severity: Severity
  package let confidence: Confidence
  /// A lowercase phrase without a full stop, literals in backticks.
  package let message: String
  package let primary: Label
  package let related: [Label]
  /// Facts that help to decide, one line each.
  package let notes: [String]
  /// What to do.
  package let help: String?
  /// What the finding is about, for suppressions and for machines.
  package let subject: Subject
  /// Ways from a workspace member to the package, shortest first, each from member to package.
  package let paths: [DependencyPath]

  package init(
    _ info: RuleInfo, _ message: String, at primary: Label, kind: Kind = .problem,
    severity: Severity? = nil, confidence: Confidence? = nil, related: [Label] = [],
    notes: [String] = [], help: String? = nil, subject: Subject = Subject(),
    paths: [DependencyPath] = []
  ) {
    rule = info.id
    self.kind =
      switch kind {
      case .problem: .problem
      case .undetermined(let reason): .undetermined(because: RedactedURL.redacting(reason))
      }
    self.severity = severity ?? info.severity
    self.confidence = confidence ?? info.confidence
    // Whatever a rule quotes, no report prints the credentials of an address.
    self.message = RedactedURL.redacting(message)
    self.primary = primary
    self.related = related
    self.notes = notes.map(RedactedURL.redacting)
    self.help = help.map(RedactedURL.redacting)
    self.subject = subject
    self.paths = paths
  }

  private init(
    rule: String, kind: Kind, severity: Severity, confidence: Confidence, message: String,
    primary: Label, related: [Label], notes: [String], help: String?, subject: Subject,
    paths: [DependencyPath]
  ) {
    self.rule = rule
    self.kind = kind
    self.severity = severity
    self.confidence = confidence
    self.message = message
    self.primary = primary
    self.related = related
    self.notes = notes
    self.help = help
    self.subject = subject
    self.paths = paths
  }

  /// What a rule says when its evidence is missing: never a pass.
  package static func undetermined(
    _ info: RuleInfo, _ message: String, at primary: Label, because reason: String,
    help: String? = nil, subject: Subject = Subject()
  ) -> Finding {
    Finding(
      info, message, at: primary, kind: .undetermined(because: reason), help: help,
      subject: subject)
  }

  /// The same finding with other labels.
  func placed(_ move: (Label) -> Label) -> Finding {
    Finding(
      rule: rule, kind: kind, severity: severity, confidence: confidence, message: message,
      primary: move(primary), related: related.map(move), notes: notes, help: help,
      subject: subject, paths: paths)
  }

  package var isUndetermined: Bool {
    if case .undetermined = kind { true } else { false }
  }
}

/// A place in an input file.
package struct Label: Hashable, Sendable {
  /// The file's ``SourceText/path``.
  package let path: String
  /// nil when the finding is about the file as a whole, or about one that is not there.
  package let span: SourceSpan?
  /// A few words shown beside the place.
  package let text: String?

  package init(_ path: String, _ span: SourceSpan? = nil, _ text: String? = nil) {
    self.path = path
    self.span = span
    self.text = text
  }
}

/// What a finding is about.
package struct Subject: Hashable, Sendable {
  package let package: PackageIdentity?
  package let reach: Reach?
  /// An advisory id where one is the cause.
  package let advisory: String?

  package init(
    package: PackageIdentity? = nil, reach: Reach? = nil, advisory: String? = nil
  ) {
    self.package = package
    self.reach = reach
    self.advisory = advisory
  }
}

/// Names from a workspace member down to a package.
package struct DependencyPath: Hashable, Sendable {
  package let names: [String]
  /// How many of the first names are packages of the project itself.
  package let localCount: Int

  package init(_ names: [String], localCount: Int = 1) {
    self.names = names
    self.localCount = localCount
  }

  /// The first package from elsewhere on the way, if it is not the last name: what a project can
  /// update to change the rest.
  package var entry: String? {
    localCount < names.count - 1 ? names[localCount] : nil
  }
}

extension Finding: Comparable {
  /// Input, span, rule, then the rest: the order of every report.
  package static func < (left: Finding, right: Finding) -> Bool {
    if left.primary.path != right.primary.path { return left.primary.path < right.primary.path }
    let leftSpan = left.primary.span ?? .start
    let rightSpan = right.primary.span ?? .start
    if leftSpan != rightSpan { return leftSpan < rightSpan }
    if left.rule != right.rule { return left.rule < right.rule }
    if left.message != right.message { return left.message < right.message }
    return left.notes.joined() < right.notes.joined()
  }
}
