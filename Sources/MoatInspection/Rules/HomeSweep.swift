package import MoatFindings

/// Packages that search the home folder and reach the network.
package struct HomeSweep: InspectionRule {
  package static let info = RuleInfo(
    id: "home-sweep", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "code that walks through the home folder and reaches the network",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one program walks folders, starts from the home folder or names \
        credentials, and reaches the network, and where the file of source that walks has one of \
        the other two as well. Code that lists folders with the standard library counts as a walk \
        in a file that calls something of the network, and makes it medium.
        """,
      whyItMatters: """
        `logs-update` and `safe-agent-rs` went through everything below the home folder for keys, \
        documents and `.env` files and sent them away.
        """,
      whatToDo: """
        Read the lines that are listed: what does it look for, and what does it send?
        """,
      example: """
        ```text
        error[home-sweep]: `logs-update 0.3.2` walks through the home folder and reaches the network
          --> Cargo.lock:69:1
           = note: src/collect.rs:9: dirs::home_dir
           = note: src/collect.rs:14: walkdir::WalkDir::new
           = note: src/send.rs:22: reqwest::Client::post
           = help: do not run it before you have read what it sends
        ```
        """),
    references: [
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
      "https://rustsec.org/advisories/RUSTSEC-2026-0102",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in CodePart.programs {
        let starts =
          package.index.marks(.outsidePath, in: part).filter { HomePlace.isOne($0.mark.subject) }
          + package.index.marks(.credentialPath, in: part)
        let network = package.index.reachingOut(in: part)
        // A walk of the code's own is told by what it does with each file.
        let files = Set(network.filter { Self.isFunction($0.mark.subject) }.map(\.path))
        let walks =
          package.index.marks(.directoryWalk, in: part)
          + package.index.marks(.fileRead, in: part)
          .filter { $0.mark.subject.hasSuffix("::read_dir") && files.contains($0.path) }
        let groups = [walks, starts, network]
        guard groups.allSatisfy({ !$0.isEmpty }), Self.isClose(groups) else { continue }
        return package.finding(
          Self.info, "`\(package.identity)` walks through the home folder and reaches the network",
          severity: walks.contains { $0.capability == .directoryWalk } ? .high : .medium,
          marks: groups.flatMap { $0.few(3) },
          help: "do not run it before you have read what it sends")
      }
      return nil
    }
  }

  /// Whether a path, with or without an argument, leads to a function: its last name is in lower case.
  private static func isFunction(_ subject: String) -> Bool {
    let name = subject.prefix { $0 != "(" }.utf8.split(separator: UInt8(ascii: ":")).last
    return name?.first.map { $0 &- 0x61 < 26 } ?? false
  }

  /// Whether the file that walks has another of the three.
  private static func isClose(_ groups: [[FoundMark]]) -> Bool {
    let files = groups.map { Set($0.map(\.path)) }
    return files.dropFirst().contains { !$0.isDisjoint(with: files[0]) }
  }
}
