import MoatCargo
package import MoatFindings
import MoatModel

/// Crates the project has banned.
package struct DeniedCrate: BanRule {
  package static let info = RuleInfo(
    id: "denied-crate", group: .bans, severity: .high, evidence: [.lockfile, .policy],
    summary: "a crate that `bans.deny` names",
    explanation: Explanation(
      whatItDoes: """
        Finds locked crates that `bans.deny` in `moat.toml` names, by name and, if given, versions. \
        With `wrappers`, the crate is fine as long as only those crates depend on it.
        """,
      whyItMatters: "The project has decided against the crate; the entry's reason says why.",
      whatToDo: """
        Follow the paths to the dependency that brings it in, and replace or configure that one.

        ```toml
        [[bans.deny]]
        crate = "openssl-sys"
        wrappers = ["native-tls"]
        use-instead = "rustls"
        reason = "one TLS stack"
        ```
        """,
      example: """
        ```text
        error[denied-crate]: `openssl-sys 0.9.102` is denied: one TLS stack
          --> Cargo.lock:410:1
           = help: use `rustls` instead
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    return facts.policy.denied.flatMap { entry in
      locked.graph.packages.indices.compactMap { index in
        finding(index, entry, in: locked)
      }
    }
  }

  private func finding(
    _ index: Int, _ entry: BanPolicy.CrateEntry, in locked: LockedWorkspace
  ) -> Finding? {
    let package = locked.graph.packages[index]
    guard !package.isLocal, entry.matches(package) else { return nil }
    let parents = locked.graph.dependents[index].map { locked.graph.packages[$0].name }
    let strangers = Set(parents).subtracting(entry.wrappers).sorted()
    if !entry.wrappers.isEmpty, !parents.isEmpty, strangers.isEmpty { return nil }
    let reason = entry.reason.map { ": \($0)" } ?? ""
    return Finding(
      Self.info, "`\(package.identity)` is denied\(reason)",
      at: Label(locked.lockfile.source.path, package.span),
      related: [Label(entry.label.path, entry.label.span, "denied here")],
      notes: entry.wrappers.isEmpty
        ? [] : ["not through a wrapper: \(strangers.joined(separator: ", "))"],
      help: entry.useInstead.map { "use `\($0)` instead" },
      subject: locked.subject(index), paths: locked.dependencyPaths(to: index))
  }
}
