package import MoatFindings

/// Source with characters that are not seen, or that turn text around.
package struct HiddenText: InspectionRule {
  package static let info = RuleInfo(
    id: "hidden-text", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "source with invisible or direction-changing characters",
    explanation: Explanation(
      whatItDoes: """
        Reports characters that change the direction of the text around them, in code and in \
        comments, and files with several characters without width outside of comments; tests are \
        left out. A character literal that consists of one, as in tables of Unicode, is left \
        alone, and so is one written as an escape, such as `\\u{202E}`, which can be seen.
        """,
      whyItMatters: """
        With them a line can be shown otherwise than the compiler reads it: what looks like a \
        comment is code, two names that look alike differ.
        """,
      whatToDo: """
        Look at the line in a tool that shows the characters; the compiler warns about some of \
        them, and `cargo moat diff` shows all.
        """,
      example: """
        ```text
        error[hidden-text]: `fnv 1.0.9` has characters that turn text around
          --> Cargo.lock:44:1
           = note: lib.rs:31: U+202E
           = help: look at the line in a tool that shows such characters
        ```
        """),
    references: [
      "https://trojansource.codes/",
      "https://rustsec.org/advisories/CVE-2021-42574.html",
    ])

  package init() {}

  /// One or two are left behind by a text processor; data that is hidden takes more.
  static let leastInvisible = 4

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let turning = package.index.marks(.bidirectionalText, in: [.building, .product])
      let unseen = Dictionary(
        grouping: package.index.marks(.invisibleText, in: [.building, .product]), by: \.path
      ).values.filter { $0.count >= Self.leastInvisible }.flatMap { $0 }
      let marks = turning + unseen
      guard !marks.isEmpty else { return nil }
      return package.finding(
        Self.info,
        "`\(package.identity)` has characters that "
          + (turning.isEmpty ? "are not seen" : "turn text around"),
        marks: marks, help: "look at the line in a tool that shows such characters")
    }
  }
}
