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
        of the action on, which keeps the token outside the checkout.
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
    facts.stepLists.flatMap { list in findings(in: list) }
  }

  private func findings(in list: StepList) -> [Finding] {
    list.steps.compactMap { step in
      guard let uses = step.uses, uses.action == "actions/checkout" else { return nil }
      if let value = step.with?["persist-credentials"] {
        // The action takes everything but `true` for false; an expression may be either.
        if value.template == nil, value.text.lowercased() != "true" { return nil }
      }
      return finding(step, uses, in: list)
    }
  }

  private func finding(_ step: Step, _ uses: UsesReference, in list: StepList) -> Finding {
    let help = "write `persist-credentials: false` under `with`"
    if let major = uses.majorVersion, major >= 6 {
      return Finding(
        Self.info, "the checkout leaves the job's token on the runner's disk",
        at: list.file.label(uses.span), severity: .low, help: help)
    }
    let upload = list.steps.first { $0.index > step.index && $0.uploadsCheckout }
    return Finding(
      Self.info, "the checkout leaves the job's token in `.git/config`",
      at: list.file.label(uses.span), severity: upload == nil ? nil : .high,
      related: upload.map { [list.file.label($0.headSpan, "uploads the folder with it")] } ?? [],
      help: help)
  }
}

extension Step {
  /// Whether it uploads a folder that holds the checkout, `.git` and all.
  fileprivate var uploadsCheckout: Bool {
    guard uses?.action == "actions/upload-artifact", let path = with?["path"] else { return false }
    // From version 4.4 on, hidden files are left out unless asked for.
    if let major = uses?.majorVersion, major > 4,
      with?["include-hidden-files"]?.text.lowercased() != "true"
    {
      return false
    }
    return path.text.split(separator: "\n").contains { line in
      let place = line.filter { $0 != " " }.lowercased()
      return [
        ".", "./", "..", "*", "./*", "**", "./**", "${{github.workspace}}",
        "${{github.workspace}}/",
      ].contains(place)
    }
  }
}
