import MoatCargo
package import MoatFindings
import MoatModel

/// Packages that name credential files and reach the network.
package struct CredentialsAndNetwork: InspectionRule {
  package static let info = RuleInfo(
    id: "credentials-and-network", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "code that names credential files and reaches the network",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one program, that is, the library with the binaries, names files of \
        credentials, wallets, browsers or messengers, and also reaches the network. Two kinds of \
        secrets that have nothing to do with each other, or a service that payloads report to, \
        make it high; otherwise it is low: clients of clouds and package managers read their own \
        credentials. Where the package itself reaches no network, but a dependency of it does that \
        is not widely used, that counts.
        """,
      whyItMatters: """
        Most malicious crates of 2026 did this at run time: they read `.env`, keys and wallets, \
        and posted them. In several hundred widely used crates the two hardly ever meet.
        """,
      whatToDo: """
        Read the lines that are listed: is the file the one of the service that the package is \
        for, and where does it go?
        """,
      example: """
        ```text
        error[credentials-and-network]: `time_calibrator 0.1.4` names credentials and reaches the network
          --> Cargo.lock:88:1
           = note: src/lib.rs:21: .env
           = note: src/lib.rs:40: reqwest::blocking::Client::post
           = help: do not run it before you have read what it sends
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0030",
      "https://rustsec.org/advisories/RUSTSEC-2026-0040",
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    let senders = Self.senders(facts)
    return facts.packages.compactMap { package in
      let files = package.index.marks(.credentialPath, in: .product)
      guard !files.isEmpty else { return nil }
      let network = package.index.reachingOut(in: .product)
      let carriers = network.isEmpty ? Self.carriers(of: package, among: senders) : []
      guard !network.isEmpty || !carriers.isEmpty else { return nil }
      // Bindings only declare both.
      guard !(files + network).allSatisfy({ $0.mark.subject.hasPrefix("extern fn ") }) else {
        return nil
      }
      let hosts = package.index.marks(.exfiltrationEndpoint, in: .product)
      let isSweeping = CredentialKind.count(of: files) > 1 || !hosts.isEmpty
      return package.finding(
        Self.info,
        "`\(package.identity)` names credentials and "
          + (carriers.isEmpty ? "" : "depends on what ") + "reaches the network",
        severity: isSweeping ? .high : .low, confidence: isSweeping ? .high : .low,
        marks: files.few(4) + network.few(2) + hosts.few(2),
        notes: carriers.map { "it depends on `\($0)`, which reaches the network" },
        help: isSweeping
          ? "do not run it before you have read what it sends"
          : "see whether the file belongs to the service that the package is for")
    }
  }

  /// Names of locked packages that reach the network and are not widely used: one of them may be half of
  /// what its user does.
  private static func senders(_ facts: InspectionFacts) -> Set<String> {
    Set(
      facts.packages.filter {
        !facts.popularNames.contains($0.identity.name) && $0.index.reaches(in: .product)
      }.map(\.identity.name))
  }

  private static func carriers(of package: InspectedPackage, among senders: Set<String>) -> [String]
  {
    let names = (package.dependencies.value ?? []).filter { $0.kind == .normal }.map(\.name)
    return Set(names).intersection(senders).sorted()
  }
}
