import MoatCargo
package import MoatFindings
import MoatModel

/// A checksum that differs from the one Cargo's index cache holds.
package struct ChecksumMismatch: LockfileRule {
  package static let info = RuleInfo(
    id: "checksum-mismatch", group: .lockfile, severity: .tampering,
    evidence: [.lockfile, .indexCache],
    summary: "a checksum that differs from the registry index's",
    explanation: Explanation(
      whatItDoes: """
        Compares the checksum of each crates.io package with the one in Cargo's local index cache \
        (`$CARGO_HOME/registry/index`), where the cache has that version. Packages the cache does \
        not have are not decided, and the rule is quiet about them.
        """,
      whyItMatters: """
        The index says what was published. A lockfile that says otherwise was edited, damaged, or \
        made against a registry that served something else. It cannot be suppressed.
        """,
      whatToDo: """
        Restore the entry from version control; if it was committed so, find the commit with \
        `git log -S` and treat the machine that made it as suspect.
        """,
      example: """
        ```text
        tampering[checksum-mismatch]: the checksum of `serde 1.0.197` is not the one crates.io published
          --> Cargo.lock:17:1
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/registry-index.html"])

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    facts.differences(from: facts.indexCaches) { package, recorded in
      Finding(
        Self.info,
        "the checksum of `\(package.identity)` is not the one crates.io published",
        at: Label(facts.workspace.lockfilePath, package.checksumSpan ?? package.span),
        notes: package.bothDigests(recorded) + ["recorded in \(recorded.recordedIn.path)"],
        help: "restore the entry from version control and find out how it changed",
        subject: Subject(package: package.identity))
    }
  }
}
