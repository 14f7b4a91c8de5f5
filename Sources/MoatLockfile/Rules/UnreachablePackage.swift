import MoatCargo
package import MoatFindings
import MoatModel

/// Packages that no workspace member leads to.
package struct UnreachablePackage: LockfileRule {
  package static let info = RuleInfo(
    id: "unreachable-package", group: .lockfile, severity: .low, evidence: [.lockfile, .manifests],
    summary: "a locked package that nothing reaches",
    explanation: Explanation(
      whatItDoes: """
        Walks from the workspace members along the lockfile's edges and reports what is left over. \
        It decides only when every member's manifest could be read.
        """,
      whyItMatters: """
        Cargo never writes such an entry. It is left over from an edit by hand or a merge, and it \
        makes the file harder to review.
        """,
      whatToDo: "Run `cargo update --workspace`: Cargo removes what is not needed.",
      example: """
        ```text
        warning[unreachable-package]: nothing depends on `left-over 1.0.0`
          --> Cargo.lock:50:1
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let locked = facts.locked, facts.workspace.isComplete, !facts.workspace.members.isEmpty,
      locked.graph.brokenEdges.isEmpty
    else { return [] }
    return locked.graph.packages.enumerated().compactMap { index, package in
      guard locked.reach[index] == .unreached else { return nil }
      return Finding(
        Self.info, "nothing depends on `\(package.identity)`",
        at: Label(locked.lockfile.source.path, package.span),
        help: "run `cargo update --workspace` to remove it",
        subject: Subject(package: package.identity, reach: .unreached))
    }
  }
}
