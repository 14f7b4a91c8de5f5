import MoatCargo
package import MoatFindings
import MoatModel

/// Manifests that a workspace names and that could not be read.
package struct UnreadableManifest: LockfileRule {
  /// As many manifests as one finding names; the rest is counted.
  private static let shownLimit = 5

  package static let info = RuleInfo(
    id: "unreadable-manifest", group: .lockfile, severity: .medium, evidence: [.manifests],
    guards: [.manifests],
    summary: "a workspace member whose manifest could not be read",
    explanation: Explanation(
      whatItDoes: """
        Reports the members and path dependencies whose `Cargo.toml` is missing, unreadable or not \
        valid. A nested workspace without a lockfile is reported with low severity.
        """,
      whyItMatters: """
        Without it Moat cannot tell whether the lockfile fits, what reaches shipped code and what \
        only tests, or which requirements are too wide. Those rules then did not decide, so the run \
        is *undetermined*.
        """,
      whatToDo: """
        Check the whole checkout. If the members are left out on purpose (a sparse checkout), say \
        so: `--allow unreadable-manifest`.
        """,
      example: """
        ```text
        undetermined[unreadable-manifest]: 2 of 5 manifests of the workspace could not be read
          --> Cargo.toml:2:1
           = note: tools/gen/Cargo.toml: no such file
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    let unread = facts.workspace.unreadMembers
    guard let first = unread.first else { return [] }
    let total = unread.count + facts.workspace.localPackages.count
    var notes = unread.prefix(Self.shownLimit).map { "\($0.path): \($0.reason)" }
    if unread.count > Self.shownLimit { notes.append("and \(unread.count - Self.shownLimit) more") }
    return [
      Finding(
        Self.info, "\(unread.count) of \(total) manifests of the workspace could not be read",
        at: Label(first.namedIn, first.span),
        kind: .undetermined(
          because: "what the manifests say of reach and requirements is not known"),
        severity: isFixture(facts) ? .low : nil,
        notes: notes,
        help: "check the whole checkout, or pass `--allow unreadable-manifest`")
    ]
  }

  /// A workspace below another one that nobody has locked: as a rule a fixture of its tests.
  private func isFixture(_ facts: LockfileFacts) -> Bool {
    if facts.isNested, case .missing = facts.state { true } else { false }
  }
}
