package import MoatFindings
import MoatModel

/// Checkouts that leave the job's token on the disk.
package struct PersistedCredentials: WorkflowRule {
  package static let info = RuleInfo(
    id: "persisted-credentials", group: .workflows, severity: .medium, evidence: [.workflows],
    fix: .unsafe, summary: "a checkout that leaves the job's token on the disk",
    explanation: Explanation(
      whatItDoes: """
        Finds steps with `actions/checkout` that do not say `persist-credentials: false`. High \
        where a later step uploads the folder with the checkout as an artefact; low from version 6 \
        of the action on, which keeps the token outside the checkout, and nothing there if the token may \
        only read.
        """,
      whyItMatters: """
        By default the action writes the job's token into `.git/config` and leaves it there until \
        the job ends. Every later step can read it: build scripts, tests, other actions. An \
        artefact of the folder publishes it, to anybody for a public repository.
        """,
      whatToDo: """
        Write `persist-credentials: false` under `with`. A job that pushes with git can give the \
        token to that one step.
        """,
      example: """
        ```text
        warning[persisted-credentials]: the checkout leaves the job's token in `.git/config`
          --> .github/workflows/ci.yml:9:15
           = help: write `persist-credentials: false` under `with`
        ```
        """),
    references: ["https://github.com/actions/checkout#usage"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.files.flatMap { file in
      let found = file.stepLists.flatMap { findings(in: $0) }
      return found.filter { $0.severity > .low }
        + grouped(found.filter { $0.severity == .low }, file)
    }
  }

  /// The harmless ones of a file as one.
  private func grouped(_ findings: [Finding], _ file: WorkflowFile) -> [Finding] {
    guard let first = findings.first, findings.count > 1 else { return findings }
    return [
      Finding(
        Self.info, "\(findings.count) checkouts leave the job's token on the runner's disk",
        at: first.primary, severity: .low,
        related: findings.dropFirst().map { file.label($0.primary.span, "and here") },
        help: first.help)
    ]
  }

  private func findings(in list: StepList) -> [Finding] {
    list.scope.steps.compactMap { step, scope in
      guard let uses = step.uses, uses.action == "actions/checkout" else { return nil }
      // An expression for all inputs may say anything.
      var isMeant = step.with?.expression != nil
      if let value = step.with?["persist-credentials"] {
        // The action takes everything but `true` for false.
        let values = scope.values(of: value)
        if values.isComplete, !values.known.contains(where: { $0.lowercased() == "true" }) {
          return nil
        }
        isMeant = true
      }
      return finding(step, uses, in: list, isMeant: isMeant)
    }
  }

  /// - Parameter isMeant: whether `true` is written, or an expression: then only a leak counts.
  private func finding(
    _ step: Step, _ uses: UsesReference, in list: StepList, isMeant: Bool
  ) -> Finding? {
    let help = "write `persist-credentials: false` under `with`"
    if let major = uses.version?.first, major >= 6 {
      // A token that may only read is no use outside of the checkout.
      if isMeant || list.cannotWrite { return nil }
      return Finding(
        Self.info, "the checkout leaves the job's token on the runner's disk",
        at: list.label(uses.span), severity: .low, help: help)
    }
    let upload = list.steps.first { $0.index > step.index && $0.uploadsCheckout }
    if isMeant, upload == nil { return nil }
    return Finding(
      Self.info, "the checkout leaves the job's token in `.git/config`",
      at: list.label(uses.span), severity: upload == nil ? nil : .high,
      related: upload.map { [list.label($0.headSpan, "uploads the folder with it")] } ?? [],
      help: help)
  }
}

extension StepList {
  /// Whether the job's token surely may write nothing. What `id-token` allows is asked for with
  /// another token, which the checkout never sees.
  fileprivate var cannotWrite: Bool {
    guard let (workflow, job) = owner, let permissions = workflow.permissions(of: job) else {
      return false
    }
    if case .unknown = permissions.kind { return false }
    return permissions.written?.allSatisfy { $0.name == "id-token" } ?? false
  }
}

extension Step {
  private static let wholeFolder: Set<String> = [
    ".", "./", "..", "../", "*", "./*", "**", "./**", "**/*", "${{github.workspace}}",
    "${{github.workspace}}/",
  ]

  /// Whether it uploads a folder that holds the checkout, `.git` and all.
  fileprivate var uploadsCheckout: Bool {
    guard let uses, uses.action == "actions/upload-artifact", let path = with?["path"] else {
      return false
    }
    // From version 4.4 on hidden files are left out unless asked for; `v4` means the last of them.
    let version = uses.version ?? []
    let isOld =
      !version.isEmpty
      && (version[0] < 4 || (version[0] == 4 && (version.dropFirst().first ?? 4) < 4))
    guard isOld || with?["include-hidden-files"]?.text.lowercased() == "true" else { return false }
    return path.text.split(separator: "\n").contains { line in
      Self.wholeFolder.contains(line.filter { $0 != " " }.lowercased())
    }
  }
}
