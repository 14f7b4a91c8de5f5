import MoatCargo
package import MoatFindings
import MoatModel

/// Packages from a registry that nobody allowed.
package struct UnknownRegistry: SourceRule {
  package static let info = RuleInfo(
    id: "unknown-registry", group: .sources, severity: .high, evidence: [.lockfile],
    summary: "packages from a registry other than crates.io that is not allowed",
    explanation: Explanation(
      whatItDoes: """
        Finds locked packages whose source is a registry other than crates.io. Registries listed in \
        `sources.allow-registry` of `moat.toml` are fine. One finding a registry.
        """,
      whyItMatters: """
        Whoever runs a registry chooses what its packages contain. An entry that moves one package \
        from crates.io to another index is one changed line in a lockfile.
        """,
      whatToDo: """
        If the registry is yours, allow it by the address the lockfile shows:

        ```toml
        [sources]
        allow-registry = ["https://registry.example.com/index"]
        ```
        """,
      example: """
        ```text
        error[unknown-registry]: 2 packages come from `https://registry.example.com/index`
          --> Cargo.lock:14:1
           = note: internal 1.0.0, internal-macros 1.0.0
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/registries.html"])

  package init() {}

  package func findings(in facts: SourceFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    var byRegistry: [String: [Int]] = [:]
    for (index, package) in locked.graph.packages.enumerated() {
      guard case .registry(let url, _) = package.source?.kind,
        !facts.policy.allowedRegistries.contains(where: { $0.allows(url) })
      else { continue }
      byRegistry[url.description, default: []].append(index)
    }
    return byRegistry.map { url, indices in
      let indices = indices.sorted {
        locked.graph.packages[$0].identity < locked.graph.packages[$1].identity
      }
      let packages = indices.map { locked.graph.packages[$0] }
      let count =
        packages.count == 1 ? "`\(packages[0].identity)` comes" : "\(packages.count) packages come"
      return Finding(
        Self.info, "\(count) from `\(url)`",
        at: Label(locked.lockfile.source.path, packages.first?.sourceSpan),
        notes: packages.count == 1 ? [] : [packages.listed],
        help: "if the registry is yours, add it to `sources.allow-registry` in `moat.toml`",
        subject: Subject(
          package: packages.count == 1 ? packages.first?.identity : nil,
          reach: indices.count == 1 ? indices.first.map { locked.reach[$0] } : nil),
        paths: indices.first.map { locked.dependencyPaths(to: $0) } ?? [])
    }
  }
}
