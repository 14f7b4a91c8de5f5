package import MoatFindings
import MoatModel

/// Pins to commits that the repository's own branches and tags do not hold.
package struct ImpostorCommit: WorkflowRule {
  package static let info = RuleInfo(
    id: "impostor-commit", group: .workflows, severity: .high, evidence: [.workflows, .pins],
    summary: "a pinned commit that is in no branch or tag of its repository",
    explanation: Explanation(
      whatItDoes: """
        Compares each pinned hash with a clone of the action's repository, or with recorded pins, \
        and reports one that neither a branch nor a tag leads to. A hash that a complete clone does \
        not hold at all is *undetermined*: the clone may be older. Without a clone or record of the \
        repository it says nothing.
        """,
      whyItMatters: """
        GitHub keeps the commits of a repository and of all its forks together, and runs any of \
        them under the name of the original: `actions/checkout@<hash>` may be a stranger's commit \
        that nobody at `actions` has seen.
        """,
      whatToDo: """
        Take the hash of a released version instead, and find out who wrote this one into the \
        workflow. If a clone is older than the pin, fetch it again.
        """,
      example: """
        ```text
        error[impostor-commit]: `0123456789` is in no branch or tag of `actions/checkout`
          --> .github/workflows/ci.yml:9:32
           = note: as the clone at ../mirrors/actions/checkout has it
        ```
        """),
    references: [
      "https://www.chainguard.dev/unchained/what-the-fork-imposter-commits-in-github-actions-and-ci-cd"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.files.flatMap { file -> [Finding] in
      var order: [String] = []
      var places: [String: [UsedAction]] = [:]
      for use in file.usedActions where use.reference.isPinned {
        guard let repository = use.reference.repository, let ref = use.reference.ref else {
          continue
        }
        let key = "\(repository)@\(ref.lowercased())"
        if places[key] == nil { order.append(key) }
        places[key, default: []].append(use)
      }
      return order.compactMap { places[$0].flatMap { finding($0, facts) } }
    }
  }

  private func finding(_ uses: [UsedAction], _ facts: WorkflowFacts) -> Finding? {
    guard let first = uses.first,
      case .repository(let owner, let name, _, let ref?) = first.reference.target,
      let commit = CommitHash(ref)
    else { return nil }
    let repository = ActionRepository(owner: owner, name: name)
    guard let known = facts.pins[repository].value else { return nil }
    let origin = "as \(known.origin) has it\(known.asOf.map { ", of \($0)" } ?? "")"
    let place = first.list.label(first.reference.refSpan ?? first.reference.span)
    let related = uses.dropFirst().map {
      $0.list.label($0.reference.refSpan ?? $0.reference.span, "used here, too")
    }
    switch known.membership(of: commit) {
    case .member, nil: return nil
    case .outsider:
      return Finding(
        Self.info, "`\(commit.short)` is in no branch or tag of `\(repository)`", at: place,
        related: Array(related), notes: [origin],
        help: "take the hash of a released version, and find out where this one comes from")
    case .absent:
      return Finding(
        Self.info, "whether `\(commit.short)` belongs to `\(repository)` is not known", at: place,
        kind: .undetermined(because: "\(known.origin) does not hold it"),
        related: Array(related), help: "bring the clone up to date, then check again")
    }
  }
}
