package import MoatFindings
import MoatModel

/// Packages that no audit is asked for because they are not from crates.io.
package struct UnauditedSource: VettingRule {
  package static let info = RuleInfo(
    id: "unaudited-source", group: .vetting, severity: .medium,
    evidence: [.lockfile, .manifests, .auditStore],
    summary:
      "a dependency from git, a folder elsewhere or another registry that nobody decided about",
    explanation: Explanation(
      whatItDoes: """
        Where a project has an audit store, reports packages from git repositories, from registries \
        besides crates.io, and from folders outside of the workspace, about which nobody decided: \
        the store has no `audit-as-crates-io` for the crate, and `moat.toml` does not allow it \
        (`[vet]`: `git-dependencies`, `path-dependencies`, `other-registries`, \
        `[[vet.allow-source]]`). Members of the workspace are yours and need no decision.
        """,
      whyItMatters: """
        cargo-vet takes everything that is not from crates.io for the project's own code and asks \
        for no audit: pointing a dependency at a fork takes it out of the review, silently.
        """,
      whatToDo: """
        Have it audited, with `audit-as-crates-io = true` for it in `supply-chain/config.toml`, or \
        say that it is yours or trusted:

        ```toml
        [[vet.allow-source]]
        source = "https://github.com/our-organisation/"
        reason = "reviewed there before it is merged"
        ```
        """,
      example: """
        ```text
        error[unaudited-source]: `h2 0.4.13` is from `https://github.com/example/h2`, and nobody decided whether it needs audits
          --> Cargo.lock:212:1
           = help: have it audited with `audit-as-crates-io`, or allow it in `[[vet.allow-source]]`
        ```
        """),
    references: [
      "https://mozilla.github.io/cargo-vet/first-party-code.html",
      "https://github.com/mozilla/cargo-vet/issues/392",
    ])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.unauditedSources.map { source in
      let place =
        switch source.kind {
        case .git(let address), .registry(let address): "from `\(address)`"
        case .path(let folder): "in `\(folder)`"
        }
      return source.package.finding(
        Self.info,
        "`\(source.package.identity)` is \(place), and nobody decided whether it needs audits",
        help: "have it audited with `audit-as-crates-io`, or allow it in `[[vet.allow-source]]`")
    }
  }
}
