package import MoatModel

/// The outcome of a run, from which the exit code follows.
package enum Verdict: String, Hashable, Sendable {
  case clean, findings, undetermined
}

/// A finding with what the policy makes of it.
package struct JudgedFinding: Hashable, Sendable {
  package let finding: Finding
  package let level: Level
  /// The decision that silences it, if one does.
  package let suppression: Suppression?

  /// Whatever a caller says, tampering is denied and cannot be suppressed.
  package init(_ finding: Finding, level: Level, suppression: Suppression? = nil) {
    let isTampering = finding.severity == .tampering
    self.finding = finding
    self.level = isTampering ? .deny : level
    self.suppression = isTampering ? nil : suppression
  }
}

/// Everything one run says, in order, with the texts it speaks about.
package struct Report: Sendable {
  /// Sorted by input, span and rule.
  package let findings: [JudgedFinding]
  /// The texts findings point into, by path; a file that could not be read has none.
  package let sources: [String: SourceText]
  package let scope: Scope
  package let verdict: Verdict

  /// What was looked at, for the summary and so that nothing collected never reads as clean.
  package struct Scope: Hashable, Sendable {
    package let lockfiles: Int
    package let manifests: Int
    package let packages: Int
    /// Workflows, actions and Dependabot's configuration.
    package let workflows: Int
    /// Scripts beside them that were read.
    package let scripts: Int
    /// What had to be there for the run to say anything.
    package let subject: Subject
    package let rules: Int
    /// For example `1,225 advisories of 2026-08-21`; nil when no rule wanted a database.
    package let advisories: String?
    /// How much of the packages was proven; nil where that was not asked.
    package let proofs: ProofTally?
    /// The build that the rules about packages were narrowed to; nil where all that is locked counts.
    package let build: BuildScope?
    /// Packages that pass by signed reviews outside of the audit store, and would not without them:
    /// `serde 1.0.200`.
    package let reviewed: [String]

    package init(
      lockfiles: Int, manifests: Int, packages: Int, workflows: Int = 0, scripts: Int = 0,
      rules: Int, advisories: String?, proofs: ProofTally? = nil, build: BuildScope? = nil,
      reviewed: [String] = [], subject: Subject = .project
    ) {
      self.reviewed = reviewed
      self.lockfiles = lockfiles
      self.manifests = manifests
      self.packages = packages
      self.workflows = workflows
      self.scripts = scripts
      self.subject = subject
      self.rules = rules
      self.advisories = advisories
      self.build = build
      self.proofs = proofs
    }

    /// Whether nothing was collected: then nothing was found out.
    package var isEmpty: Bool {
      switch subject {
      case .project: lockfiles == 0 && manifests == 0
      case .workflows: workflows == 0 && scripts == 0
      }
    }
  }

  /// What a run is about.
  package enum Subject: Hashable, Sendable {
    /// A Rust project: a lockfile or a manifest.
    case project
    /// Workflows, actions, Dependabot's configuration or scripts.
    case workflows
  }

  /// What of the locked packages a build compiles.
  package struct BuildScope: Hashable, Sendable {
    /// The build, in words: `x86_64-unknown-linux-gnu, without tests`.
    package let description: String
    /// How many packages are built, and how many are locked.
    package var built = 0
    package var locked = 0
    /// Lockfiles of which more may count as built than is.
    package var inexact = 0

    package init(description: String) { self.description = description }
  }

  package init(findings: [JudgedFinding], sources: [String: SourceText], scope: Scope) {
    self.findings = findings.sorted { $0.finding < $1.finding }
    self.sources = sources
    self.scope = scope
    verdict = Self.verdict(of: findings, scope: scope)
  }

  private static func verdict(of findings: [JudgedFinding], scope: Scope) -> Verdict {
    let live = findings.filter { $0.suppression == nil }
    if live.contains(where: { $0.level == .deny && !$0.finding.isUndetermined }) {
      return .findings
    }
    // Undetermined at `allow` was switched off by the user, who then knows.
    if live.contains(where: { $0.finding.isUndetermined && $0.level == .deny }) {
      return .undetermined
    }
    if scope.isEmpty { return .undetermined }
    return .clean
  }
}

extension Report {
  /// The same report with its relative paths below another folder, for readers that count from the
  /// top of a repository.
  package func placed(below prefix: String) -> Report {
    guard !prefix.isEmpty else { return self }
    func moved(_ path: String) -> String { path.hasPrefix("/") ? path : "\(prefix)/\(path)" }
    func moved(_ label: Label) -> Label { Label(moved(label.path), label.span, label.text) }
    return Report(
      findings: findings.map { judged in
        JudgedFinding(
          judged.finding.placed(moved), level: judged.level, suppression: judged.suppression)
      },
      sources: Dictionary(
        sources.map { (moved($0.key), SourceText(path: moved($0.key), bytes: $0.value.bytes)) },
        uniquingKeysWith: { first, _ in first }),
      scope: scope)
  }
}
