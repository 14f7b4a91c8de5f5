import MoatCargo
package import MoatFindings
import MoatModel

/// Vendored crates that `[patch]` names by path, so that no checksum is ever looked at.
package struct PatchedVendoredCrate: ProvenanceRule {
  package static let info = RuleInfo(
    id: "patched-vendored-crate", group: .provenance, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a vendored crate behind a `[patch]` path",
    explanation: Explanation(
      whatItDoes: """
        Finds `[patch]` entries whose path is a folder with a `.cargo-checksum.json`, as `cargo \
        vendor` writes it, and says which of their files differ from it. One finding a workspace.
        """,
      whyItMatters: """
        For a path Cargo checks nothing: neither the lockfile's checksum, which disappears, nor the \
        digests in the checksum file, which still look like protection. Firefox changes vendored \
        crates this way on purpose; a change that was not meant looks the same.
        """,
      whatToDo: """
        Review the changed files as your own code. Move deliberately changed crates out of the \
        vendored tree and drop their checksum file, or record the decision:

        ```toml
        [[suppress]]
        rule = "patched-vendored-crate"
        reason = "four crates with our patches, reviewed in bug 1234"
        ```
        """,
      example: """
        ```text
        warning[patched-vendored-crate]: 2 vendored crates are behind `[patch]` paths, 1 of them edited
          --> Cargo.toml:40:1
           = note: autocfg 1.5.0 in third_party/rust/autocfg: 1 file changed, `src/lib.rs` first
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html"])

  package init() {}

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    guard !facts.patched.isEmpty else { return [] }
    let edited = facts.patched.filter { Self.difference($0) != nil }
    // Edited ones first: they are what there is to review.
    let lines =
      (edited + facts.patched.filter { Self.difference($0) == nil }).map { crate in
        "\(crate.identity) in \(crate.path): \(Self.difference(crate) ?? "as its checksum file says")"
      }
    let count = facts.patched.count
    let isAre = count == 1 ? "is behind a `[patch]` path" : "are behind `[patch]` paths"
    let changed = edited.isEmpty ? "" : ", \(count == 1 ? "and" : "\(edited.count) of them") edited"
    return [
      Finding(
        Self.info, "\(Listed.counted(count, "vendored crate")) \(isAre)\(changed)",
        at: Self.label(of: edited.first ?? facts.patched[0], facts),
        severity: edited.isEmpty ? .low : nil, notes: Listed.lines(lines),
        help: "review the changed files as your own code; Cargo checks none of them",
        subject: count == 1 ? Subject(package: facts.patched[0].identity) : Subject())
    ]
  }

  /// The entry that names the crate, where the root manifest has it.
  private static func label(of crate: PatchedFolder, _ facts: ProvenanceFacts) -> Label {
    guard let manifest = facts.locked.workspace.rootManifest else {
      return Label(facts.locked.lockfile.source.path)
    }
    let entry = manifest.patches.first { $0.dependency.name == crate.identity.name }
    return Label(manifest.source.path, entry?.dependency.span)
  }

  private static func difference(_ crate: PatchedFolder) -> String? {
    guard let files = crate.againstOwnChecksums else { return "its checksum file cannot be read" }
    var parts: [String] = []
    func add(_ paths: [String], _ what: String) {
      guard let first = paths.first else { return }
      parts.append("\(Listed.counted(paths.count, "file")) \(what), `\(first)` first")
    }
    add(files.changed, "changed")
    add(files.extra.map(\.path), "added")
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
