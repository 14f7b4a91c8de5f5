package import MoatFindings

/// Packages that put something where programs are started by themselves.
package struct StartsByItself: InspectionRule {
  package static let info = RuleInfo(
    id: "starts-by-itself", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "code that writes to places whose programs start by themselves",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one file of source names such a place, for example `crontab`, a \
        systemd unit of the user, `LaunchAgents`, a `Run` key or a shell's start file, and writes \
        files or starts programs. In build scripts and proc macros the settings of Cargo count \
        too. It is high where the network is reached as well, or where a build script or proc macro \
        does it.
        """,
      whyItMatters: """
        A payload that is run once is gone after a restart, unless it sees to that. Few libraries \
        have to: service managers and installers.
        """,
      whatToDo: """
        Read the lines that are listed. Does the package say that it installs something?
        """,
      example: """
        ```text
        error[starts-by-itself]: `logs-update 0.3.2` writes to places whose programs start by themselves
          --> Cargo.lock:69:1
           = note: src/keep.rs:9: .config/systemd/user
           = note: src/keep.rs:12: std::fs::write
           = help: see whether the package says that it installs something
        ```
        """),
    references: [
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
      "https://attack.mitre.org/tactics/TA0003/",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in CodePart.programs {
        let places = package.index.marks(.persistence, in: part)
          .filter {
            // What Cargo's settings start is not what a program of the product is for.
            !AssistantFile.isOne($0.mark.subject)
              && (part != .product || !$0.mark.subject.contains(".cargo/config"))
          }
        guard !places.isEmpty else { continue }
        let files = Set(places.map(\.path))
        let acts = package.index.marks(.fileWrite, .process, in: part)
          .filter { files.contains($0.path) }
        guard !acts.isEmpty else { continue }
        let network = package.index.reachingOut(in: part)
        return package.finding(
          Self.info,
          "`\(package.identity)` writes to places whose programs start by themselves",
          severity: part == .product && network.isEmpty ? .medium : .high,
          marks: places.few(3) + acts.few(3) + network.few(2),
          help: "see whether the package says that it installs something")
      }
      return nil
    }
  }
}
