package import MoatFindings

/// Build scripts and proc macros that name secrets.
package struct SecretsInBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "secrets-in-build-script", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "a build script or proc macro that names credentials",
    explanation: Explanation(
      whatItDoes: """
        Reports build scripts and proc macros that read a variable which holds a secret, such as \
        `CARGO_REGISTRY_TOKEN`, or that name files of credentials, wallets or browsers, such as \
        `.ssh` or `.aws/credentials`. A library into which `env!` or `option_env!` puts such a \
        variable is medium: whoever builds it ships it.
        """,
      whyItMatters: """
        Nothing that is built needs a secret. What names one in a build script takes it, or, as \
        one did with `authorized_keys`, puts one there.
        """,
      whatToDo: """
        Do not build. Where it was built already, take what it names for stolen and replace it.
        """,
      example: """
        ```text
        error[secrets-in-build-script]: the build script of `microsoftsystem64 0.1.2` names credentials
          --> Cargo.lock:77:1
           = note: build.rs:31: .ssh/authorized_keys
           = help: do not build it; if it was built, replace what it names
        ```
        """),
    references: [
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let marks = package.index.marks(.secretVariable, .credentialPath, in: .building)
      guard let first = marks.first else { return Self.compiledIn(package) }
      return package.finding(
        Self.info,
        "\(BuildWords.subject(of: package, first.part)) names credentials", marks: marks,
        help: "do not build it; if it was built, replace what it names")
    }
  }

  /// What `env!` and `option_env!` put into the library.
  private static func compiledIn(_ package: InspectedPackage) -> Finding? {
    let marks = package.index.marks(.secretVariable, in: .product).filter {
      $0.mark.via == FileScanner.compiledIn
    }
    guard !marks.isEmpty else { return nil }
    return package.finding(
      info, "`\(package.identity)` has secrets of whoever builds it compiled in", severity: .medium,
      marks: marks, help: "do not build it with these variables set; they are in what you ship")
  }
}
