import MoatCargo
package import MoatFindings
import MoatModel

/// A lockfile that git does not track.
package struct UntrackedLockfile: LockfileRule {
  package static let info = RuleInfo(
    id: "untracked-lockfile", group: .lockfile, severity: .medium, evidence: [.lockfile, .git],
    summary: "a lockfile that git does not track, or ignores",
    explanation: Explanation(
      whatItDoes: """
        Asks git whether each `Cargo.lock` is tracked. Outside a repository the rule is quiet; a \
        lockfile in a nested workspace is reported with low severity.
        """,
      whyItMatters: """
        A lockfile that is not committed pins nothing for anybody else: CI and colleagues resolve \
        anew and take whatever was published since.
        """,
      whatToDo: "Take `Cargo.lock` out of `.gitignore` if it is there, then `git add Cargo.lock`.",
      example: """
        ```text
        error[untracked-lockfile]: `Cargo.lock` is ignored by git
          --> Cargo.lock
           = help: remove the entry from `.gitignore` and run `git add Cargo.lock`
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html"])

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    if case .missing = facts.state { return [] }
    let path = facts.workspace.lockfilePath
    switch facts.tracking {
    case .known(.tracked), .known(.notARepository): return []
    case .known(.untracked):
      return [
        finding("`\(path)` is not tracked by git", help: "run `git add \(path)`", in: facts)
      ]
    case .known(.ignored):
      return [
        finding(
          "`\(path)` is ignored by git",
          help: "remove the entry from `.gitignore` and run `git add \(path)`", in: facts)
      ]
    case .unavailable(let reason):
      return [
        .undetermined(
          Self.info, "whether `\(path)` is tracked is not known", at: facts.lockfile,
          because: reason)
      ]
    }
  }

  private func finding(_ message: String, help: String, in facts: LockfileFacts) -> Finding {
    Finding(
      Self.info, message, at: facts.lockfile, severity: facts.isNested ? .low : nil, help: help)
  }
}
