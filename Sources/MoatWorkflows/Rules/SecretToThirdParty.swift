package import MoatFindings
import MoatModel

/// Secrets that reach actions of others.
package struct SecretToThirdParty: WorkflowRule {
  package static let info = RuleInfo(
    id: "secret-to-third-party", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a secret that a third-party action can read",
    explanation: Explanation(
      whatItDoes: """
        Finds secrets in `with` or `env` of a step whose action belongs to somebody else, and in \
        `env` of a job or workflow with such steps. Low where the action is pinned to a commit. \
        Also finds `toJSON(secrets)`, which hands out all of them. The job's own token does not \
        count: actions can always read it, and `permissions` limits it.
        """,
      whyItMatters: """
        Whoever controls the action gets the secret. A tag can be moved to other code, as happened \
        to `tj-actions/changed-files` in 2025.
        """,
      whatToDo: """
        Pin the action to a commit, give the secret only to the step that needs it, or do without \
        the action. `[workflows]` in `moat.toml` names owners that the project trusts.
        """,
      example: """
        ```text
        warning[secret-to-third-party]: `TOKEN` is given to `owner/action@v1`
          --> .github/workflows/ci.yml:9:18
           = help: pin the action to a commit
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/security/secure-use#using-secrets"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    var findings: [Finding] = []
    for (file, workflow) in facts.workflows {
      var lists: [StepList] = []
      for list in file.stepLists {
        lists.append(list)
        for step in list.steps {
          findings += given(to: step, file, facts)
          findings += wholes([step.script?.text].compactMap { $0 }, file, isThirdParty: false)
        }
        findings += shared(list.job?.env, by: [list], file, facts)
        findings += wholes(texts(list.job?.with), file, isThirdParty: true)
        if case .named(let secrets)? = list.job?.secrets {
          findings += wholes(texts(secrets), file, isThirdParty: true)
        }
      }
      findings += shared(workflow.env, by: lists, file, facts)
    }
    return findings
  }

  private func texts(_ block: NamedTexts?) -> [WorkflowText] {
    (block?.entries.map(\.value) ?? []) + [block?.expression].compactMap { $0 }
  }

  // MARK: - All of them

  private func wholes(
    _ texts: [WorkflowText], _ file: WorkflowFile, isThirdParty: Bool
  ) -> [Finding] {
    texts.compactMap { text in
      SecretUse(text).whole.map { range in
        Finding(
          Self.info, "every secret is put into one text",
          at: file.label(text.span(ofDecoded: range)),
          severity: isThirdParty ? .high : nil, help: "name the secrets that are needed")
      }
    }
  }

  // MARK: - One step

  private func given(to step: Step, _ file: WorkflowFile, _ facts: WorkflowFacts) -> [Finding] {
    let texts = texts(step.with) + texts(step.env)
    let isThirdParty = step.uses.map { facts.settings.isThirdParty($0) } ?? false
    let wholes = wholes(texts, file, isThirdParty: isThirdParty)
    guard isThirdParty, let uses = step.uses else { return wholes }
    let found = texts.map { (text: $0, names: SecretUse($0).names) }.filter { !$0.names.isEmpty }
    guard let first = found.first else { return wholes }
    var names: [String] = []
    for name in found.flatMap(\.names) where !names.contains(name) { names.append(name) }
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    return wholes + [
      Finding(
        Self.info, "\(list) \(names.count == 1 ? "is" : "are") given to `\(uses.text.text)`",
        at: file.label(first.text.span), severity: uses.isFixed ? .low : nil,
        related: found.dropFirst().map { file.label($0.text.span) }
          + [file.label(uses.span, "this action can read it")],
        help: uses.isFixed
          ? "see whether the step can do without the action" : "pin the action to a commit")
    ]
  }

  // MARK: - Every step

  private func shared(
    _ block: NamedTexts?, by lists: [StepList], _ file: WorkflowFile, _ facts: WorkflowFacts
  ) -> [Finding] {
    let steps = lists.flatMap(\.steps).filter {
      $0.uses.map { facts.settings.isThirdParty($0) } ?? false
    }
    var findings = wholes(texts(block), file, isThirdParty: !steps.isEmpty)
    guard !steps.isEmpty else { return findings }
    let isFixed = steps.allSatisfy { $0.uses?.isFixed ?? true }
    for entry in block?.entries ?? [] {
      let names = SecretUse(entry.value).names
      guard !names.isEmpty else { continue }
      let list = names.map { "`\($0)`" }.joined(separator: ", ")
      findings.append(
        Finding(
          Self.info,
          "\(list) reach\(names.count == 1 ? "es" : "") every step, \(Listed.counted(steps.count, "third-party action")) among them",
          at: file.label(entry.value.span), severity: isFixed ? .low : nil,
          related: steps.prefix(Listed.limit).map { file.label($0.headSpan, "can read it") },
          help: "move the variable to the steps that need it"))
    }
    return findings
  }
}

extension WorkflowSettings {
  /// Whether an action comes from somebody the project does not trust by name.
  func isThirdParty(_ uses: UsesReference) -> Bool {
    switch uses.target {
    case .repository: !trusts(uses)
    case .docker: true
    case .local, .unknown: false
    }
  }
}

extension UsesReference {
  /// Whether nobody can change what it names: a commit, the digest of an image, a file of the
  /// repository itself.
  package var isFixed: Bool {
    switch target {
    case .repository: isPinned
    case .docker(let image): image.digest != nil
    case .local: true
    case .unknown: false
    }
  }
}
