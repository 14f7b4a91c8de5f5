package import MoatFindings
import MoatModel

/// Index entries that are not what they were.
package struct ChangedIndexEntry: ReleaseRule {
  package static let info = RuleInfo(
    id: "changed-index-entry", group: .releases, severity: .tampering,
    evidence: [.lockfile, .indexCache, .indexRecord],
    summary: "an index entry that differs from what it was before",
    explanation: Explanation(
      whatItDoes: """
        Moat remembers the index entries of the crates it meets: for each version the checksum, the \
        date, and a digest of name, dependencies, features and `links`. This rule reports every \
        version of a locked crate whose entry is no longer the one recorded first, whether that \
        version is locked or not.

        `yanked` may change, a date or `rust-version` may be filled in later (crates.io did both for \
        old versions), and the order of members, dependencies and features does not count. The \
        first look at a crate has nothing to compare with: silence is no proof. A record that \
        is damaged is reported once as *undetermined*, and begun anew.
        """,
      whyItMatters: """
        What is published under a version never changes on crates.io, unless a deleted crate's name \
        is taken by somebody else, who then publishes the same version with other code. A mirror, a \
        proxy or somebody on the way can change an entry, too: a new checksum makes other code pass \
        as verified, a new dependency brings code in without a new version.
        """,
      whatToDo: """
        Do not build with it. Compare the entry with one from another machine or another network, \
        and find out whether the crate was deleted and published again. When it is explained, \
        `cargo moat index forget CRATE` drops the old record. It cannot be suppressed.
        """,
      example: """
        ```text
        tampering[changed-index-entry]: the index entry of `fnv 1.0.7` has changed: its checksum
          --> Cargo.lock:52:1
           = note: recorded at 2026-03-02T08:00:00Z, seen changed at 2026-11-21T07:00:00Z
           = help: do not build before this is explained; then run `cargo moat index forget fnv`
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema",
      "https://github.com/rust-lang/crates.io/issues/11150",
      "https://github.com/rust-lang/crates.io/pull/5558",
      "https://github.com/rust-lang/crates.io/pull/6555",
    ])

  package init() {}

  package func findings(in facts: ReleaseFacts) -> [Finding] {
    facts.crates.flatMap { crate in
      (crate.releases.value ?? []).sorted { $0.version < $1.version }.compactMap { release in
        release.change.flatMap { finding(release, $0, crate) }
      }
    } + damage(facts)
  }

  private func finding(
    _ release: Release, _ change: Release.Change, _ crate: ReleaseFacts.Crate
  ) -> Finding? {
    let same = crate.locked.first { $0.version == release.version }
    guard let package = same ?? crate.locked.first else { return nil }
    let identity = PackageIdentity(name: crate.name, version: release.version.description)
    let parts = Release.Change.Part.allCases.filter(change.parts.contains).map(\.words)
    var notes = ["recorded at \(change.recorded), seen changed at \(change.seen)"]
    if same == nil { notes.append("not this version is locked, but \(package.version)") }
    return Finding(
      Self.info,
      "the index entry of `\(identity)` has changed: \(parts.joined(separator: ", "))",
      at: package.label, notes: notes,
      help: "do not build before this is explained; then run `cargo moat index forget "
        + "\(crate.name)`",
      subject: Subject(package: identity, reach: package.reach), paths: package.paths)
  }

  private func damage(_ facts: ReleaseFacts) -> [Finding] {
    guard !facts.crates.isEmpty, let record = facts.record, let problem = record.problem else {
      return []
    }
    // Not tampering: a full disk damages a file, too.
    return [
      Finding(
        Self.info, "whether index entries have changed is not known", at: Label(record.path),
        kind: .undetermined(because: "Moat's record of the index cannot be used: \(problem)"),
        severity: .low, help: "Moat begins a new one; what it recorded before is lost")
    ]
  }
}

extension Release.Change.Part {
  fileprivate var words: String {
    switch self {
    case .checksum: "its checksum"
    case .content: "its dependencies, features or links"
    case .published: "its date"
    }
  }
}
