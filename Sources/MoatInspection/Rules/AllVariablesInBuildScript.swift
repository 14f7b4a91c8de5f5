package import MoatFindings

/// Build scripts and proc macros that read all variables.
package struct AllVariablesInBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "all-variables-in-build-script", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "a build script or proc macro that reads the whole environment",
    explanation: Explanation(
      whatItDoes: """
        Reports build scripts and proc macros that ask for all environment variables at once and \
        that write files or pass variables on in the same file of source, reach the network, \
        decode text or name credentials. Some honest ones look through all names for a prefix such \
        as `CARGO_FEATURE_`, and are left alone.
        """,
      whyItMatters: """
        The environment of a build holds tokens: for registries, for the forge, for the cloud. \
        Cargo hands them to every build script. One that means to read `TARGET` reads `TARGET`.
        """,
      whatToDo: """
        Read the lines that are listed. A script that hands its environment to another program \
        needs not look at it.
        """,
      example: """
        ```text
        error[all-variables-in-build-script]: the build script of `mysten-metrics 9.9.9` reads all variables
          --> Cargo.lock:61:1
           = note: build.rs:9: std::env::vars
           = help: do not build before you have read what it does with them
        ```
        """),
    references: [
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in [CodePart.buildScript, .procMacro] {
        let all = package.index.marks(.environmentAll, in: part)
        guard !all.isEmpty else { continue }
        let files = Set(all.map(\.path))
        let uses =
          package.index.reachingOut(in: part)
          + package.index.marks(
            .decoding, .encodedPayload, .exfiltrationEndpoint, .credentialPath, .secretVariable,
            in: part)
          + package.index.marks(.environmentDirective, .fileWrite, in: part)
          .filter { files.contains($0.path) }
        guard !uses.isEmpty else { continue }
        return package.finding(
          Self.info, "\(BuildWords.subject(of: package, part)) reads all variables",
          marks: all.few(3) + uses.few(5),
          help: "do not build before you have read what it does with them")
      }
      return nil
    }
  }
}
