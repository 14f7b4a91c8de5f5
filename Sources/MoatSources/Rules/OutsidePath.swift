import MoatCargo
package import MoatFindings
import MoatModel

/// Path dependencies outside the repository.
package struct OutsidePath: SourceRule {
  package static let info = RuleInfo(
    id: "outside-path", group: .sources, severity: .medium, evidence: [.manifests],
    summary: "a path dependency outside the repository",
    explanation: Explanation(
      whatItDoes: """
        Finds `path = …` dependencies that lead out of the git repository, or, where there is none, \
        out of the folder that is checked.
        """,
      whyItMatters: """
        What lies there is not versioned with the project: it differs from machine to machine, \
        nothing records its contents, and another user may be able to write it.
        """,
      whatToDo: "Move the package into the repository, publish it, or use a git submodule.",
      example: """
        ```text
        error[outside-path]: `helper` lies outside the repository: ../../helper
          --> Cargo.toml:12:1
        ```
        """))

  package init() {}

  package func findings(in facts: SourceFacts) -> [Finding] {
    let outside = Set(
      facts.workspace.localPackages.filter { !$0.isInsideRepository }.map(\.name))
    guard !outside.isEmpty else { return [] }
    var findings: [Finding] = []
    func judge(_ dependency: ManifestDependency, in path: String) {
      guard case .path(let folder) = dependency.location, outside.contains(dependency.name) else {
        return
      }
      findings.append(
        Finding(
          Self.info, "`\(dependency.name)` lies outside the repository: \(folder)",
          at: Label(path, dependency.span), help: "move it into the repository, or publish it"))
    }
    for local in facts.workspace.localPackages where local.isInsideRepository {
      for dependency in local.dependencies { judge(dependency, in: local.manifest.source.path) }
    }
    for (patch, path) in facts.workspace.patches { judge(patch.dependency, in: path) }
    return findings
  }
}
