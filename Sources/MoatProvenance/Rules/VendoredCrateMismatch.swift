import MoatCargo
package import MoatFindings
import MoatModel

/// Vendored crates made from another archive than the one the lockfile pins.
package struct VendoredCrateMismatch: ProvenanceRule {
  package static let info = RuleInfo(
    id: "vendored-crate-mismatch", group: .provenance, severity: .tampering,
    evidence: [.lockfile, .crateFiles],
    summary: "a vendored crate that names another archive than the lockfile",
    explanation: Explanation(
      whatItDoes: """
        Compares `package` in each vendored crate's `.cargo-checksum.json` with the lockfile's \
        checksum for that name and version.
        """,
      whyItMatters: """
        One of the two was changed, or the tree was vendored from another registry. Cargo refuses to \
        build it, so this is more often damage than an attack that works. It cannot be suppressed.
        """,
      whatToDo:
        "Find out which of the two changed last, and vendor again from a lockfile you trust.",
      example: """
        ```text
        tampering[vendored-crate-mismatch]: the vendored `fnv 1.0.7` is of another archive
          --> Cargo.lock:9:1
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/source-replacement.html"])

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    facts.packages.flatMap { evidence in
      evidence.folders.compactMap { folder -> Finding? in
        guard case .read(.digest(let claimed), _, _) = folder.checksums,
          let locked = facts.package(evidence).checksum.digest, claimed != locked
        else { return nil }
        return facts.finding(
          Self.info, "the vendored `\(facts.package(evidence).identity)` is of another archive",
          about: evidence,
          notes: [
            "\(folder.path)/\(VendorChecksums.fileName) has \(claimed)",
            "the lockfile has \(locked)",
          ],
          help: "find out which of the two changed, and vendor again")
      }
    }
  }
}
