package import MoatFindings

/// Packages that write the files which steer editors and coding assistants.
package struct WritesAssistantFiles: InspectionRule {
  package static let info = RuleInfo(
    id: "writes-assistant-files", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "code that writes files which steer editors and coding assistants",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one file of source names a file that editors, coding assistants or \
        git read and act on, such as `.cursorrules`, `CLAUDE.md`, `.vscode/tasks.json` or \
        `.git/hooks`, and writes files. A build script or proc macro that only names one counts as \
        well. Where a library writes only files that programs which set up projects write as well, \
        such as `.github/workflows`, it is medium.
        """,
      whyItMatters: """
        What is written there is taken as the developer's own words, or run: an assistant follows \
        its rules file, git its hooks. Campaigns of 2026 planted instructions there that made \
        assistants hand over keys.
        """,
      whatToDo: """
        Look at what is written, and into the files named, in every project that was built with \
        it.
        """,
      example: """
        ```text
        error[writes-assistant-files]: `move-helper 0.2.0` writes files that steer editors or assistants
          --> Cargo.lock:67:1
           = note: build.rs:9: .cursorrules
           = note: build.rs:12: std::fs::write
           = help: look at what it writes, and into that file of your own projects
        ```
        """),
    references: [
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io"
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in CodePart.programs {
        let names = package.index.marks(.persistence, in: part)
          .filter { AssistantFile.isOne($0.mark.subject) }
        guard !names.isEmpty else { continue }
        let files = Set(names.map(\.path))
        let acts = package.index.marks(.fileWrite, .process, in: part)
          .filter { files.contains($0.path) }
        guard part != .product || !acts.isEmpty else { continue }
        return package.finding(
          Self.info, "`\(package.identity)` writes files that steer editors or assistants",
          severity: part == .product && names.allSatisfy { ProjectFile.isOne($0.mark.subject) }
            ? .medium : .high,
          marks: names.few(3) + acts.few(3),
          help: "look at what it writes, and into that file of your own projects")
      }
      return nil
    }
  }
}
