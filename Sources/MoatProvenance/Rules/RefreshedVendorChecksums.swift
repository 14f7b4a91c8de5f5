import MoatCargo
package import MoatFindings

/// Vendored crates whose checksum file was changed together with the files.
package struct RefreshedVendorChecksums: ProvenanceRule {
  package static let info = RuleInfo(
    id: "refreshed-vendor-checksums", group: .provenance, severity: .tampering,
    evidence: [.lockfile, .crateFiles],
    summary: "a `.cargo-checksum.json` that was made to fit changed files",
    explanation: Explanation(
      whatItDoes: """
        Where the archive with the lockfile's checksum is at hand, reports vendored files that \
        differ from the archive while `.cargo-checksum.json` lists the digest they have now.
        """,
      whyItMatters: """
        Somebody changed a file and then its recorded digest, so that Cargo builds it without a \
        word. The `package` digest in the same file still looks right, because it is compared with \
        the lockfile and never with the files. It cannot be suppressed.
        """,
      whatToDo: """
        Find the commit that changed both files. Vendor the crate again; put deliberate changes \
        behind `[patch]`.
        """,
      example: """
        ```text
        tampering[refreshed-vendor-checksums]: the checksums of the vendored `fnv 1.0.7` were made to fit: 1 file
          --> Cargo.lock:9:1
           = note: vendor/fnv/lib.rs
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/source-replacement.html"])

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    facts.packages.flatMap { evidence in
      evidence.folders.compactMap { folder -> Finding? in
        guard !folder.refreshed.isEmpty else { return nil }
        let identity = facts.package(evidence).identity
        let count = Listed.counted(folder.refreshed.count, "file")
        return facts.finding(
          Self.info, "the checksums of the vendored `\(identity)` were made to fit: \(count)",
          about: evidence, notes: Listed.lines(folder.refreshed.map { "\(folder.path)/\($0)" }),
          help: "find the commit that changed both, and vendor the crate again")
      }
    }
  }
}
