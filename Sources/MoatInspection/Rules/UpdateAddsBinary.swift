package import MoatFindings
import MoatModel

/// Updates that bring machine code.
package struct UpdateAddsBinary: InspectionRule {
  package static let info = RuleInfo(
    id: "update-adds-binary", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles, .git],
    summary: "an update with machine code that was not there",
    explanation: Explanation(
      whatItDoes: """
        Reports packages whose version changed against the previous lockfile, and which contain \
        programs, libraries, object files or WebAssembly modules where the version before had \
        none. Files below tests and examples are left out.
        """,
      whyItMatters: """
        A crate is source that can be read. A release in which part of it no longer can be read \
        has been made by somebody else, or in a hurry.
        """,
      whatToDo: """
        Find out what the file was made from. Stay on the version before until you know.
        """,
      example: """
        ```text
        error[update-adds-binary]: `rands 0.9.2` has machine code in it, 0.9.1 had none
          --> Cargo.lock:66:1
           = note: lib/librand.a: library of object files
           = help: stay on 0.9.1 until you know what it was made from
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2025-0155",
      "https://rustsec.org/advisories/RUSTSEC-2023-0100",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    (facts.updates ?? []).compactMap { update in
      guard facts.packages.indices.contains(update.package),
        let old = update.oldInspection.value
      else { return nil }
      let package = facts.packages[update.package]
      let parts: CodePart = [.data, .building, .product]
      let files = package.index.marks(.embeddedBinary, in: parts)
      guard !files.isEmpty, MarkIndex(old).marks(.embeddedBinary, in: parts).isEmpty else {
        return nil
      }
      return package.finding(
        Self.info,
        "`\(package.identity)` has machine code in it, \(update.old.version) had none",
        marks: files, help: "stay on \(update.old.version) until you know what it was made from")
    }
  }
}
