import MoatCargo
package import MoatFindings
import MoatModel

/// Registry packages whose lockfile entry has no checksum.
package struct MissingChecksum: LockfileRule {
  package static let info = RuleInfo(
    id: "missing-checksum", group: .lockfile, severity: .high, evidence: [.lockfile],
    summary: "a registry package without a checksum",
    explanation: Explanation(
      whatItDoes: "Finds packages from a registry whose lockfile entry has no checksum.",
      whyItMatters: """
        Cargo checks a download only against a recorded checksum. Without one, whoever serves the \
        crate chooses its contents, and Cargo writes down whatever came.
        """,
      whatToDo: """
        Run `cargo fetch` with access to the registry and without `--locked`: Cargo records the \
        checksum. Compare it with another machine's before you commit it.
        """,
      example: """
        ```text
        error[missing-checksum]: `serde 1.0.0` has no checksum
          --> Cargo.lock:14:1
           = help: run `cargo fetch` and compare the recorded checksum before committing it
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/registry-index.html"])

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    return locked.graph.packages.enumerated().compactMap { index, package in
      guard package.isFromRegistry, package.replacement == nil else { return nil }
      switch package.checksum {
      case .absent, .explicitNone: break
      case .digest, .malformed: return nil
      }
      return Finding(
        Self.info, "`\(package.identity)` has no checksum",
        at: Label(locked.lockfile.source.path, package.span),
        help: "run `cargo fetch` and compare the recorded checksum before committing it",
        subject: Subject(package: package.identity, reach: locked.reach[index]))
    }
  }
}
