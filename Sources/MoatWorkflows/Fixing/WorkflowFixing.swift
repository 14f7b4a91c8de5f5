package import MoatFindings
import MoatModel
import MoatSyntax

/// Repairs what rules find in workflows, actions and Dependabot's configuration, and adds `--locked`
/// in Dockerfiles, Makefiles, justfiles and scripts.
///
/// Pure: files in, files out. A fix is made only for a finding; the rules that found it run again on
/// the result, and what they then find is repaired as well, until nothing changes. So a second run
/// over the result changes nothing.
package enum WorkflowFixing {
  /// Rounds until a file must be at rest. One fix can make another safe (a token that may only read
  /// needs no care), which takes two; more would be fixes that undo each other.
  static let maximumRounds = 6

  /// A rule with what repairs its findings.
  struct Fixer: Sendable {
    let rule: any WorkflowRule.Type
    let fixes: @Sendable (FixContext) -> [WorkflowFix]
  }

  static let fixers: [Fixer] = [
    Fixer(rule: PersistedCredentials.self, fixes: PersistedCredentialsFix.fixes),
    Fixer(rule: WorkflowPermissions.self, fixes: WorkflowPermissionsFix.fixes),
    Fixer(rule: TemplateInjection.self, fixes: TemplateInjectionFix.fixes),
    Fixer(rule: UnpinnedAction.self, fixes: UnpinnedActionFix.fixes),
    Fixer(rule: PinComment.self, fixes: PinCommentFix.fixes),
    Fixer(rule: CargoInstallUnlocked.self, fixes: LockedFix.installs),
    Fixer(rule: CargoUnlocked.self, fixes: LockedFix.builds),
    Fixer(rule: AuthWithoutIdToken.self, fixes: IdentityTokenFix.fixes),
    Fixer(rule: PublishWithoutEnvironment.self, fixes: PublishEnvironmentFix.fixes),
    Fixer(rule: DependabotMissing.self, fixes: DependabotMissingFix.fixes),
    Fixer(rule: DependabotCooldown.self, fixes: DependabotCooldownFix.fixes),
    Fixer(rule: DependabotExecution.self, fixes: DependabotExecutionFix.fixes),
  ]

  /// The ids of the rules whose findings can be repaired.
  package static var rules: [String] { fixers.map { $0.rule.info.id } }

  /// - Parameters:
  ///   - allowsUnsafe: whether fixes are made that may change what a run does.
  ///   - isWanted: whether a finding is to be repaired: not one that the project has decided to
  ///     live with.
  /// - Returns: the files that are changed, could be, or hold something that is left to a human, in
  ///   order of path.
  package static func run(
    on facts: WorkflowFacts, allowsUnsafe: Bool, isWanted: (Finding) -> Bool = { _ in true }
  ) -> [FixedFile] {
    var state = State(facts)
    for _ in 0..<maximumRounds {
      guard state.improve(allowsUnsafe: allowsUnsafe, isWanted) else { break }
    }
    let new = DependabotMissingFix.newFile(for: state.facts, allowsUnsafe: allowsUnsafe, isWanted)
    return (state.results + [new].compactMap { $0 }).sorted { $0.path < $1.path }
  }

  /// The files as far as they are repaired.
  private struct State {
    var facts: WorkflowFacts
    let originals: [String: SourceText]
    let skipped: [String: String]
    var made: [String: [FixedFile.Entry]] = [:]
    var offered: [String: [FixedFile.Entry]] = [:]
    var left: [String: [FixedFile.Entry]] = [:]

    init(_ facts: WorkflowFacts) {
      self.facts = facts
      var originals: [String: SourceText] = [:]
      var skipped: [String: String] = [:]
      for file in facts.files {
        let path = file.source.path
        if originals[path] != nil { skipped[path] = "it holds several documents" }
        originals[path] = file.source
        if file.document == nil { skipped[path] = "it could not be read" }
        if let problem = file.problems.first(where: \.hidesContent) {
          let line = LineIndex(file.source.bytes).position(at: problem.span.lower).line
          skipped[path] = "line \(line): \(problem.message)"
        }
      }
      for script in facts.scripts { originals[script.source.path] = script.source }
      self.originals = originals
      self.skipped = skipped
    }

    /// Makes every fix that there is for the files as they are; false if that changed nothing.
    mutating func improve(allowsUnsafe: Bool, _ isWanted: (Finding) -> Bool) -> Bool {
      var findings: [String: [Finding]] = [:]
      for fixer in WorkflowFixing.fixers {
        for finding in WorkflowRules.findings(of: fixer.rule, in: facts) where isWanted(finding) {
          for path in Set(([finding.primary] + finding.related).map(\.path)) {
            findings[path, default: []].append(finding)
          }
        }
      }
      offered = [:]
      left = [:]
      var isChanged = false
      let before = facts
      for (index, file) in before.files.enumerated() {
        let path = file.source.path
        guard skipped[path] == nil, let document = file.document, let found = findings[path] else {
          continue
        }
        let context = FixContext(file: file, facts: before, findings: found)
        let fixes = FixBatch(WorkflowFixing.fixers.flatMap { $0.fixes(context) }, file.source)
        let outcome = fixes.make(in: document, allowsUnsafe: allowsUnsafe)
        take(outcome, path)
        if outcome.text != file.source,
          let new = WorkflowFile.read(outcome.text, as: file.role).first
        {
          facts.files[index] = new
          isChanged = true
        }
      }
      for (index, script) in before.scripts.enumerated() {
        guard let found = findings[script.source.path] else { continue }
        let outcome = ScriptLockedFix(script, found).make(allowsUnsafe: allowsUnsafe)
        take(outcome, script.source.path)
        if outcome.text != script.source {
          facts.scripts[index] = ScriptFile(kind: script.kind, source: outcome.text)
          isChanged = true
        }
      }
      return isChanged
    }

    private mutating func take(_ outcome: FixBatch.Outcome, _ path: String) {
      made[path, default: []] += outcome.made
      offered[path] = outcome.offered
      left[path] = outcome.left
    }

    var results: [FixedFile] {
      var seen: Set<String> = []
      let sources = facts.files.map(\.source) + facts.scripts.map(\.source)
      return sources.compactMap { source in
        let path = source.path
        guard seen.insert(path).inserted, let old = originals[path] else { return nil }
        let result = FixedFile(
          old: old, new: skipped[path] == nil ? source : old, made: made[path] ?? [],
          offered: offered[path] ?? [], left: left[path] ?? [], skipped: skipped[path])
        let isSilent =
          result.made.isEmpty && result.offered.isEmpty && result.left.isEmpty
          && result.skipped == nil
        return isSilent ? nil : result
      }
    }
  }
}
