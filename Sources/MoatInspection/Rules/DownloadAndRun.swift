package import MoatFindings

/// Packages that download something and run it.
package struct DownloadAndRun: InspectionRule {
  package static let info = RuleInfo(
    id: "download-and-run", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "code that downloads a program and runs it",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one program reaches the network, writes files and starts programs, \
        and also does what running a download needs: it makes a file executable or uses a folder \
        for temporary files, in a file of source where one of the other three happens. Literals \
        that are scripts which fetch something and run it count by themselves. Build scripts and \
        proc macros count too.
        """,
      whyItMatters: """
        This is what a dropper is, whatever it downloads: `rustdecimal` fetched `/tmp/git- \
        updater.bin`, the payload of `arrayref 0.3.10` became `/tmp/rust-setup`. A library for \
        anything else does not do it. Installers and updaters do.
        """,
      whatToDo: """
        Read the lines that are listed: what is run, where does it come from, and is its digest \
        compared?
        """,
      example: """
        ```text
        error[download-and-run]: `rustdecimal 1.23.1` can download a program and run it
          --> Cargo.lock:70:1
           = note: src/decimal.rs:120: curl::easy::Easy::new
           = note: src/decimal.rs:131: std::fs::File::create
           = note: src/decimal.rs:133: std::fs::set_permissions
           = note: src/decimal.rs:140: std::process::Command::new
           = help: do not run it before you have read what it runs
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2022-0042",
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in CodePart.programs {
        let scripts = package.index.marks(.downloadScript, in: part)
        if !scripts.isEmpty {
          return finding(package, scripts)
        }
        let parts = [
          package.index.reachingOut(in: part), package.index.marks(.fileWrite, in: part),
          package.index.marks(.permissions, in: part) + Self.temporary(package, part),
          package.index.marks(.process, .dynamicLoading, in: part),
        ]
        guard parts.allSatisfy({ !$0.isEmpty }) else { continue }
        let prepared = Set(parts[2].map(\.path))
        let others = [parts[0], parts[3]].filter { $0.contains { prepared.contains($0.path) } }
        guard !others.isEmpty else { continue }
        return finding(package, parts.flatMap { $0.few(2) })
      }
      return nil
    }
  }

  private static func temporary(_ package: InspectedPackage, _ part: CodePart) -> [FoundMark] {
    package.index.marks(.outsidePath, in: part).filter { TemporaryPlace.isOne($0.mark.subject) }
  }

  private func finding(_ package: InspectedPackage, _ marks: [FoundMark]) -> Finding {
    package.finding(
      Self.info, "`\(package.identity)` can download a program and run it", marks: marks,
      help: "do not run it before you have read what it runs")
  }
}
