package import MoatFindings

/// Build scripts and proc macros that read all variables.
package struct AllVariablesInBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "all-variables-in-build-script", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "a build script or proc macro that reads the whole environment",
    explanation: Explanation(
      whatItDoes: """
        Reports build scripts and proc macros that ask for all environment variables at once, or \
        for `/proc/self/environ`.
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
      let marks = package.index.marks(.environmentAll, in: .building)
      guard let first = marks.first else { return nil }
      return package.finding(
        Self.info,
        "\(BuildWords.subject(of: package, first.part)) reads all variables", marks: marks,
        help: "do not build before you have read what it does with them")
    }
  }
}
