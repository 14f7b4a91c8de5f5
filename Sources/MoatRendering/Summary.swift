package import MoatFindings

extension Verdict {
  /// The exit status that goes with a verdict; usage errors (2) and faults (4) have no report.
  package var exitStatus: Int {
    switch self {
    case .clean: 0
    case .findings: 1
    case .undetermined: 3
    }
  }
}

/// The two lines every report for people ends with.
package struct Summary: Sendable {
  private let counts: [Standing: Int]
  private let undecidedRules: Int
  private let scope: Report.Scope
  private let verdict: Verdict
  /// As many packages are named; JSON has all.
  private static let reviewedLimit = 5

  /// Counts once.
  package init(_ report: Report) {
    counts = Dictionary(grouping: report.findings, by: Standing.init).mapValues(\.count)
    undecidedRules =
      Set(
        report.findings.filter { Standing($0) == .undetermined && $0.level == .deny }
          .map(\.finding.rule)
      ).count
    scope = report.scope
    verdict = report.verdict
  }

  /// How many findings have this standing.
  package func count(_ standing: Standing) -> Int { counts[standing] ?? 0 }

  /// `3 errors, 5 warnings, 12 notes hidden (-v shows them), 2 suppressed`, or `no findings`.
  ///
  /// - Parameter hidesNotes: whether the report leaves out notes; the hint is for a terminal.
  package func tally(hidesNotes: Bool, hint: String = " (-v shows them)") -> String {
    var parts: [String] = []
    if count(.tampering) > 0 { parts.append("\(Wording.thousands(count(.tampering))) tampering") }
    if count(.error) > 0 { parts.append(Wording.counted(count(.error), "error")) }
    if count(.undetermined) > 0 {
      parts.append("\(Wording.thousands(count(.undetermined))) undetermined")
    }
    if count(.warning) > 0 { parts.append(Wording.counted(count(.warning), "warning")) }
    if count(.note) > 0 {
      let shown = hidesNotes ? " hidden\(hint)" : ""
      parts.append(Wording.counted(count(.note), "note") + shown)
    }
    if count(.suppressed) > 0 {
      parts.append("\(Wording.thousands(count(.suppressed))) suppressed")
    }
    if count(.allowed) > 0 { parts.append("\(Wording.thousands(count(.allowed))) allowed") }
    if !parts.isEmpty { return parts.joined(separator: ", ") }
    return scope.isEmpty ? "nothing to check" : "no findings"
  }

  /// `1 lockfile, 756 packages, 34 rules · 1,225 advisories of 2026-08-21`.
  package var extent: String {
    var parts: [String] = []
    if scope.subject == .project {
      parts.append(Wording.counted(scope.lockfiles, "lockfile"))
      if scope.manifests > 0 { parts.append(Wording.counted(scope.manifests, "manifest")) }
      parts.append(Wording.counted(scope.packages, "package"))
    }
    if scope.workflows > 0 || scope.subject == .workflows {
      parts.append(Wording.counted(scope.workflows, "workflow file"))
    }
    if scope.scripts > 0 { parts.append(Wording.counted(scope.scripts, "script")) }
    parts.append(Wording.counted(scope.rules, "rule"))
    let looked = parts.joined(separator: ", ")
    guard let advisories = scope.advisories else { return looked }
    return "\(looked) · \(TerminalText.neutralised(advisories))"
  }

  /// `790 packages: 445 proven by re-packing, 300 by their archive, 45 only consistent with their own
  /// checksum file`; nil where no proof was asked for.
  package var proofs: String? {
    guard let proofs = scope.proofs else { return nil }
    let parts: [(count: Int, what: String)] = [
      (proofs.archive, "proven by their archive"), (proofs.repacked, "proven by re-packing"),
      (proofs.ownChecksums, "only consistent with their own checksum file"),
      (proofs.unproven, "without evidence"), (proofs.uncovered, "from git, without a checksum"),
      (proofs.contradicted, "contradicted"),
    ]
    let said = parts.filter { $0.count > 0 }.map { "\(Wording.thousands($0.count)) \($0.what)" }
    let packages = Wording.counted(proofs.total, "package")
    return said.isEmpty ? "\(packages) to prove" : "\(packages): \(said.joined(separator: ", "))"
  }

  /// `2 packages are vetted by reviews in crev, and by nothing else: left 1.0.0, right 2.0.0`; nil where
  /// nothing is.
  package var reviews: String? {
    guard !scope.reviewed.isEmpty else { return nil }
    let names = scope.reviewed.prefix(Self.reviewedLimit).joined(separator: ", ")
    let more = scope.reviewed.count - Self.reviewedLimit
    let rest = more > 0 ? " and \(Wording.thousands(more)) more" : ""
    let verb = scope.reviewed.count == 1 ? "is" : "are"
    return TerminalText.neutralised(
      "\(Wording.counted(scope.reviewed.count, "package")) \(verb) vetted by reviews in crev, and by "
        + "nothing else: \(names)\(rest)")
  }

  /// `x86_64-unknown-linux-gnu, without tests: 212 of 756 locked packages are built`; nil where all
  /// that is locked counts.
  package var build: String? {
    guard let build = scope.build else { return nil }
    let built = Wording.thousands(build.built)
    let locked = Wording.counted(build.locked, "locked package")
    let excess =
      build.inexact > 0
      ? ", or fewer: what \(Wording.counted(build.inexact, "lockfile")) needs is not all known here"
      : ""
    return TerminalText.neutralised(
      "\(build.description): \(built) of \(locked) are built\(excess)")
  }

  /// The verdict in words with the exit status, without the word `verdict`.
  package var outcome: String {
    let undecided = "\(Wording.counted(undecidedRules, "rule")) could not decide"
    switch verdict {
    case .clean: return "clean"
    case .findings:
      return "findings (exit \(verdict.exitStatus))" + (undecidedRules > 0 ? ", \(undecided)" : "")
    case .undetermined:
      let why = undecidedRules > 0 ? undecided : "found no lockfile and no manifest"
      return "undetermined: \(why) (exit \(verdict.exitStatus))"
    }
  }
}
