import MoatCargo
package import MoatFindings
import MoatModel

/// Edges that lead to no package, or to several.
package struct BrokenEdge: LockfileRule {
  package static let info = RuleInfo(
    id: "broken-edge", group: .lockfile, severity: .high, evidence: [.lockfile],
    summary: "a dependency on a package that the lockfile does not list",
    explanation: Explanation(
      whatItDoes: """
        Follows every entry of every `dependencies` list. One that fits no package, or more than \
        one, is reported.
        """,
      whyItMatters: """
        Cargo drops such an edge and resolves it anew, so the package it should pin is not pinned; \
        and what hangs below it was not checked.
        """,
      whatToDo: "Run `cargo update --workspace` and read `cargo moat lock diff`.",
      example: """
        ```text
        error[broken-edge]: `app 0.1.0` depends on `serde`, which is not in the lockfile
          --> Cargo.lock:8:2
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    return locked.graph.brokenEdges.map { broken in
      let from = locked.graph.packages[broken.from]
      let what =
        broken.isAmbiguous
        ? "which fits several packages of the lockfile" : "which is not in the lockfile"
      return Finding(
        Self.info, "`\(from.identity)` depends on `\(broken.edge.shown)`, \(what)",
        at: Label(locked.lockfile.source.path, broken.edge.span),
        help: "run `cargo update --workspace` and review the change",
        subject: Subject(package: from.identity))
    }
  }
}
