import MoatCargo
package import MoatFindings
import MoatModel

/// Cargo configuration that serves a source's packages from somewhere else.
package struct SourceReplacement: SourceRule {
  package static let info = RuleInfo(
    id: "source-replacement", group: .sources, severity: .medium,
    evidence: [.cargoConfiguration],
    summary: "source replacement in a Cargo configuration file",
    explanation: Explanation(
      whatItDoes: """
        Reads every `.cargo/config.toml` that Cargo would read for the workspace, from its folder up \
        to the root and `$CARGO_HOME`, and reports `replace-with`. A vendored directory or local \
        registry that is named by a relative path is a note. An absolute path, and a registry or git \
        address that is not in `sources.allow-registry`, have medium severity.
        """,
      whyItMatters: """
        The lockfile keeps naming crates.io while the bytes come from elsewhere, and a file in a \
        parent folder or the home directory is easily overlooked. Checksums still protect what is \
        locked; whatever is newly resolved is the replacement's word.
        """,
      whatToDo: "Keep replacements in the repository, and allow the mirrors you run.",
      example: """
        ```text
        error[source-replacement]: crates.io is replaced by `https://mirror.example.com/index`
          --> ../.cargo/config.toml:2:16
        ```
        """),
    references: ["https://doc.rust-lang.org/cargo/reference/source-replacement.html"])

  package init() {}

  package func findings(in facts: SourceFacts) -> [Finding] {
    let files = facts.workspace.configurations
    var places: [String: CargoConfiguration.Place] = [:]
    for file in files.reversed() {
      for source in file.sources { if let place = source.place { places[source.name] = place } }
      for registry in file.registries where places[registry.name] == nil {
        places[registry.name] = .registry(registry.index)
      }
    }
    return files.flatMap { file in
      file.sources.compactMap { source in
        guard let replacement = source.replaceWith else { return nil }
        return finding(source, by: replacement, places[replacement], in: file, facts.policy)
      }
    }
  }

  private func finding(
    _ source: CargoConfiguration.Source, by replacement: String,
    _ place: CargoConfiguration.Place?, in file: CargoConfiguration, _ policy: SourcePolicy
  ) -> Finding? {
    let name = source.name == "crates-io" ? "crates.io" : "source `\(source.name)`"
    let label = Label(file.source.path, source.span)
    switch place {
    case .directory(let path), .localRegistry(let path):
      let isElsewhere = path.hasPrefix("/")
      return Finding(
        Self.info, "\(name) is replaced by the folder `\(path)`", at: label,
        severity: isElsewhere ? nil : .info,
        help: isElsewhere
          ? "keep the folder in the repository, and name it by a relative path" : nil)
    case .registry(let url), .git(let url):
      if policy.allowedRegistries.contains(where: { $0.allows(url) }) { return nil }
      return Finding(
        Self.info, "\(name) is replaced by `\(url)`", at: label,
        help: "if the mirror is yours, add it to `sources.allow-registry` in `moat.toml`")
    case nil:
      return Finding(
        Self.info, "\(name) is replaced by `\(replacement)`, which no configuration file defines",
        at: label, help: "define `[source.\(replacement)]`, or remove the entry")
    }
  }
}
