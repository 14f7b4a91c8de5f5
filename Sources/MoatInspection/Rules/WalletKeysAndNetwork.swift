package import MoatFindings

/// Packages that look for keys of wallets and reach the network.
package struct WalletKeysAndNetwork: InspectionRule {
  package static let info = RuleInfo(
    id: "wallet-keys-and-network", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "code that searches for wallet keys and reaches the network",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one program holds a pattern of the shape of private keys, seed \
        phrases or Base58 secrets, and reaches the network or uses the clipboard.
        """,
      whyItMatters: """
        A pattern finds keys in other people's text. `faster_log` and `async_println` searched \
        every log message for them and posted what they found. Libraries for wallets parse keys; \
        they do not search for them. What looks for them in the clipboard puts another address there.
        """,
      whatToDo: """
        Do not run it. Keys that passed through it are lost.
        """,
      example: """
        ```text
        error[wallet-keys-and-network]: `faster_log 1.7.8` searches for wallet keys and reaches the network
          --> Cargo.lock:64:1
           = note: src/packer.rs:20: 0x[0-9a-fA-F]{64}
           = note: src/packer.rs:88: reqwest::blocking::Client::post
           = help: do not run it; keys that passed through it are lost
        ```
        """),
    references: [
      "https://blog.rust-lang.org/2025/09/24/crates.io-malicious-crates-fasterlog-and-asyncprintln/"
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in CodePart.programs {
        let patterns = package.index.marks(.walletPattern, in: part)
        guard !patterns.isEmpty else { continue }
        let clipboard = package.index.marks(.clipboard, in: part)
        let network = package.index.reachingOut(in: part) + clipboard
        guard !network.isEmpty else { continue }
        return package.finding(
          Self.info,
          "`\(package.identity)` searches for wallet keys and "
            + (clipboard.isEmpty ? "reaches the network" : "uses the clipboard"),
          marks: patterns.few(5) + network.few(3),
          help: "do not run it; keys that passed through it are lost")
      }
      return nil
    }
  }
}
