package import MoatFindings

/// Packages that do something dangerous only on some machines or days.
package struct ConditionalPayload: InspectionRule {
  package static let info = RuleInfo(
    id: "conditional-payload", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "code that starts programs or sends something only on some machines or days",
    explanation: Explanation(
      whatItDoes: """
        Reports files of source that ask whether they run in a build service, what day it is \
        against a fixed one, which host or user it is or which protection is running, and that \
        both reach the network and start programs or write files.
        """,
      whyItMatters: """
        `rustdecimal` did nothing unless `GITLAB_CI` was set, and `evm-units` asked first which \
        anti-virus program was running. What hides from whoever tries it out has a reason.
        """,
      whatToDo: """
        Read the lines that are listed: what happens on which machine?
        """,
      example: """
        ```text
        error[conditional-payload]: `rustdecimal 1.23.1` reaches the network and runs programs only on some machines
          --> Cargo.lock:70:1
           = note: src/decimal.rs:110: GITLAB_CI
           = note: src/decimal.rs:120: curl::easy::Easy::new
           = note: src/decimal.rs:140: std::process::Command::new
           = help: read what it does on which machine
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2022-0042",
      "https://rustsec.org/advisories/RUSTSEC-2025-0147",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in CodePart.programs {
        let triggers = package.index.marks(.ciTrigger, .timeTrigger, .hostTrigger, in: part)
          .filter { !SystemCall.isOne($0.mark) }
        guard !triggers.isEmpty else { continue }
        let groups = [
          triggers, package.index.reachingOut(in: part),
          package.index.marks(.process, .fileWrite, .dynamicLoading, in: part),
        ]
        guard groups.allSatisfy({ !$0.isEmpty }) else { continue }
        let files = groups.map { Set($0.map(\.path)) }
        let shared = files[0].intersection(files[1]).intersection(files[2])
        guard !shared.isEmpty else { continue }
        return package.finding(
          Self.info,
          "`\(package.identity)` reaches the network and runs programs only on some machines",
          marks: groups.flatMap { marks in marks.filter { shared.contains($0.path) }.few(2) },
          help: "read what it does on which machine")
      }
      return nil
    }
  }
}
