import MoatCargo
package import MoatFindings
import MoatModel

/// A workspace without a lockfile.
package struct MissingLockfile: LockfileRule {
  package static let info = RuleInfo(
    id: "missing-lockfile", group: .lockfile, severity: .medium, evidence: [.manifests],
    guards: [.lockfile],
    summary: "a workspace without a `Cargo.lock`",
    explanation: Explanation(
      whatItDoes: """
        Reports a workspace root that has no `Cargo.lock` beside its `Cargo.toml`. Workspaces below \
        the folder that is checked are reported with low severity: often they are fixtures.
        """,
      whyItMatters: """
        Without a lockfile every build may take other versions, nothing pins their bytes, and none \
        of Moat's other rules has anything to check. That a project is a library does not help the \
        people and machines that build and test it.
        """,
      whatToDo: "Run `cargo generate-lockfile`, commit `Cargo.lock` and build with `--locked`.",
      example: """
        ```text
        error[missing-lockfile]: the workspace has no `Cargo.lock`
          --> Cargo.toml
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html"])

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard case .missing = facts.state, let manifest = facts.workspace.rootManifest else {
      return []
    }
    return [
      Finding(
        Self.info, "the workspace has no `Cargo.lock`", at: Label(manifest.source.path),
        severity: facts.isNested ? .low : nil,
        help: "run `cargo generate-lockfile` and commit the file")
    ]
  }
}
