package import MoatFindings
import MoatModel

/// Packages that name services which payloads report to.
package struct ExfiltrationEndpoint: InspectionRule {
  package static let info = RuleInfo(
    id: "exfiltration-endpoint", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "an address of a service that payloads report to",
    explanation: Explanation(
      whatItDoes: """
        Reports literals with a host that stolen data is sent to: message bots and hooks, paste \
        sites, tunnels, request catchers, free hosting where anybody takes a name in a minute, \
        hidden services. It is high in build scripts and proc macros, and where the package \
        reaches the network without a sign of being a client of that service in its name.
        """,
      whyItMatters: """
        Payloads need a place to report to that costs nothing and is blocked nowhere: a Telegram \
        bot took what `postgress` found, `*.workers.dev` what `faster_log` did, `*.vercel.app` \
        what `tracing-ethers` did. Several hundred widely used crates name none of them in code.
        """,
      whatToDo: """
        Look at what is sent there. A client of the very service names it, and says so.
        """,
      example: """
        ```text
        error[exfiltration-endpoint]: `faster_log 1.7.8` names `mainnet.example.workers.dev`
          --> Cargo.lock:64:1
           = note: src/packer.rs:88: https://mainnet.example.workers.dev/
           = help: do not run it before you have read what it sends there
        ```
        """),
    references: [
      "https://blog.rust-lang.org/2025/09/24/crates.io-malicious-crates-fasterlog-and-asyncprintln/",
      "https://rustsec.org/advisories/RUSTSEC-2026-0040",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let marks = package.index.marks(.exfiltrationEndpoint, in: [.building, .product])
      guard let first = marks.first else { return nil }
      let isBuilding = marks.contains { !CodePart.building.isDisjoint(with: $0.part) }
      let reaches = !package.index.reachingOut(in: .product).isEmpty
      let isClient = marks.allSatisfy { isNamed($0.mark.subject, by: package.identity.name) }
      return package.finding(
        Self.info, "`\(package.identity)` names `\(first.mark.subject)`",
        severity: isBuilding || (reaches && !isClient) ? .high : isClient ? .low : .medium,
        marks: marks, help: "do not run it before you have read what it sends there")
    }
  }

  /// Whether the package's name has the host's in it: `discord-webhook` for `discord.com`.
  private func isNamed(_ subject: String, by name: String) -> Bool {
    let words = name.lowercased().split { $0 == "-" || $0 == "_" }.filter { $0.utf8.count > 3 }
    let address = subject.lowercased()
    return words.contains { address.contains($0) }
  }
}
