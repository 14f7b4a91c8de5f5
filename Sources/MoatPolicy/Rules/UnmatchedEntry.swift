import MoatBans
import MoatCargo
package import MoatFindings
import MoatModel
import MoatSources

/// Entries of `moat.toml` that nothing needs.
package struct UnmatchedEntry: PolicyRule {
  package static let info = RuleInfo(
    id: "unmatched-entry", group: .policy, severity: .low, evidence: [.policy],
    summary: "an entry of `moat.toml` that matches nothing",
    explanation: Explanation(
      whatItDoes: """
        Finds suppressions that silence nothing, allowed registries and repositories that nothing \
        comes from, allowed crates that are not locked, wrappers that do not depend on the crate \
        they wrap, and skipped duplicates that are locked once. Entries of `bans.deny` are meant to \
        match nothing. A suppression is judged only when its rule ran and could decide, and an \
        organisation's file (`--policy`) not at all.
        """,
      whyItMatters: """
        An entry nobody needs any more is a hole that is still open: the next finding it happens to \
        match passes unseen.
        """,
      whatToDo: "Remove the entry.",
      example: """
        ```text
        warning[unmatched-entry]: this suppression of `unmaintained-dependency` matches nothing
          --> moat.toml:20:8
           = help: remove it
        ```
        """))

  package init() {}

  package func findings(in use: PolicyUse) -> [Finding] {
    // An organisation's file serves many projects: an entry one of them does not need is no fault.
    let own = use.policy.repository?.source.path
    return (suppressions(in: use) + allowedSources(in: use) + crates(in: use))
      .filter { $0.primary.path == own }
  }

  private func suppressions(in use: PolicyUse) -> [Finding] {
    use.policy.suppressions.compactMap { entry in
      guard use.decidedRules.contains(entry.rule), !entry.isExpired(on: use.today),
        !use.findings.contains(where: entry.covers)
      else { return nil }
      return finding("this suppression of `\(entry.rule)` matches nothing", at: entry.label)
    }
  }

  private func allowedSources(in use: PolicyUse) -> [Finding] {
    guard !use.sources.isEmpty else { return [] }
    var addresses: [RedactedURL] = []
    for facts in use.sources {
      for package in facts.locked?.graph.packages ?? [] {
        switch package.source?.kind {
        case .registry(let url, _), .git(let url, _, _): addresses.append(url)
        default: break
        }
      }
      for file in facts.workspace.configurations {
        for source in file.sources {
          if case .registry(let url) = source.place { addresses.append(url) }
          if case .git(let url) = source.place { addresses.append(url) }
        }
      }
    }
    let used = Set(addresses)
    return (use.policy.sources.allowedRegistries + use.policy.sources.allowedGit).compactMap {
      entry in
      used.contains(where: entry.allows)
        ? nil
        : finding("nothing comes from `\(RedactedURL(entry.url))`", at: entry.label)
    }
  }

  private func crates(in use: PolicyUse) -> [Finding] {
    guard !use.bans.isEmpty else { return [] }
    let graphs = use.bans.compactMap { $0.locked?.graph }
    let packages = graphs.flatMap(\.packages).filter { !$0.isLocal }
    var findings: [Finding] = []
    for entry in use.policy.bans.allowed.joined() where !packages.contains(where: entry.matches) {
      findings.append(finding("no locked crate matches `\(entry.name)`", at: entry.label))
    }
    for entry in use.policy.bans.skippedDuplicates {
      let isDuplicated = graphs.contains { graph in
        graph.packages.count { $0.name == entry.name } > 1
          && graph.packages.contains(where: entry.matches)
      }
      if !isDuplicated {
        findings.append(
          finding("`\(entry.name)` is not locked in several versions", at: entry.label))
      }
    }
    for entry in use.policy.bans.features
    where !packages.contains(where: { $0.name == entry.crate }) {
      findings.append(finding("`\(entry.crate)` is not locked", at: entry.label))
    }
    for entry in use.policy.bans.denied {
      for wrapper in entry.wrappers where !wraps(wrapper, entry, in: graphs) {
        findings.append(
          finding("`\(wrapper)` does not depend on `\(entry.name)`", at: entry.label))
      }
    }
    return findings
  }

  private func wraps(
    _ wrapper: String, _ entry: BanPolicy.CrateEntry, in graphs: [DependencyGraph]
  ) -> Bool {
    graphs.contains { graph in
      graph.packages.indices.contains { index in
        entry.matches(graph.packages[index])
          && graph.dependents[index].contains { graph.packages[$0].name == wrapper }
      }
    }
  }

  private func finding(_ message: String, at label: Label) -> Finding {
    Finding(Self.info, message, at: label, help: "remove the entry")
  }
}
