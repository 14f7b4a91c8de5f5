package import MoatFindings
import MoatModel

/// An advisory database that is too old to tell.
package struct StaleAdvisoryDatabase: AdvisoryRule {
  package static let info = RuleInfo(
    id: "stale-advisory-database", group: .advisories, severity: .medium,
    evidence: [.advisoryDatabase],
    summary: "an advisory database that has not been updated for long",
    explanation: Explanation(
      whatItDoes: """
        Compares the day of the database's last commit with today; without a commit, the day of its \
        newest advisory. More than 30 days is too old unless the project says otherwise. A day that \
        is missing or lies in the future makes the age undetermined.
        """,
      whyItMatters: """
        Advisories appear on most days. With an old copy every later one is missing, and a clean \
        result says nothing about them. Whoever can keep the copy old can hide an advisory.
        """,
      whatToDo:
        "Run `cargo moat advisories update`, or fetch the repository the database comes from.",
      example: """
        ```text
        error[stale-advisory-database]: the advisory database is 133 days old
          --> ~/.cargo/advisory-dbs/advisory-db
           = note: its last change is of 2026-08-21
           = help: run `cargo moat advisories update`
        ```
        """),
    references: ["https://github.com/RustSec/advisory-db"])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    guard let database = facts.database.value else { return [] }
    let help = "run `cargo moat advisories update`"
    guard let day = database.day else {
      return [
        .undetermined(
          Self.info, "the age of the advisory database is not known", at: facts.databaseLabel,
          because: "it has neither a commit date nor a dated advisory", help: help)
      ]
    }
    let age = facts.today.daysSinceEpoch - day.daysSinceEpoch
    // One day of grace: commits are dated in their author's time zone.
    if age < -1 {
      return [
        .undetermined(
          Self.info, "the age of the advisory database is not known", at: facts.databaseLabel,
          because: "it is dated \(day), which lies in the future", help: help)
      ]
    }
    guard age > facts.staleAfter else { return [] }
    return [
      Finding(
        Self.info, "the advisory database is \(age) days old", at: facts.databaseLabel,
        notes: ["its last change is of \(day)"], help: help)
    ]
  }
}
