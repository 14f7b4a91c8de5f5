import MoatCargo
package import MoatFindings
import MoatModel

/// Cached archives whose bytes are not those the lockfile pins.
package struct TamperedArchive: ProvenanceRule {
  package static let info = RuleInfo(
    id: "tampered-archive", group: .provenance, severity: .tampering,
    evidence: [.lockfile, .crateFiles],
    summary: "a `.crate` on this machine that is not the one the lockfile pins",
    explanation: Explanation(
      whatItDoes: """
        Hashes the archive of each locked package in Cargo's cache (`$CARGO_HOME/registry/cache`) \
        and in a local registry that the configuration names, and compares the digest with the \
        lockfile's checksum.
        """,
      whyItMatters: """
        Cargo checks an archive when it downloads it and never again: one that is changed on disk \
        is unpacked and built. Caches are restored by CI systems, baked into images and shared \
        between users. It cannot be suppressed.
        """,
      whatToDo: """
        Keep a copy, delete the file and what was unpacked from it, and let Cargo download it \
        again. Find out who can write to the cache.
        """,
      example: """
        ```text
        tampering[tampered-archive]: the archive of `fnv 1.0.7` is not the one the lockfile pins
          --> Cargo.lock:9:1
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/guide/cargo-home.html",
      "https://github.com/rust-lang/cargo/issues/16850",
    ])

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    facts.packages.compactMap { evidence in
      let wrong = evidence.archives.compactMap { archive -> String? in
        guard case .differs(let digest) = archive.state else { return nil }
        return "\(archive.path) has \(digest)"
      }
      guard !wrong.isEmpty else { return nil }
      let package = facts.package(evidence)
      return facts.finding(
        Self.info, "the archive of `\(package.identity)` is not the one the lockfile pins",
        about: evidence,
        notes: Listed.lines(wrong) + ["the lockfile has \(package.checksum.digest?.hex ?? "none")"],
        help: "keep a copy, delete the archive and its unpacked source, and fetch it again")
    }
  }
}
