package import MoatFindings

/// Names put together from letters of several scripts.
package struct MixedScriptIdentifier: InspectionRule {
  package static let info = RuleInfo(
    id: "mixed-script-identifier", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a name with letters that look like those of another script",
    explanation: Explanation(
      whatItDoes: """
        Reports identifiers with letters of several scripts that are not used together, such as a \
        Cyrillic `а` in a Latin word. Names wholly in one script are left alone, whichever it is.
        """,
      whyItMatters: """
        `scope` and `scоpe` look the same. Where both are there, a reader sees the one and the \
        compiler takes the other.
        """,
      whatToDo: """
        Look at the name in a tool that shows which letters it has.
        """,
      example: """
        ```text
        error[mixed-script-identifier]: `base 1.2.0` has names with letters of several scripts
          --> Cargo.lock:18:1
           = note: src/lib.rs:31: `scоpe`: Latin and Cyrillic
           = help: look at the name in a tool that shows which letters it has
        ```
        """),
    references: [
      "https://trojansource.codes/",
      "https://www.unicode.org/reports/tr39/",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let marks = package.index.marks(.mixedScript, in: [.building, .product])
      guard !marks.isEmpty else { return nil }
      return package.finding(
        Self.info, "`\(package.identity)` has names with letters of several scripts",
        marks: marks, help: "look at the name in a tool that shows which letters it has")
    }
  }
}
