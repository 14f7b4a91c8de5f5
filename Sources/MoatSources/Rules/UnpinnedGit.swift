import MoatCargo
package import MoatFindings
import MoatModel

/// Git dependencies that follow a branch or a tag.
package struct UnpinnedGit: SourceRule {
  package static let info = RuleInfo(
    id: "unpinned-git", group: .sources, severity: .medium, evidence: [.lockfile],
    summary: "a git dependency that is not pinned by `rev`",
    explanation: Explanation(
      whatItDoes: """
        Finds git dependencies that ask for the default branch (medium), a named branch (low) or a \
        tag (info) instead of a commit. Where not even the lockfile names the commit, each is high. \
        One finding a repository; those in `sources.allow-git` of `moat.toml` are fine.
        """,
      whyItMatters: """
        The lockfile holds the commit, but the next `cargo update` takes whatever stands on the \
        branch, and tags can be moved. A commit is also the only checksum a git dependency has.
        """,
      whatToDo: "Write `rev = \"<40 hex digits>\"` in the manifest instead of `branch` or `tag`.",
      example: """
        ```text
        warning[unpinned-git]: `https://github.com/example/fork` follows branch `main`
          --> Cargo.lock:14:1
           = help: pin it: `rev = "0123456789abcdef0123456789abcdef01234567"`
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#choice-of-commit"
    ])

  package init() {}

  package func findings(in facts: SourceFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    var bySource: [String: [Int]] = [:]
    for (index, package) in locked.graph.packages.enumerated() where package.source?.isGit ?? false
    {
      bySource[package.source?.raw ?? "", default: []].append(index)
    }
    return bySource.values.compactMap { finding(for: $0, in: locked, facts.policy) }
  }

  private func finding(
    for indices: [Int], in locked: LockedWorkspace, _ policy: SourcePolicy
  ) -> Finding? {
    let indices = indices.sorted {
      locked.graph.packages[$0].identity < locked.graph.packages[$1].identity
    }
    let packages = indices.map { locked.graph.packages[$0] }
    guard let first = packages.first,
      case .git(let url, let reference, let commit) = first.source?.kind,
      !policy.allowedGit.contains(where: { $0.allows(url) })
    else { return nil }
    let what: String
    var severity = Severity.medium
    switch reference {
    case .defaultBranch: what = "follows the default branch"
    case .branch(let name):
      what = "follows branch `\(name)`"
      severity = .low
    case .tag(let name):
      what = "follows tag `\(name)`"
      severity = .info
    case .revision(let name):
      // A short or symbolic `rev` is a name that can move; a commit is not.
      if commit.map({ $0.hasPrefix(name) && name.count >= 7 }) ?? (name.count == 40) { return nil }
      what = "follows `\(name)`"
      severity = .low
    }
    if commit == nil { severity = .high }
    return Finding(
      Self.info, "`\(url)` \(what)", at: Label(locked.lockfile.source.path, first.sourceSpan),
      severity: severity, notes: [packages.listed],
      help: commit.map { "pin it in the manifest: `rev = \"\($0)\"`" }
        ?? "pin it in the manifest with `rev`, and run `cargo update --workspace`",
      subject: Subject(
        package: packages.count == 1 ? first.identity : nil,
        reach: indices.first.map { locked.reach[$0] }),
      paths: indices.first.map { locked.dependencyPaths(to: $0) } ?? [])
  }
}
