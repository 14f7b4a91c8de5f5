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
        the network, secrets, libraries that are loaded and hidden text; in libraries the network \
        together with processes or credentials, and what hides. What a capability is used for does \
        not count, only that the package did not have it: a second call is no news.

        It is high in build scripts and proc macros, and where a library gains two; a build script \
        that only begins to start programs, as many do to ask the compiler for its version, is a \
        note.
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

  private typealias News = (capability: Capability, words: String)

  /// What is news where it runs while something is built.
  private static let building: [News] = [
    (.network, "reaches the network"), (.downloadScript, "downloads and runs something"),
    (.secretVariable, "reads secret variables"), (.credentialPath, "names credentials"),
    (.encodedPayload, "hides text"),
    (.exfiltrationEndpoint, "names a service that payloads report to"),
    (.tlsOff, "accepts any certificate"), (.dynamicLoading, "loads libraries"),
    (.process, "starts programs"),
  ]
  /// What is news anywhere. Sockets and programs are often added for honest reasons.
  private static let product: [News] = [
    (.downloadScript, "downloads and runs something"),
    (.exfiltrationEndpoint, "names a service that payloads report to"),
    (.walletPattern, "searches for wallet keys"), (.encodedPayload, "hides text"),
    (.persistence, "names places whose programs start by themselves"),
  ]
  /// What is news together, where a library had neither or only one of them.
  private static let pairs: [[News]] = [
    [(.network, "reaches the network"), (.process, "starts programs")],
    [(.network, "reaches the network"), (.credentialPath, "names credentials")],
    [(.network, "reaches the network"), (.environmentAll, "reads all variables")],
  ]

  package func findings(in facts: InspectionFacts) -> [Finding] {
    (facts.updates ?? []).flatMap { update -> [Finding] in
      guard facts.packages.indices.contains(update.package),
        let old = update.oldInspection.value
      else { return [] }
      let package = facts.packages[update.package]
      let before = MarkIndex(old)
      return CodePart.programs.compactMap { part in
        // Where all of the script is new, that is told by another rule.
        if part == .buildScript, !old.hasBuildScript, !package.index.reaches(in: part) {
          return nil
        }
        let gained = Self.gained(package.index, before, part)
        return gained.isEmpty ? nil : finding(package, update, part, gained)
      }
    }
  }

  private static func gained(_ new: MarkIndex, _ old: MarkIndex, _ part: CodePart) -> [News] {
    func isNew(_ news: News) -> Bool {
      !new.marks(news.capability, in: part).filter(EncodedPayload.isHidden).isEmpty
        && !old.has(CapabilitySet(news.capability), in: part)
    }
    guard part == .product else { return building.filter(isNew) }
    let pair = pairs.first { pair in
      pair.allSatisfy { new.has(CapabilitySet($0.capability), in: part) }
        && pair.allSatisfy { !old.has(CapabilitySet($0.capability), in: part) }
    }
    return product.filter(isNew) + (pair ?? [])
  }

  private func finding(
    _ package: InspectedPackage, _ update: PackageUpdate, _ part: CodePart, _ gained: [News]
  ) -> Finding {
    let subject =
      part == .product ? "`\(package.identity)`" : BuildWords.subject(of: package, part)
    let isOnlyPrograms = gained.allSatisfy { $0.capability == .process }
    let severity: Severity =
      switch part {
      case .product: gained.count > 1 ? .high : .medium
      case .buildScript where isOnlyPrograms: .info
      default: .high
      }
    let versions = "\(update.old.version) \(package.identity.version)"
    return package.finding(
      Self.info, "\(subject) newly \(gained.map(\.words).joined(separator: ", "))",
      severity: severity,
      marks: gained.flatMap { package.index.marks($0.capability, in: part).few(3) },
      help: "compare the versions: `cargo moat diff \(package.identity.name) \(versions)`")
  }
}
