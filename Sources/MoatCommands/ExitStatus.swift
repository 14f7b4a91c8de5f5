import MoatFindings

/// What a process ends with; the table is in the README and in `cargo moat --help`.
package enum ExitStatus: Int32, Sendable {
  case clean = 0
  case findings = 1
  /// The user's options or configuration.
  case usage = 2
  /// Something that had to be known was not.
  case undetermined = 3
  /// Ours.
  case fault = 4

  init(_ verdict: Verdict) {
    switch verdict {
    case .clean: self = .clean
    case .findings: self = .findings
    case .undetermined: self = .undetermined
    }
  }
}
