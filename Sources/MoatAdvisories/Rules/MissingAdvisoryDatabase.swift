package import MoatFindings
import MoatModel

/// No advisory database to look packages up in.
package struct MissingAdvisoryDatabase: AdvisoryRule {
  package static let info = RuleInfo(
    id: "missing-advisory-database", group: .advisories, severity: .high,
    evidence: [.advisoryDatabase], guards: [.advisoryDatabase],
    summary: "no usable advisory database",
    explanation: Explanation(
      whatItDoes: """
        Reports that there is no advisory database, that it cannot be read, that it holds no \
        advisory, or that it could not answer for some package. The result is then undetermined.
        """,
      whyItMatters: """
        Without a database no vulnerable, malicious or unmaintained package can be found, and a \
        check that finds nothing for want of looking must not read as clean.
        """,
      whatToDo: """
        Run `cargo moat advisories update` where the network may be used, or name a local copy of \
        https://github.com/RustSec/advisory-db.
        """,
      example: """
        ```text
        undetermined[missing-advisory-database]: no package was checked for advisories
          --> ~/.cargo/advisory-dbs
           = note: the folder does not exist
           = help: run `cargo moat advisories update`
        ```
        """),
    references: ["https://github.com/RustSec/advisory-db"])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    let reason: String
    var message = "no package was checked for advisories"
    switch facts.database {
    case .unavailable(let why): reason = why
    case .known(let database) where database.count == 0:
      reason = "the database holds no advisory"
    case .known:
      guard let failure = facts.failure else { return [] }
      reason = failure.message
      message = "not every package was checked for advisories"
    }
    return [
      .undetermined(
        Self.info, message, at: facts.databaseLabel, because: reason,
        help: "run `cargo moat advisories update`, or name a copy with `--advisory-db`")
    ]
  }
}
