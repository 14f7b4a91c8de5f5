package import MoatFindings
import MoatModel

/// Updates after which a package does something dangerous that it did not do.
package struct UpdateAddsCapability: InspectionRule {
  package static let info = RuleInfo(
    id: "update-adds-capability", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles, .git],
    summary: "an update that newly reaches the network or starts programs",
    explanation: Explanation(
      whatItDoes: """
        Compares every package whose version changed against the previous lockfile with the \
        version that was locked before, and reports what is new: in build scripts and proc macros \
        the network, processes, files outside of their folder, secrets, machine code and hidden \
        text; in libraries the network together with processes, credentials, secrets and code \
        before `main`. What a capability is used for does not count, only that the package did not \
        have it: a second call is no news.

        It is high in build scripts and proc macros for everything but processes, and where two \
        are gained at once.
        """,
      whyItMatters: """
        A package that you know was taken over when it begins to do what it never did. All \
        takeovers of 2026 would have shown here, whatever they were hiding.
        """,
      whatToDo: """
        Compare the two versions with `cargo moat diff`, and read the lines that are listed.
        """,
      example: """
        ```text
        error[update-adds-capability]: the build script of `onering 1.4.1` newly reaches the network
          --> Cargo.lock:52:1
           = note: build.rs:40: std::net::TcpStream::connect
           = help: compare it with 1.4.0: `cargo moat diff onering 1.4.0 1.4.1`
        ```
        """),
    references: [
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
    ])

  package init() {}

  /// What is news where it runs while something is built.
  private static let building: [(capability: Capability, words: String)] = [
    (.network, "reaches the network"), (.downloadScript, "downloads and runs something"),
    (.secretVariable, "reads secret variables"), (.credentialPath, "names credentials"),
    (.environmentAll, "reads all variables"), (.encodedPayload, "hides text"),
    (.exfiltrationEndpoint, "names a service that payloads report to"),
    (.tlsOff, "accepts any certificate"), (.outsidePath, "leaves its folder"),
    (.dynamicLoading, "loads libraries"), (.process, "starts programs"),
  ]
  /// What is news anywhere. Sockets and programs are often added for honest reasons.
  private static let product: [(capability: Capability, words: String)] = [
    (.credentialPath, "names credentials"), (.downloadScript, "downloads and runs something"),
    (.exfiltrationEndpoint, "names a service that payloads report to"),
    (.walletPattern, "searches for wallet keys"), (.encodedPayload, "hides text"),
    (.persistence, "names places whose programs start by themselves"),
  ]

  package func findings(in facts: InspectionFacts) -> [Finding] {
    (facts.updates ?? []).flatMap { update -> [Finding] in
      guard facts.packages.indices.contains(update.package),
        let old = update.oldInspection.value
      else { return [] }
      let package = facts.packages[update.package]
      guard package.inspection.value != nil else { return [] }
      let before = MarkIndex(old)
      return CodePart.programs.compactMap { part in
        var gained = (part == .product ? Self.product : Self.building).filter {
          package.index.has(CapabilitySet($0.capability), in: part)
            && !before.has(CapabilitySet($0.capability), in: part)
        }
        if part == .product { gained += Self.pair(package.index, before) }
        guard !gained.isEmpty else { return nil }
        let subject =
          part == .product
          ? "`\(package.identity)`" : BuildWords.subject(of: package, part)
        let isSerious =
          gained.count > 1 || (part != .product && gained[0].capability != .process)
        return package.finding(
          Self.info,
          "\(subject) newly \(gained.map(\.words).joined(separator: ", "))",
          severity: isSerious ? .high : .medium,
          marks: gained.flatMap { package.index.marks($0.capability, in: part).few(3) },
          help: "compare it with \(update.old.version): "
            + "`cargo moat diff \(package.identity.name) \(update.old.version) \(package.identity.version)`"
        )
      }
    }
  }

  /// The network and processes, where a library had neither.
  private static func pair(
    _ new: MarkIndex, _ old: MarkIndex
  ) -> [(capability: Capability, words: String)] {
    let both: [(capability: Capability, words: String)] = [
      (.network, "reaches the network"), (.process, "starts programs"),
    ]
    let isNew = both.allSatisfy {
      new.has(CapabilitySet($0.capability), in: .product)
        && !old.has(CapabilitySet($0.capability), in: .product)
    }
    return isNew ? both : []
  }
}
