package import MoatFindings

/// Source with characters that are not seen, or that turn text around.
package struct HiddenText: InspectionRule {
  package static let info = RuleInfo(
    id: "hidden-text", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "source with invisible or direction-changing characters",
    explanation: Explanation(
      whatItDoes: """
        Reports characters in code that change the direction of the text around them, and \
        characters without width, outside of comments and of tests, and not where they are data: \
        in a literal of a package that works with text. Written as escapes, such as `\u{202E}`, \
        they can be seen and are left alone.
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

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let turning = package.index.marks(.bidirectionalText, in: [.building, .product])
      let marks =
        turning + package.index.marks(.invisibleText, in: [.building, .product])
      guard !marks.isEmpty else { return nil }
      return package.finding(
        Self.info,
        "`\(package.identity)` has characters that "
          + (turning.isEmpty ? "are not seen" : "turn text around"),
        marks: marks, help: "look at the line in a tool that shows such characters")
    }
  }
}
