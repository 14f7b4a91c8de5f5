package import MoatFindings

/// Packages that read secret variables and reach the network.
package struct SecretsAndNetwork: InspectionRule {
  package static let info = RuleInfo(
    id: "secrets-and-network", group: .inspection, severity: .low,
    evidence: [.lockfile, .crateFiles],
    summary: "code that reads secret variables and reaches the network",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one program reads variables that hold secrets, such as \
        `AWS_SECRET_ACCESS_KEY`, or all variables at once, and reaches the network. Secrets of two \
        services, or a service that payloads report to, an address without a name or hidden text \
        beside them, make it high. All variables in the very file of source that reaches the \
        network are medium, and so are all variables among which code looks for words such as \
        `TOKEN`. What is left is a warning, since clients read the token of their \
        service; all variables somewhere in a program that uses the network are none.
        """,
      whyItMatters: """
        What reads the secrets of one service to talk to that service is a client. What reads \
        those of several, or everything, and talks to somebody collects.
        """,
      whatToDo: """
        Read the lines that are listed: whose secret is it, and where does it go?
        """,
      example: """
        ```text
        warning[secrets-and-network]: `clob-sdk 0.2.0` reads secret variables and reaches the network
          --> Cargo.lock:90:1
           = note: src/auth.rs:14: POLYMARKET_PRIVATE_KEY
           = note: src/auth.rs:30: reqwest::Client::post
           = help: see whose secret it is, and where it goes
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0017",
      "https://rustsec.org/advisories/RUSTSEC-2025-0158",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let secrets = package.index.marks(.secretVariable, in: .product)
      let all = package.index.marks(.environmentAll, in: .product)
      guard !secrets.isEmpty || !all.isEmpty else { return nil }
      let network = package.index.reachingOut(in: .product)
      guard !network.isEmpty else { return nil }
      let hosts = package.index.marks(
        .exfiltrationEndpoint, .addressLiteral, .encodedPayload, in: .product)
      // Such words may as well be left out of a report as be looked for.
      let named = secrets.filter { $0.mark.via != FileScanner.amongAll }
      let severity: Severity
      if CredentialKind.count(of: named) > 1 || !hosts.isEmpty {
        severity = .high
      } else if named.count < secrets.count {
        severity = .medium
      } else if !Set(all.map(\.path)).isDisjoint(with: network.map(\.path)) {
        severity = .medium
      } else if !secrets.isEmpty {
        severity = .low
      } else {
        return nil
      }
      return package.finding(
        Self.info,
        "`\(package.identity)` reads \(secrets.isEmpty ? "all" : "secret") variables and reaches the network",
        severity: severity, confidence: severity == .low ? .low : .medium,
        marks: secrets.few(3) + all.few(1) + network.few(2) + hosts.few(2),
        help: "see whose secret it is, and where it goes")
    }
  }
}
