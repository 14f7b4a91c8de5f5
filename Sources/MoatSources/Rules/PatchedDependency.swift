import MoatCargo
package import MoatFindings
import MoatModel

/// Entries that put other code in the place of a crates.io crate.
package struct PatchedDependency: SourceRule {
  package static let info = RuleInfo(
    id: "patched-dependency", group: .sources, severity: .low,
    evidence: [.manifests, .cargoConfiguration],
    summary: "a `[patch]` or `[replace]` that redirects a crates.io crate",
    explanation: Explanation(
      whatItDoes: """
        Lists `[patch.crates-io]` and `[replace]` entries of the root manifest and of Cargo's \
        configuration files. One finding a file; an entry outside the repository's own manifests \
        has medium severity.
        """,
      whyItMatters: """
        Cargo checks no checksum for a patched crate, and advisories no longer match it. Patches \
        are often right; they should be known, and their code reviewed as your own.
        """,
      whatToDo: """
        Remove patches that upstream has released. For the rest record the decision:

        ```toml
        [[suppress]]
        rule = "patched-dependency"
        reason = "fork with our fix, upstream pull request 12"
        ```
        """,
      example: """
        ```text
        warning[patched-dependency]: 2 crates.io crates are replaced
          --> Cargo.toml:40:1
           = note: autocfg → path third_party/autocfg
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html"])

  package init() {}

  package func findings(in facts: SourceFacts) -> [Finding] {
    var findings: [Finding] = []
    if let manifest = facts.workspace.rootManifest {
      let entries =
        manifest.patches.filter(\.isOfCratesIO).map(\.dependency)
        + manifest.replacements.map(\.dependency)
      findings += finding(entries, in: manifest.source.path, severity: .low)
    }
    for file in facts.workspace.configurations {
      findings += finding(
        file.patches.filter(\.isOfCratesIO).map(\.dependency), in: file.source.path,
        severity: .medium)
    }
    return findings
  }

  private func finding(
    _ entries: [ManifestDependency], in path: String, severity: Severity
  ) -> [Finding] {
    guard let first = entries.first else { return [] }
    let count = entries.count == 1 ? "`\(first.name)` is" : "\(entries.count) crates.io crates are"
    return [
      Finding(
        Self.info, "\(count) replaced", at: Label(path, first.span), severity: severity,
        notes: Self.listed(entries.map { "\($0.name) → \($0.location.phrase)" }.sorted()),
        help: "remove what upstream has released; review the rest as your own code")
    ]
  }
}

extension PatchedDependency {
  /// As many entries as a report shows; the manifest has them all.
  private static let shownLimit = 5

  private static func listed(_ entries: [String]) -> [String] {
    entries.count > shownLimit
      ? entries.prefix(shownLimit) + ["and \(entries.count - shownLimit) more"] : entries
  }
}

extension Manifest.Patch {
  fileprivate var isOfCratesIO: Bool {
    target == "crates-io" || target.hasPrefix("https://github.com/rust-lang/crates.io-index")
  }
}

extension ManifestDependency.Location {
  fileprivate var phrase: String {
    switch self {
    case .cratesIO: "crates.io"
    case .registry(let name): "registry \(name)"
    case .registryIndex(let url): "registry \(url)"
    case .path(let path): "path \(path)"
    case .git(let url, _): "git \(url)"
    }
  }
}
