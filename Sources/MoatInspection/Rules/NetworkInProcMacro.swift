package import MoatFindings

/// Proc macros that reach the network.
package struct NetworkInProcMacro: InspectionRule {
  package static let info = RuleInfo(
    id: "network-in-proc-macro", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "a proc macro that reaches the network",
    explanation: Explanation(
      whatItDoes: """
        Reports the source of proc macros that opens connections, as `network-in-build-script` \
        does for build scripts.
        """,
      whyItMatters: """
        A proc macro is loaded into the compiler and runs with its rights whenever the macro is \
        used, also in an editor that only shows the file. Turning tokens into tokens needs no \
        network.
        """,
      whatToDo: """
        Read the lines that are listed. A few macros look at a database or a server on purpose, \
        for example to check queries; use their offline mode.
        """,
      example: """
        ```text
        error[network-in-proc-macro]: the proc macro `better-macro 1.0.3` reaches the network
          --> Cargo.lock:12:1
           = note: src/lib.rs:41: std::net::TcpStream::connect
           = help: do not build before you have read it; look for a macro that needs no network
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2021-0077",
      "https://doc.rust-lang.org/reference/procedural-macros.html",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let marks = package.index.reachingOut(in: .procMacro)
      guard !marks.isEmpty else { return nil }
      return package.finding(
        Self.info, "the proc macro `\(package.identity)` reaches the network", marks: marks,
        help: "do not build before you have read it; look for a macro that needs no network")
    }
  }
}
