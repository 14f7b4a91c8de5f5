package import MoatFindings

/// Proc macros that start programs, write files or load code.
package struct ProcMacroSideEffects: InspectionRule {
  package static let info = RuleInfo(
    id: "proc-macro-side-effects", group: .inspection, severity: .low,
    evidence: [.lockfile, .crateFiles],
    summary: "a proc macro that starts programs, writes files or loads code",
    explanation: Explanation(
      whatItDoes: """
        Reports the source of proc macros that starts processes, writes or removes files, makes \
        them executable, changes the environment or loads libraries. One of these is a note, since \
        some honest macros ask git for a version or format what they write; two are more than \
        that.
        """,
      whyItMatters: """
        A proc macro is expected to turn tokens into tokens. What else it does happens in the \
        compiler and in every editor that expands it, and is in no output that anybody reads.
        """,
      whatToDo: """
        Read the lines that are listed, and accept the package in `moat.toml` once they are \
        understood.
        """,
      example: """
        ```text
        warning[proc-macro-side-effects]: the proc macro `git-version-macro 0.3.5` starts programs
          --> Cargo.lock:40:1
           = note: src/utils.rs:12: std::process::Command::new("git")
           = help: read the lines, and see that what they do belongs to expanding a macro
        ```
        """),
    references: [
      "https://doc.rust-lang.org/reference/procedural-macros.html",
      "https://rustsec.org/advisories/RUSTSEC-2021-0077",
    ])

  package init() {}

  private static let effects: [(capability: Capability, words: String)] = [
    (.process, "starts programs"), (.fileWrite, "writes files"),
    (.permissions, "makes files executable"), (.dynamicLoading, "loads libraries"),
    (.environmentWrite, "changes the environment"),
  ]

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let met = Self.effects.filter {
        package.index.has(CapabilitySet($0.capability), in: .procMacro)
      }
      guard !met.isEmpty else { return nil }
      return package.finding(
        Self.info,
        "the proc macro `\(package.identity)` \(met.map(\.words).joined(separator: ", "))",
        severity: met.count > 1 ? .medium : .info,
        marks: met.flatMap { package.index.marks($0.capability, in: .procMacro) },
        help: "read the lines, and see that what they do belongs to expanding a macro")
    }
  }
}
