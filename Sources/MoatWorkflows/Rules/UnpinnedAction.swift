package import MoatFindings
import MoatModel

/// Actions and reusable workflows of others that are not named by a commit.
package struct UnpinnedAction: WorkflowRule {
  package static let info = RuleInfo(
    id: "unpinned-action", group: .workflows, severity: .medium, evidence: [.workflows],
    fix: .safe, summary: "an action or a reusable workflow that is not pinned to a commit",
    explanation: Explanation(
      whatItDoes: """
        Finds `uses:` of other people's actions and reusable workflows whose ref is not a commit's \
        full hash of 40 digits. High where the workflow says that the job holds power: a token that \
        may write contents, packages, deployments or an identity, or a secret; medium where it does \
        not.

        Actions of trusted owners may stand at a tag, but not at a branch: by default `actions`, \
        `github` and the owner of the repository itself, or `workflows.trusted-owners` of \
        `moat.toml`. A name counts as a tag if it reads as a version (`v4`, `1.2.3`), unless \
        recorded pins or a clone show what it is. A shortened hash is no pin: GitHub takes it for \
        the name of a branch or a tag. The builders of `slsa-framework/slsa-github-generator` refuse a \
        hash, so at a tag they are low. One finding an action and file.
        """,
      whyItMatters: """
        A tag or a branch runs whatever it points to today. Whoever takes over an action's \
        repository moves its tags, and the next run of every workflow that names them hands over \
        its token and secrets: so it was with `tj-actions/changed-files` in March 2025.
        """,
      whatToDo: """
        Write the full hash, and behind it the version as a comment. `cargo moat workflows fix` \
        does, from recorded pins, clones or the network; Dependabot keeps hash and comment up to \
        date.
        """,
      example: """
        ```text
        error[unpinned-action]: `Swatinem/rust-cache@v2` is named by a tag, which can be moved
          --> .github/workflows/release.yml:14:15
           = note: the job may write `contents`
           = help: write the commit's full hash, and behind it the version as a comment: `# v1.2.3`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions",
      "https://www.cisa.gov/news-events/alerts/2025/03/18/supply-chain-compromise-third-party-tj-actionschanged-files-cve-2025-30066-and-reviewdogaction",
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.files.flatMap { file -> [Finding] in
      var order: [String] = []
      var groups: [String: [UsedAction]] = [:]
      for use in file.usedActions {
        guard Judgement(of: use.reference, facts) != nil else { continue }
        let name = use.reference.text.text.lowercased()
        if groups[name] == nil { order.append(name) }
        groups[name, default: []].append(use)
      }
      return order.compactMap { groups[$0].flatMap { finding($0, facts) } }
    }
  }

  /// One finding for every place of a file that names the same.
  private func finding(_ uses: [UsedAction], _ facts: WorkflowFacts) -> Finding? {
    // The place where it can do most stands first.
    let power = uses.map(\.list.power)
    let most = power.firstIndex { $0?.isEmpty == false } ?? 0
    guard uses.indices.contains(most), let judgement = Judgement(of: uses[most].reference, facts)
    else { return nil }
    let first = uses[most]
    let others = uses.enumerated().filter { $0.offset != most }.map(\.element)
    var severity = judgement.leastSeverity
    if severity == nil { severity = power[most]?.isEmpty == false ? .high : .medium }
    return Finding(
      Self.info,
      "`\(first.reference.text.text)` \(judgement.message)",
      at: first.label(judgement.label), severity: severity,
      related: others.map { $0.label("used here, too") },
      notes: judgement.isTrusted
        ? [] : [power[most]?.words.map { "the job \($0)" }].compactMap { $0 },
      help: judgement.help)
  }
}

/// What is wrong with one `uses:`; nil where nothing is.
private struct Judgement {
  let message: String
  let label: String?
  let help: String
  let isTrusted: Bool
  /// What it weighs whatever the job holds; nil where that decides.
  let leastSeverity: Severity?

  /// Reusable workflows that refuse to run at a hash: what they sign names the tag.
  /// https://github.com/slsa-framework/slsa-github-generator#referencing-slsa-builders-and-generators
  private static let onlyByTag: Set<String> = ["slsa-framework/slsa-github-generator"]

  /// Repositories whose branches have names like versions.
  private static let branchesLikeVersions: Set<String> = ["dtolnay/rust-toolchain"]

  init?(of reference: UsesReference, _ facts: WorkflowFacts) {
    guard case .repository(let owner, let name, let path, let ref?) = reference.target, !ref.isEmpty
    else { return nil }
    let repository = ActionRepository(owner: owner, name: name)
    let known = facts.pins[repository].value
    isTrusted = facts.settings.trusts(reference)
    let isTag: Bool
    switch ReferenceShape(ref) {
    case .commit: return nil
    case .shortHash:
      isTag = false
      message = "is named by a shortened hash, which is no pin"
      label = "GitHub takes it for a branch or a tag"
    case .version(let version):
      isTag =
        known?.tags[ref] != nil
        || (known?.branches[ref] == nil && !Self.branchesLikeVersions.contains(repository.key))
      message = isTag ? "is named by a tag, which can be moved" : "follows the branch `\(ref)`"
      label = isTag && !version.isFull ? "it moves with every release" : nil
    case .name:
      isTag = known?.tags[ref] != nil
      message =
        isTag
        ? "is named by a tag, which can be moved"
        : known?.branches[ref] != nil || Self.usualBranches.contains(ref.lowercased())
          ? "follows the branch `\(ref)`" : "is named by `\(ref)`, a branch or a tag"
      label = nil
    }
    if isTrusted, isTag { return nil }
    let isTagOnly = isTag && Self.onlyByTag.contains(repository.key)
    leastSeverity =
      isTrusted ? (facts.settings.isOwn(owner) ? .low : .medium) : isTagOnly ? .low : nil
    let action = [repository.description, path].compactMap { $0 }.joined(separator: "/")
    if let known, let commit = known.commit(of: ref) {
      let comment = known.label(of: commit).map { " # \($0)" } ?? ""
      help = "pin it: `\(action)@\(commit)\(comment)` (from \(known.origin))"
    } else if isTagOnly {
      help = "it works at a tag only; check what it makes with `slsa-verifier`"
    } else if isTrusted {
      help = "name a version, `@v4`, or a commit's full hash"
    } else {
      help = "write the commit's full hash, and behind it the version as a comment: `# v1.2.3`"
    }
  }

  private static let usualBranches: Set<String> = [
    "main", "master", "stable", "nightly", "beta", "develop", "dev", "trunk", "next", "latest",
  ]
}
