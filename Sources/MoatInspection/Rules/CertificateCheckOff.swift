package import MoatFindings

/// Packages that switch the check of certificates off.
package struct CertificateCheckOff: InspectionRule {
  package static let info = RuleInfo(
    id: "certificate-check-off", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "code that accepts any certificate",
    explanation: Explanation(
      whatItDoes: """
        Reports packages that switch the verification of certificates off, or bring a verifier of \
        their own, and that start programs, name credentials, hide text or run while something is \
        built as well. A client or a TLS library that only offers the switch is left alone.
        """,
      whyItMatters: """
        With verification off anybody on the way can answer. Code that fetches what it runs and \
        does not care who sent it is careless or hides: the dropper that came with `arrayref \
        0.3.10` accepted every certificate so that its server could be an address without a name.
        """,
      whatToDo: """
        Read the lines that are listed: is the switch the user's, or always on?
        """,
      example: """
        ```text
        error[certificate-check-off]: `proc-macro1 1.0.107` accepts any certificate
          --> Cargo.lock:31:1
           = note: build.rs:40: rustls::client::danger::ServerCertVerifier
           = note: build.rs:77: std::process::Command::new
           = help: see who decides that, and what it fetches
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://docs.rs/rustls/latest/rustls/client/danger/trait.ServerCertVerifier.html",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in CodePart.programs {
        let off = package.index.marks(.tlsOff, in: part)
        guard !off.isEmpty else { continue }
        let files = Set(off.map(\.path))
        // In a large client the two may have nothing to do with each other.
        let beside = package.index.marks(.process, .dynamicLoading, .permissions, in: part)
          .filter { files.contains($0.path) }
        let hiding = package.index.marks(
          .credentialPath, .encodedPayload, .exfiltrationEndpoint, .walletPattern, in: part)
        guard part != .product || !beside.isEmpty || !hiding.isEmpty else { continue }
        return package.finding(
          Self.info, "`\(package.identity)` accepts any certificate",
          severity: part == .product ? .medium : .high,
          marks: off.few(3) + beside.few(3) + hiding.few(2),
          help: "see who decides that, and what it fetches")
      }
      return nil
    }
  }
}
