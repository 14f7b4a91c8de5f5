package import MoatFindings

/// Packages that download something and run it.
package struct DownloadAndRun: InspectionRule {
  package static let info = RuleInfo(
    id: "download-and-run", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "code that downloads a program and runs it",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one program reaches the network, writes files and starts programs \
        or loads libraries, and also does what running a download needs: it makes a file \
        executable or uses a folder for temporary files, in a file of source where the network is \
        reached or something is started. Where all of it is calls of the C library, as in \
        bindings, one file of source must have all. A shell or an interpreter whose script is not \
        written out, or memory that is made executable, counts without a file where one file of \
        source reaches the network as well; in a library that is medium. Literals that are scripts which fetch \
        something and run it count by themselves. Build scripts and proc macros count too.
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
        if !scripts.isEmpty { return finding(package, scripts) }
        let steps = [
          package.index.reachingOut(in: part),
          package.index.marks(.fileWrite, in: part)
            + package.index.marks(.network, in: part)
            .filter { $0.mark.subject.contains("URLDownloadTo") },
          package.index.marks(.permissions, in: part)
            + package.index.marks(.outsidePath, in: part)
            .filter { TemporaryPlace.isOne($0.mark.subject) },
          package.index.marks(.process, .dynamicLoading, in: part),
        ]
        if steps.allSatisfy({ !$0.isEmpty }), Self.isOneStory(steps) {
          return finding(package, steps.flatMap { $0.few(2) })
        }
        if let marks = Self.withoutFile(package.index, part) {
          return finding(package, marks, part == .product ? .medium : .high)
        }
      }
      return nil
    }
  }

  /// What runs a download without a file of its own: a shell or an interpreter that is started, or memory
  /// that is made executable, in a file of source that reaches the network by more than calls of the C
  /// library.
  private static func withoutFile(_ index: MarkIndex, _ part: CodePart) -> [FoundMark]? {
    let runners =
      index.marks(.process, in: part).filter { $0.mark.argument.map(Runner.isOne) ?? false }
      + index.marks(.dynamicLoading, in: part).filter { Runner.isMemory($0.mark.subject) }
    guard !runners.isEmpty else { return nil }
    let network = index.marks(.network, in: part).filter { !SystemCall.isOne($0.mark) }
    let files = Set(runners.map(\.path)).intersection(network.map(\.path))
    guard !files.isEmpty else { return nil }
    return network.filter { files.contains($0.path) }.few(2)
      + runners.filter { files.contains($0.path) }.few(2)
  }

  /// Whether the steps have to do with each other, as far as the files they are in tell.
  private static func isOneStory(_ steps: [[FoundMark]]) -> Bool {
    let files = steps.map { Set($0.map(\.path)) }
    // One name may stand for several steps: `pub use std::os`. It prepares nothing.
    let others = Set((steps[0] + steps[3]).map(\.place))
    let prepared = Set(steps[2].filter { !others.contains($0.place) }.map(\.path))
    if steps[0].allSatisfy({ SystemCall.isOne($0.mark) }) {
      return !prepared.intersection(files[0]).intersection(files[3]).isEmpty
    }
    return !prepared.isDisjoint(with: files[0]) || !prepared.isDisjoint(with: files[3])
  }

  private func finding(
    _ package: InspectedPackage, _ marks: [FoundMark], _ severity: Severity = .high
  ) -> Finding {
    package.finding(
      Self.info, "`\(package.identity)` can download a program and run it", severity: severity,
      marks: marks,
      help: "do not run it before you have read what it runs")
  }
}
