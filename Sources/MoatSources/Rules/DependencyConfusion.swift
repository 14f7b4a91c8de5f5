import MoatCargo
package import MoatFindings
import MoatModel

/// One name from crates.io and from a private registry in the same graph.
package struct DependencyConfusion: SourceRule {
  package static let info = RuleInfo(
    id: "dependency-confusion", group: .sources, severity: .high, confidence: .medium,
    evidence: [.lockfile],
    summary: "a private registry's crate whose name also comes from crates.io",
    explanation: Explanation(
      whatItDoes: """
        Finds names that the lockfile holds both from crates.io and from another registry.
        """,
      whyItMatters: """
        Names on crates.io are first come, first served. Somebody who publishes your internal \
        crate's name there needs only one manifest that forgets `registry = …` to run code in your \
        builds.
        """,
      whatToDo: """
        Find who asks for the crates.io one (`cargo moat tree --invert NAME`). If it is a mistake, \
        add `registry = "…"`; reserve the name on crates.io or rename the internal crate.
        """,
      example: """
        ```text
        error[dependency-confusion]: `billing` comes from crates.io and from `https://registry.example.com/index`
          --> Cargo.lock:14:1
        ```
        """))

  package init() {}

  package func findings(in facts: SourceFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    var elsewhere: [String: Int] = [:]
    for (index, package) in locked.graph.packages.enumerated() {
      if case .registry = package.source?.kind { elsewhere[package.name] = index }
    }
    return locked.graph.packages.enumerated().compactMap { index, package in
      guard package.source?.isCratesIO ?? false, let other = elsewhere[package.name] else {
        return nil
      }
      let rival = locked.graph.packages[other]
      let path = locked.lockfile.source.path
      return Finding(
        Self.info,
        "`\(package.name)` comes from crates.io and from `\(rival.source?.description ?? "")`",
        at: Label(path, package.span), related: [Label(path, rival.span, "the other one")],
        help: "find who asks for the crates.io one: `cargo moat tree --invert \(package.name)`",
        subject: Subject(package: package.identity, reach: locked.reach[index]),
        paths: locked.dependencyPaths(to: index))
    }
  }
}
